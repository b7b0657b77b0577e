"""Affiliates over HTTP."""

from datetime import timedelta
from typing import Annotated

from fastapi import Response

from functions.commerce.domain.affiliates import Affiliate
from functions.commerce.errors import (
    AffiliateCodeTaken,
    AffiliateExists,
    AffiliateNotFound,
    NotAMemberHere,
    ReferralRefused,
)
from functions.commerce.permissions import BUY, MANAGE_AFFILIATES
from functions.commerce.schemas.affiliates import (
    AffiliateChangeIn,
    AffiliateIn,
    AffiliateOut,
    AffiliateStandingOut,
    ReferralOut,
    TouchIn,
)
from functions.commerce.service.affiliates import AffiliateService
from functions.commerce.tables import CommerceRow
from functions.commerce.wiring import Affiliates
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired, TooManyRequests
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import PageRequest, Paging, page_out
from shared.ratelimit import RateLimit, limited_by_person
from shared.schemas import PageOut, PathId

router = api_router(tag="Affiliates")

Manager = Annotated[Caller, permitted(MANAGE_AFFILIATES)]
Member = Annotated[Caller, permitted(BUY)]
Tries = Annotated[None, limited_by_person(RateLimit("commerce.referrals", 60, per=timedelta(minutes=10)), CommerceRow)]


@router.post(
    "/affiliates",
    status_code=201,
    response_model=AffiliateOut,
    responses=problems(NotAMemberHere, AffiliateExists, AffiliateCodeTaken, IdempotencyKeyReused),
)
def create_affiliate(
    body: AffiliateIn, _: Manager, affiliates: Affiliates, once: OnceOnly, response: Response
) -> AffiliateOut:
    """Let a member of the organization earn by bringing buyers."""
    made = affiliates.create(body.wish(), once=once)
    tag(response, made.revision)
    return AffiliateOut.of(made)


@router.get("/affiliates", response_model=PageOut[AffiliateOut], responses=problems())
def list_affiliates(caller: Manager, affiliates: Affiliates, paging: Paging) -> PageOut[AffiliateOut]:
    """List the affiliates, newest first."""
    page = affiliates.list(limit=paging.limit, start=paging.start("affiliates", org_id=caller.org_id))
    return page_out(page, AffiliateOut.of, "affiliates", org_id=caller.org_id)


@router.get("/affiliates/me", response_model=AffiliateStandingOut, responses=problems(AffiliateNotFound))
def read_own_affiliate(caller: Member, affiliates: Affiliates) -> AffiliateStandingOut:
    """See your own code, and what you earned by it."""
    return AffiliateStandingOut.standing(affiliates.own(caller.user_id))


@router.get("/affiliates/me/referrals", response_model=PageOut[ReferralOut], responses=problems(AffiliateNotFound))
def list_own_referrals(caller: Member, affiliates: Affiliates, paging: Paging) -> PageOut[ReferralOut]:
    """List the purchases that are owed to you, newest first."""
    return _referrals_page(affiliates.find_own(caller.user_id), caller, affiliates, paging)


@router.get("/affiliates/{affiliate_id}", response_model=AffiliateStandingOut, responses=problems(AffiliateNotFound))
def read_affiliate(
    affiliate_id: PathId, _: Manager, affiliates: Affiliates, response: Response
) -> AffiliateStandingOut:
    """Read an affiliate, with what they earned so far."""
    found = affiliates.get(affiliate_id)
    tag(response, found.affiliate.revision)
    return AffiliateStandingOut.standing(found)


@router.put(
    "/affiliates/{affiliate_id}",
    response_model=AffiliateOut,
    responses=problems(AffiliateNotFound, PreconditionFailed, PreconditionRequired),
)
def change_affiliate(
    affiliate_id: PathId,
    body: AffiliateChangeIn,
    _: Manager,
    affiliates: Affiliates,
    expected: ExpectedRevision,
    response: Response,
) -> AffiliateOut:
    """Change what an affiliate earns from now on. What was bought keeps its commission."""
    changed = affiliates.change(affiliate_id, body.changes(), expected=expected)
    tag(response, changed.revision)
    return AffiliateOut.of(changed)


@router.get(
    "/affiliates/{affiliate_id}/referrals",
    response_model=PageOut[ReferralOut],
    responses=problems(AffiliateNotFound),
)
def list_referrals(
    affiliate_id: PathId, caller: Manager, affiliates: Affiliates, paging: Paging
) -> PageOut[ReferralOut]:
    """List the purchases that are owed to an affiliate, newest first."""
    return _referrals_page(affiliates.find(affiliate_id), caller, affiliates, paging)


def _referrals_page(
    affiliate: Affiliate, caller: Caller, affiliates: AffiliateService, paging: PageRequest
) -> PageOut[ReferralOut]:
    query = f"affiliates|{affiliate.affiliate_id}|referrals"
    page = affiliates.list_referrals(affiliate, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, ReferralOut.of, query, org_id=caller.org_id)


@router.put("/referrals/me", status_code=204, responses=problems(ReferralRefused, TooManyRequests))
def note_referral(body: TouchIn, caller: Member, affiliates: Affiliates, _: Tries) -> None:
    """Note by whose code you came: the last one counts, and your own does not."""
    affiliates.touch(body.code, user_id=caller.user_id)
