"""Refunds over HTTP."""

from typing import Annotated

from fastapi import Response

from functions.commerce.errors import (
    OrderNotFound,
    OrderNotRefundable,
    RefundNotFound,
    RefundTooLarge,
    RefundWindowOver,
)
from functions.commerce.permissions import BUY, REFUND
from functions.commerce.schemas.refunds import RefundIn, RefundOut, RefundPolicyIn, RefundPolicyOut, RefundsOut
from functions.commerce.wiring import Refunds
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceRequired
from shared.schemas import PathId

router = api_router(tag="Refunds")

Buyer = Annotated[Caller, permitted(BUY)]
Manager = Annotated[Caller, permitted(REFUND)]


@router.post(
    "/orders/{order_id}/refunds",
    status_code=201,
    response_model=RefundOut,
    responses=problems(OrderNotFound, OrderNotRefundable, RefundTooLarge, RefundWindowOver, IdempotencyKeyReused),
)
def refund_order(order_id: PathId, body: RefundIn, caller: Buyer, refunds: Refunds, once: OnceRequired) -> RefundOut:
    """Send money back: administrators any of it at any time, who bought it all of it within the window."""
    return RefundOut.of(refunds.ask(order_id, body.wish(), by=caller, once=once))


@router.get("/orders/{order_id}/refunds", response_model=RefundsOut, responses=problems(OrderNotFound))
def list_refunds(order_id: PathId, caller: Buyer, refunds: Refunds) -> RefundsOut:
    """List an order's refunds, oldest first."""
    return RefundsOut(items=[RefundOut.of(refund) for refund in refunds.list(order_id, by=caller)])


@router.get(
    "/orders/{order_id}/refunds/{refund_id}",
    response_model=RefundOut,
    responses=problems(OrderNotFound, RefundNotFound),
)
def read_refund(order_id: PathId, refund_id: PathId, caller: Buyer, refunds: Refunds) -> RefundOut:
    """Read a refund."""
    return RefundOut.of(refunds.read(order_id, refund_id, by=caller))


@router.get("/refund-policy", response_model=RefundPolicyOut, responses=problems())
def read_refund_policy(_: Buyer, refunds: Refunds, response: Response) -> RefundPolicyOut:
    """Read the rule by which the organization gives money back."""
    policy = refunds.policy()
    tag(response, policy.revision)
    return RefundPolicyOut.model_validate(policy)


@router.put(
    "/refund-policy",
    response_model=RefundPolicyOut,
    responses=problems(PreconditionFailed, PreconditionRequired),
)
def change_refund_policy(
    body: RefundPolicyIn, _: Manager, refunds: Refunds, expected: ExpectedRevision, response: Response
) -> RefundPolicyOut:
    """Replace the rule by which the organization gives money back."""
    policy = refunds.change_policy(body.policy(), expected=expected)
    tag(response, policy.revision)
    return RefundPolicyOut.model_validate(policy)
