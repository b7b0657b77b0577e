"""Coupons over HTTP, and what something costs with them."""

from datetime import timedelta
from typing import Annotated

from fastapi import Response

from functions.commerce.errors import (
    CodeTaken,
    CouponInUse,
    CouponNotFound,
    CouponRefused,
    CouponUnsound,
    FreeOfCharge,
    NotOnSale,
)
from functions.commerce.permissions import BUY, MANAGE_COUPONS
from functions.commerce.schemas.coupons import CouponChangeIn, CouponIn, CouponOut, RedemptionOut
from functions.commerce.schemas.quotes import QuoteIn, QuoteOut
from functions.commerce.tables import CommerceRow
from functions.commerce.wiring import Coupons, Pricing
from shared.auth import Caller, permitted
from shared.clock import system_clock
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired, TooManyRequests
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.ratelimit import RateLimit, limited_by_address, limited_by_person
from shared.schemas import PageOut, PathId

router = api_router(tag="Coupons")

Manager = Annotated[Caller, permitted(MANAGE_COUPONS)]
Buyer = Annotated[Caller, permitted(BUY)]
# A quote says whether a code is good, so that it must not become a way to guess one.
OfPerson = Annotated[None, limited_by_person(RateLimit("commerce.quotes", 60, per=timedelta(minutes=10)), CommerceRow)]
OfPlace = Annotated[
    None, limited_by_address(RateLimit("commerce.quotes.from", 600, per=timedelta(minutes=10)), CommerceRow)
]


@router.post(
    "/quotes",
    response_model=QuoteOut,
    responses=problems(NotOnSale, FreeOfCharge, CouponRefused, TooManyRequests),
)
def quote_price(body: QuoteIn, caller: Buyer, pricing: Pricing, _: OfPerson, __: OfPlace) -> QuoteOut:
    """Say what something costs with these coupons, without reserving anything.

    Of a code that does not exist it says the same as of one that is not good for this purchase.
    """
    quote = pricing.price(body.thing(), caller.user_id, body.coupon_codes, system_clock.now(), offer_id=body.offer_id)
    return QuoteOut.of(quote)


@router.post(
    "/coupons",
    status_code=201,
    response_model=CouponOut,
    responses=problems(CouponUnsound, CodeTaken, IdempotencyKeyReused),
)
def create_coupon(body: CouponIn, _: Manager, coupons: Coupons, once: OnceOnly, response: Response) -> CouponOut:
    """Give a coupon out."""
    made = coupons.create(body.wish(), once=once)
    tag(response, made.coupon.revision)
    return CouponOut.of(made)


@router.get("/coupons", response_model=PageOut[CouponOut], responses=problems())
def list_coupons(caller: Manager, coupons: Coupons, paging: Paging) -> PageOut[CouponOut]:
    """List the coupons, newest first."""
    page = coupons.list(limit=paging.limit, start=paging.start("coupons", org_id=caller.org_id))
    return page_out(page, CouponOut.of, "coupons", org_id=caller.org_id)


@router.get("/coupons/{coupon_id}", response_model=CouponOut, responses=problems(CouponNotFound))
def read_coupon(coupon_id: PathId, _: Manager, coupons: Coupons, response: Response) -> CouponOut:
    """Read a coupon."""
    found = coupons.get(coupon_id)
    tag(response, found.coupon.revision)
    return CouponOut.of(found)


@router.put(
    "/coupons/{coupon_id}",
    response_model=CouponOut,
    responses=problems(CouponNotFound, CouponUnsound, PreconditionFailed, PreconditionRequired),
)
def change_coupon(
    coupon_id: PathId,
    body: CouponChangeIn,
    _: Manager,
    coupons: Coupons,
    expected: ExpectedRevision,
    response: Response,
) -> CouponOut:
    """Change a coupon. A limit below the uses there are allows no more of them, and takes none away."""
    changed = coupons.change(coupon_id, body.changes(), expected=expected)
    tag(response, changed.coupon.revision)
    return CouponOut.of(changed)


@router.delete("/coupons/{coupon_id}", status_code=204, responses=problems(CouponNotFound, CouponInUse))
def delete_coupon(coupon_id: PathId, _: Manager, coupons: Coupons) -> None:
    """Remove a coupon that nobody ever used; else switch it off."""
    coupons.delete(coupon_id)


@router.get(
    "/coupons/{coupon_id}/redemptions", response_model=PageOut[RedemptionOut], responses=problems(CouponNotFound)
)
def list_redemptions(coupon_id: PathId, caller: Manager, coupons: Coupons, paging: Paging) -> PageOut[RedemptionOut]:
    """List the uses of a coupon, the newest orders first."""
    query = f"coupons|{coupon_id}|redemptions"
    page = coupons.list_redemptions(coupon_id, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, RedemptionOut.of, query, org_id=caller.org_id)
