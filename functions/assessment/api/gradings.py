"""Gradings and appeals over HTTP."""

from typing import Annotated

from fastapi import status

from functions.assessment.errors import (
    AppealNotFound,
    AppealNotPossible,
    AppealResolved,
    AssessmentNotFound,
    AttemptNotFound,
    GradingNotFound,
    NotEnrolled,
    NotYourCourse,
)
from functions.assessment.permissions import GRADE, TAKE
from functions.assessment.schemas import AppealIn, AppealOut, AppealsOut, GradingOut, ResolutionIn
from functions.assessment.wiring import Appeals, Gradings
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/assessments/{assessment_id}", tag="Grading")

Participant = Annotated[Caller, permitted(TAKE)]
Marker = Annotated[Caller, permitted(GRADE)]


@router.get("/gradings", responses=problems(AssessmentNotFound, NotYourCourse))
def list_gradings(assessment_id: PathId, caller: Marker, gradings: Gradings, paging: Paging) -> PageOut[GradingOut]:
    """List what waits for a person to mark it, and why, the longest waiting first."""
    query = f"gradings|{assessment_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = gradings.list_waiting(assessment_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, GradingOut.of, query, org_id=caller.org_id)


@router.get("/attempts/{attempt_id}/grading", responses=problems(AttemptNotFound, GradingNotFound, NotYourCourse))
def read_grading(assessment_id: PathId, attempt_id: PathId, caller: Marker, gradings: Gradings) -> GradingOut:
    """Read how an attempt is being graded: what was suggested, and how much was found elsewhere. For staff."""
    return GradingOut.of(gradings.read(assessment_id, attempt_id, by=caller))


@router.post(
    "/attempts/{attempt_id}/appeals",
    status_code=status.HTTP_201_CREATED,
    responses=problems(AttemptNotFound, NotEnrolled, AppealNotPossible, IdempotencyKeyReused),
)
def make_appeal(
    assessment_id: PathId, attempt_id: PathId, body: AppealIn, caller: Participant, appeals: Appeals, once: OnceOnly
) -> AppealOut:
    """Ask for another look at marks that you may see. Somebody answers; until then the marks stand."""
    return AppealOut.of(appeals.make(assessment_id, attempt_id, body.question_ids, body.reason, by=caller, once=once))


@router.get("/attempts/{attempt_id}/appeals", responses=problems(AttemptNotFound, NotEnrolled, NotYourCourse))
def list_attempt_appeals(
    assessment_id: PathId, attempt_id: PathId, caller: Participant, appeals: Appeals
) -> AppealsOut:
    """List the appeals against an attempt's marks, with their answers: your own, or as staff any learner's."""
    found = appeals.list_of(assessment_id, attempt_id, by=caller)
    return AppealsOut(items=[AppealOut.of(one) for one in found])


@router.get("/appeals", responses=problems(AssessmentNotFound, NotYourCourse))
def list_appeals(assessment_id: PathId, caller: Marker, appeals: Appeals, paging: Paging) -> PageOut[AppealOut]:
    """List an assessment's appeals, the newest first. For staff."""
    query = f"appeals|{assessment_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = appeals.list(assessment_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, AppealOut.of, query, org_id=caller.org_id)


@router.put(
    "/attempts/{attempt_id}/appeals/{appeal_id}/resolution",
    responses=problems(AttemptNotFound, AppealNotFound, NotYourCourse, AppealResolved),
)
def resolve_appeal(
    assessment_id: PathId,
    attempt_id: PathId,
    appeal_id: PathId,
    body: ResolutionIn,
    caller: Marker,
    appeals: Appeals,
) -> AppealOut:
    """Answer an appeal, after you have marked anew what deserves it. Repeating it changes nothing."""
    return AppealOut.of(appeals.resolve(assessment_id, attempt_id, appeal_id, body.outcome, body.reply, by=caller))
