"""Orders over HTTP."""

from datetime import timedelta
from typing import Annotated

from fastapi import Query

from functions.commerce.domain.orders import OrderState
from functions.commerce.errors import (
    BoughtAlready,
    CouponRefused,
    FreeOfCharge,
    GatewayRefused,
    GatewayUnavailable,
    InstalmentNotDue,
    InstalmentsNotFound,
    NothingToSellThrough,
    NotOnSale,
    OrderMoved,
    OrderNotFound,
    SignatureRefused,
)
from functions.commerce.permissions import BUY, SEE_ALL_ORDERS
from functions.commerce.schemas.instalments import InstalmentsOut
from functions.commerce.schemas.orders import CheckoutPaymentIn, OrderIn, OrderOut
from functions.commerce.tables import CommerceRow
from functions.commerce.wiring import Orders
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import TooManyRequests, Unprocessable
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceRequired
from shared.pagination import Paging, page_out
from shared.ratelimit import RateLimit, limited_by_person
from shared.schemas import BodyId, PageOut, PathId

router = api_router(tag="Orders")

Buyer = Annotated[Caller, permitted(BUY)]
Seller = Annotated[Caller, permitted(SEE_ALL_ORDERS)]
# Each order is a call to the gateway, and may reserve a coupon's last use.
Tries = Annotated[None, limited_by_person(RateLimit("commerce.orders", 60, per=timedelta(hours=1)), CommerceRow)]


@router.post(
    "/orders",
    status_code=201,
    response_model=OrderOut,
    responses=problems(
        BoughtAlready,
        CouponRefused,
        FreeOfCharge,
        GatewayRefused,
        GatewayUnavailable,
        IdempotencyKeyReused,
        InstalmentNotDue,
        InstalmentsNotFound,
        NotOnSale,
        NothingToSellThrough,
        OrderMoved,
        TooManyRequests,
    ),
)
def place_order(body: OrderIn, caller: Buyer, orders: Orders, _: Tries, once: OnceRequired) -> OrderOut:
    """Order a course or a pass, at the server's price, and learn how to pay. Nothing to pay makes it paid at once.

    After a 503 the same request under the same key goes on with the same order.
    """
    order = orders.place(body.wish(), by=caller, once=once)
    return OrderOut.of(order, orders.key_id(order))


@router.get("/orders", response_model=PageOut[OrderOut], responses=problems())
def list_own_orders(caller: Buyer, orders: Orders, paging: Paging) -> PageOut[OrderOut]:
    """List one's own orders, newest first."""
    query = f"orders|{caller.user_id}"
    page = orders.list_own(caller, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, OrderOut.of, query, org_id=caller.org_id)


@router.get("/orders/all", response_model=PageOut[OrderOut], responses=problems())
def list_orders(
    caller: Seller,
    orders: Orders,
    paging: Paging,
    state: Annotated[OrderState | None, Query(description="Only orders in this state.")] = None,
    user_id: Annotated[BodyId | None, Query(description="Only this person's orders.")] = None,
) -> PageOut[OrderOut]:
    """List the organization's orders, newest first: all, those in one state, or one person's."""
    if state and user_id:
        raise Unprocessable.field("/query/state", "not_together", "Ask for a state or for a person.")
    query = f"all orders|{state}|{user_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = (
        orders.list_of(user_id, limit=paging.limit, start=start)
        if user_id
        else orders.list_all(state, limit=paging.limit, start=start)
    )
    return page_out(page, OrderOut.of, query, org_id=caller.org_id)


@router.get("/orders/{order_id}", response_model=OrderOut, responses=problems(OrderNotFound))
def read_order(order_id: PathId, caller: Buyer, orders: Orders) -> OrderOut:
    """Read an order: one's own, or any for who sees all."""
    order = orders.read(order_id, by=caller)
    return OrderOut.of(order, orders.key_id(order) if order.user_id == caller.user_id else None)


@router.get("/orders/{order_id}/instalments", response_model=InstalmentsOut, responses=problems(OrderNotFound))
def list_instalments(order_id: PathId, caller: Buyer, orders: Orders) -> InstalmentsOut:
    """List the parts in which an order's purchase is paid; the next one is ordered with `instalment_of`."""
    return InstalmentsOut.of(orders.read_instalments(order_id, by=caller))


@router.put(
    "/orders/{order_id}/payment",
    response_model=OrderOut,
    responses=problems(OrderNotFound, SignatureRefused),
)
def confirm_payment(order_id: PathId, body: CheckoutPaymentIn, caller: Buyer, orders: Orders) -> OrderOut:
    """Bring what the gateway's checkout gave the browser. May be repeated; nothing is lost if it is never brought.

    The order is paid once the gateway says that the money was taken: read it again while it is `attempted`.
    """
    order = orders.confirm(
        order_id, body.razorpay_order_id, body.razorpay_payment_id, body.razorpay_signature, by=caller
    )
    return OrderOut.of(order, orders.key_id(order))
