"""Summaries over HTTP."""

from datetime import timedelta
from typing import Annotated

from fastapi import status

from functions.ai.errors import (
    AiSwitchedOff,
    LessonsNotOpen,
    MaterialNotFound,
    MaterialTooLarge,
    SummaryNotFound,
    SummaryOver,
)
from functions.ai.permissions import SUMMARIZE
from functions.ai.schemas.summaries import SummaryIn, SummaryOrderOut, SummaryOut
from functions.ai.tables import AiRow
from functions.ai.wiring import Summaries
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import TooManyRequests
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.ratelimit import RateLimit, limited_by_person
from shared.schemas import PageOut, PathId

router = api_router("/ai", tag="AI")

Reader = Annotated[Caller, permitted(SUMMARIZE)]
Orders = Annotated[None, limited_by_person(RateLimit("ai.summaries", 60, per=timedelta(hours=1)), AiRow)]


@router.post(
    "/summarize-content",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(
        AiSwitchedOff, LessonsNotOpen, MaterialNotFound, MaterialTooLarge, IdempotencyKeyReused, TooManyRequests
    ),
)
def summarize_content(
    body: SummaryIn, caller: Reader, summaries: Summaries, _: Orders, once: OnceOnly
) -> SummaryOrderOut:
    """Have a text summarized, or what you may read of a published course: a summary of chosen length, key points, a
    glossary and what would make the source better, each sentence with where it is from. The same request finds the
    summary there is. `GET /api/v1/ai/summaries/{summary_id}` has it once it is made.
    """
    return SummaryOrderOut.of(summaries.order(body.wish(), by=caller, once=once))


@router.get("/summaries", responses=problems())
def list_summaries(caller: Reader, summaries: Summaries, paging: Paging) -> PageOut[SummaryOrderOut]:
    """List the summaries that you ordered, newest first."""
    query = f"summaries|{caller.user_id}"
    page = summaries.list(by=caller, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, SummaryOrderOut.of, query, org_id=caller.org_id)


@router.get("/summaries/{summary_id}", responses=problems(SummaryNotFound))
def read_summary(summary_id: PathId, caller: Reader, summaries: Summaries) -> SummaryOut:
    """Read a summary, or how far it is. Who made it is said for each provider and model, with what that took."""
    return SummaryOut.of(*summaries.read(summary_id, by=caller))


@router.post("/summaries/{summary_id}/cancellation", responses=problems(SummaryNotFound, SummaryOver))
def cancel_summary(summary_id: PathId, caller: Reader, summaries: Summaries) -> SummaryOrderOut:
    """Make no more of a summary. What was made of it so far is kept for resuming."""
    return SummaryOrderOut.of(summaries.cancel(summary_id, by=caller))


@router.post(
    "/summaries/{summary_id}/resumption",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(SummaryNotFound, SummaryOver),
)
def resume_summary(summary_id: PathId, caller: Reader, summaries: Summaries) -> SummaryOrderOut:
    """Make what is missing of a summary that was cancelled, failed, or lacks some sections."""
    return SummaryOrderOut.of(summaries.resume(summary_id, by=caller))
