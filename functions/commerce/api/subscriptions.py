"""Subscriptions over HTTP."""

from datetime import timedelta
from typing import Annotated

from functions.commerce.errors import (
    BoughtAlready,
    CouponRefused,
    GatewayRefused,
    GatewayUnavailable,
    NothingToSellThrough,
    NotOnSale,
    SubscriptionNotFound,
    SubscriptionOver,
)
from functions.commerce.permissions import BUY
from functions.commerce.schemas.subscriptions import CancellationIn, SubscriptionIn, SubscriptionOut
from functions.commerce.tables import CommerceRow
from functions.commerce.wiring import Subscriptions
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import TooManyRequests
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceRequired
from shared.pagination import Paging, page_out
from shared.ratelimit import RateLimit, limited_by_person
from shared.schemas import PageOut, PathId

router = api_router("/subscriptions", tag="Subscriptions")

Buyer = Annotated[Caller, permitted(BUY)]
# Each is two calls to the gateway, and may reserve a coupon's last use.
Tries = Annotated[None, limited_by_person(RateLimit("commerce.subscriptions", 30, per=timedelta(hours=1)), CommerceRow)]


@router.post(
    "",
    status_code=201,
    response_model=SubscriptionOut,
    responses=problems(
        BoughtAlready,
        CouponRefused,
        GatewayRefused,
        GatewayUnavailable,
        IdempotencyKeyReused,
        NotOnSale,
        NothingToSellThrough,
        TooManyRequests,
    ),
)
def subscribe(
    body: SubscriptionIn, caller: Buyer, subscriptions: Subscriptions, _: Tries, once: OnceRequired
) -> SubscriptionOut:
    """Subscribe to a course or a pass, at the server's price, and learn how to agree to the charges.

    After a 503 the same request under the same key goes on with the same subscription.
    """
    subscription = subscriptions.begin(body.wish(), by=caller, once=once)
    return SubscriptionOut.of(subscription, subscriptions.key_id(subscription))


@router.get("", response_model=PageOut[SubscriptionOut], responses=problems())
def list_own_subscriptions(caller: Buyer, subscriptions: Subscriptions, paging: Paging) -> PageOut[SubscriptionOut]:
    """List one's own subscriptions, newest first."""
    query = f"subscriptions|{caller.user_id}"
    page = subscriptions.list_own(caller, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, SubscriptionOut.of, query, org_id=caller.org_id)


@router.get("/{subscription_id}", response_model=SubscriptionOut, responses=problems(SubscriptionNotFound))
def read_subscription(subscription_id: PathId, caller: Buyer, subscriptions: Subscriptions) -> SubscriptionOut:
    """Read a subscription: one's own, or any for who sees all orders."""
    found = subscriptions.read(subscription_id, by=caller)
    return SubscriptionOut.of(found, subscriptions.key_id(found) if found.user_id == caller.user_id else None)


@router.put(
    "/{subscription_id}/cancellation",
    response_model=SubscriptionOut,
    responses=problems(SubscriptionNotFound, SubscriptionOver, GatewayRefused, GatewayUnavailable),
)
def cancel_subscription(
    subscription_id: PathId, body: CancellationIn, caller: Buyer, subscriptions: Subscriptions
) -> SubscriptionOut:
    """Let a subscription end: with the period that is paid for, or now."""
    return SubscriptionOut.of(subscriptions.cancel(subscription_id, at_period_end=body.at_period_end, by=caller))
