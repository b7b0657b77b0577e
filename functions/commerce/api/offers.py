"""Offers of courses and passes over HTTP."""

from typing import Annotated

from fastapi import Response

from functions.commerce.domain.offers import Thing
from functions.commerce.errors import (
    CourseNotFound,
    NotYourOffers,
    OfferNotFound,
    OffersFull,
    OfferUnsound,
    PassNotFound,
)
from functions.commerce.permissions import BUY, MANAGE_ALL_OFFERS, MANAGE_OFFERS
from functions.commerce.schemas.offers import (
    PassSalesOfferIn,
    SalesOfferChangeIn,
    SalesOfferIn,
    SalesOfferOut,
    SalesOffersOut,
)
from functions.commerce.wiring import Offers
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.schemas import PathId

router = api_router(tag="Offers")

Seller = Annotated[Caller, permitted(MANAGE_OFFERS)]
Admin = Annotated[Caller, permitted(MANAGE_ALL_OFFERS)]
Buyer = Annotated[Caller, permitted(BUY)]


@router.post(
    "/courses/{course_id}/offers",
    status_code=201,
    response_model=SalesOfferOut,
    responses=problems(CourseNotFound, NotYourOffers, OfferUnsound, OffersFull, IdempotencyKeyReused),
)
def offer_course(
    course_id: PathId, body: SalesOfferIn, caller: Seller, offers: Offers, once: OnceOnly, response: Response
) -> SalesOfferOut:
    """Sell a course on these terms. The first offer is the default one, or whichever says so.

    For administrators, and instructors who may publish the course. A course without an offer is free; one that had a
    price is free only by an offer that says so.
    """
    made = offers.create(Thing(course_id=course_id), body.wish(), by=caller, once=once)
    tag(response, made.offer.revision)
    return SalesOfferOut.of(made)


@router.get("/courses/{course_id}/offers", response_model=SalesOffersOut, responses=problems(CourseNotFound))
def list_course_offers(course_id: PathId, caller: Buyer, offers: Offers) -> SalesOffersOut:
    """List a course's offers: to those who see to them all, to others what is sold now."""
    return SalesOffersOut(items=[SalesOfferOut.of(one) for one in offers.list(Thing(course_id=course_id), by=caller)])


@router.post(
    "/passes/{pass_id}/offers",
    status_code=201,
    response_model=SalesOfferOut,
    responses=problems(PassNotFound, OfferUnsound, OffersFull, IdempotencyKeyReused),
)
def offer_pass(
    pass_id: PathId, body: PassSalesOfferIn, caller: Admin, offers: Offers, once: OnceOnly, response: Response
) -> SalesOfferOut:
    """Sell a pass on these terms. The first offer is the default one, or whichever says so."""
    made = offers.create(Thing(pass_id=pass_id), body.wish(), by=caller, once=once)
    tag(response, made.offer.revision)
    return SalesOfferOut.of(made)


@router.get("/passes/{pass_id}/offers", response_model=SalesOffersOut, responses=problems(PassNotFound))
def list_pass_offers(pass_id: PathId, caller: Buyer, offers: Offers) -> SalesOffersOut:
    """List a pass's offers: to administrators all, to others what is sold now."""
    return SalesOffersOut(items=[SalesOfferOut.of(one) for one in offers.list(Thing(pass_id=pass_id), by=caller)])


@router.get("/offers/{offer_id}", response_model=SalesOfferOut, responses=problems(OfferNotFound))
def read_sales_offer(offer_id: PathId, caller: Buyer, offers: Offers, response: Response) -> SalesOfferOut:
    """Read an offer of a course or a pass. Who does not see to it sees it while it is sold."""
    found = offers.get(offer_id, by=caller)
    tag(response, found.offer.revision)
    return SalesOfferOut.of(found)


@router.put(
    "/offers/{offer_id}",
    response_model=SalesOfferOut,
    responses=problems(OfferNotFound, NotYourOffers, OfferUnsound, PreconditionFailed, PreconditionRequired),
)
def change_sales_offer(
    offer_id: PathId,
    body: SalesOfferChangeIn,
    caller: Seller,
    offers: Offers,
    expected: ExpectedRevision,
    response: Response,
) -> SalesOfferOut:
    """Sell on other terms from now on. What was bought keeps the terms of its day."""
    changed = offers.change(offer_id, body.changes(), by=caller, expected=expected)
    tag(response, changed.offer.revision)
    return SalesOfferOut.of(changed)


@router.delete("/offers/{offer_id}", status_code=204, responses=problems(OfferNotFound, NotYourOffers))
def withdraw_sales_offer(offer_id: PathId, caller: Seller, offers: Offers) -> None:
    """Sell on these terms no more. What was bought on them goes on. A course does not become free by that."""
    offers.delete(offer_id, by=caller)
