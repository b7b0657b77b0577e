"""Connecting an organization's account at the gateway, and replacing its key and secrets."""

from datetime import timedelta

from functions.commerce.domain.connections import MOST_CONNECTIONS, Connection, Credentials
from functions.commerce.errors import ConnectionsFull
from functions.commerce.gateways.razorpay import Gateway
from functions.commerce.gateways.safe import Safe
from functions.commerce.repository.connections import ConnectionRepository
from shared.clock import system_clock
from shared.errors import PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id


class ConnectionService:
    """One tenant's connections. Who may change them is said at the door."""

    def __init__(self, org_id: str, connections: ConnectionRepository, safe: Safe, gateway: Gateway) -> None:
        self._org_id = org_id
        self._connections = connections
        self._safe = safe
        self._gateway = gateway

    def list(self) -> list[Connection]:
        """All connections, newest first; the newest that is active is sold through."""
        return self._connections.list()

    def read(self, connection_id: str) -> Connection:
        """One connection, without what is secret in it."""
        return self._connections.get(connection_id)

    def connect(self, credentials: Credentials, webhook_secret: str, *, once: Once) -> Connection:
        """Connect an account, once the gateway accepts its key; from now on it is sold through.

        Raises ``GatewayKeyRefused``, ``GatewayUnavailable``, or ``ConnectionsFull`` (two at the same moment may go
        beyond the limit by one).
        """
        if len(self._connections.list()) >= MOST_CONNECTIONS:
            raise ConnectionsFull(f"At most {MOST_CONNECTIONS} connections.", limit=MOST_CONNECTIONS)
        self._gateway.check(credentials)
        connection_id, now = new_id("con"), system_clock.now()
        connection = Connection(
            connection_id=connection_id,
            key_id=credentials.key_id,
            sealed_key_secret=self._safe.seal(credentials.key_secret, self._org_id, connection_id),
            sealed_webhook_secret=self._safe.seal(webhook_secret, self._org_id, connection_id),
            created_at=now,
            updated_at=now,
        )
        return self._connections.get(self._connections.add(connection, once))

    def replace_key(
        self, connection_id: str, credentials: Credentials, *, overlap: timedelta, expected: int
    ) -> Connection:
        """Go on with another key of the same account. Signatures made with the one before count until the overlap ends.

        Raises ``GatewayKeyRefused``, ``ConnectionRetired``, ``PreconditionFailed``.
        """
        connection = self._expected(connection_id, expected)
        sealed = self._safe.seal(credentials.key_secret, self._org_id, connection_id)
        changed = connection.with_key(credentials.key_id, sealed, overlap=overlap, now=system_clock.now())
        self._gateway.check(credentials)
        return self._connections.save(changed)

    def replace_webhook_secret(
        self, connection_id: str, secret: str, *, overlap: timedelta, expected: int
    ) -> Connection:
        """Go on with another secret for webhooks; events signed with the one before count until the overlap ends."""
        connection = self._expected(connection_id, expected)
        sealed = self._safe.seal(secret, self._org_id, connection_id)
        return self._connections.save(connection.with_webhook_secret(sealed, overlap=overlap, now=system_clock.now()))

    def retire(self, connection_id: str) -> None:
        """Sell nothing more through it. Retiring it again changes nothing."""
        connection = self._connections.get(connection_id)
        retired = connection.retired(system_clock.now())
        if retired.state is not connection.state:
            self._connections.save(retired)

    def _expected(self, connection_id: str, revision: int) -> Connection:
        connection = self._connections.get(connection_id)
        if connection.revision != revision:
            raise PreconditionFailed(connection_id=connection_id, current_revision=connection.revision)
        return connection
