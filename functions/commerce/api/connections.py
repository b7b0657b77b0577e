"""Connections to the payment gateway over HTTP."""

from datetime import timedelta
from typing import Annotated

from fastapi import Response

from functions.commerce.errors import (
    ConnectionNotFound,
    ConnectionRetired,
    ConnectionsFull,
    GatewayKeyRefused,
    GatewayUnavailable,
)
from functions.commerce.permissions import MANAGE_CONNECTIONS
from functions.commerce.schemas.connections import ConnectionIn, ConnectionOut, ConnectionsOut, KeyIn, WebhookSecretIn
from functions.commerce.tables import CommerceRow
from functions.commerce.wiring import Connections
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired, TooManyRequests
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.ratelimit import RateLimit, limited_by_person
from shared.schemas import PathId

router = api_router("/payment-connections", tag="Payment connections")

Manager = Annotated[Caller, permitted(MANAGE_CONNECTIONS)]
# Each try asks the gateway whether a key is right, so that it must not become a way to guess one.
Tries = Annotated[None, limited_by_person(RateLimit("commerce.keys", 30, per=timedelta(hours=1)), CommerceRow)]


@router.post(
    "",
    status_code=201,
    response_model=ConnectionOut,
    responses=problems(ConnectionsFull, GatewayKeyRefused, IdempotencyKeyReused, TooManyRequests, GatewayUnavailable),
)
def connect_account(
    body: ConnectionIn, _: Manager, connections: Connections, __: Tries, once: OnceOnly, response: Response
) -> ConnectionOut:
    """Connect the organization's account at the gateway. Its key is tried at once; no secret can be read again."""
    connection = connections.connect(body.credentials(), body.webhook_secret, once=once)
    tag(response, connection.revision)
    return ConnectionOut.of(connection)


@router.get("", response_model=ConnectionsOut, responses=problems())
def list_connections(_: Manager, connections: Connections) -> ConnectionsOut:
    """List the connections, newest first. The newest that is active is sold through."""
    return ConnectionsOut(items=[ConnectionOut.of(connection) for connection in connections.list()])


@router.get("/{connection_id}", response_model=ConnectionOut, responses=problems(ConnectionNotFound))
def read_connection(connection_id: PathId, _: Manager, connections: Connections, response: Response) -> ConnectionOut:
    """Read a connection, without what is secret in it."""
    connection = connections.read(connection_id)
    tag(response, connection.revision)
    return ConnectionOut.of(connection)


@router.put(
    "/{connection_id}/key",
    response_model=ConnectionOut,
    responses=problems(
        ConnectionNotFound,
        ConnectionRetired,
        PreconditionFailed,
        GatewayKeyRefused,
        PreconditionRequired,
        TooManyRequests,
        GatewayUnavailable,
    ),
)
def replace_key(
    connection_id: PathId,
    body: KeyIn,
    _: Manager,
    connections: Connections,
    __: Tries,
    expected: ExpectedRevision,
    response: Response,
) -> ConnectionOut:
    """Go on with another key of the same account. What was signed with the one before counts for the overlap."""
    connection = connections.replace_key(connection_id, body.credentials(), overlap=body.overlap(), expected=expected)
    tag(response, connection.revision)
    return ConnectionOut.of(connection)


@router.put(
    "/{connection_id}/webhook-secret",
    response_model=ConnectionOut,
    responses=problems(ConnectionNotFound, PreconditionFailed, PreconditionRequired),
)
def replace_webhook_secret(
    connection_id: PathId,
    body: WebhookSecretIn,
    _: Manager,
    connections: Connections,
    expected: ExpectedRevision,
    response: Response,
) -> ConnectionOut:
    """Go on with another secret for webhooks. What is signed with the one before counts for the overlap."""
    connection = connections.replace_webhook_secret(
        connection_id, body.webhook_secret, overlap=body.overlap(), expected=expected
    )
    tag(response, connection.revision)
    return ConnectionOut.of(connection)


@router.delete("/{connection_id}", status_code=204, responses=problems(ConnectionNotFound, PreconditionFailed))
def retire_connection(connection_id: PathId, _: Manager, connections: Connections) -> None:
    """Sell nothing more through a connection. What was sold through it is still paid, refunded and heard of."""
    connections.retire(connection_id)
