"""Regrades over HTTP."""

from typing import Annotated

from fastapi import status

from functions.assessment.errors import (
    AssessmentNotFound,
    AttemptNotFound,
    CourseNotFound,
    NotYourCourse,
    RegradeNotFound,
    RegradeNotReady,
)
from functions.assessment.permissions import GRADE
from functions.assessment.schemas.regrades import RegradeChangeOut, RegradeIn, RegradeOut
from functions.assessment.wiring import Regrades
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/courses/{course_id}/regrades", tag="Grading")

Marker = Annotated[Caller, permitted(GRADE)]


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(CourseNotFound, AssessmentNotFound, AttemptNotFound, NotYourCourse, IdempotencyKeyReused),
)
def ask_for_regrade(
    course_id: PathId, body: RegradeIn, caller: Marker, regrades: Regrades, once: OnceOnly
) -> RegradeOut:
    """Find out what corrected questions make of attempts that were handed in. Nothing changes by that: read the regrade
    until it is `compared`, look at its changes, and have them applied."""
    return RegradeOut.of(
        regrades.ask(course_id, body.assessment_id, body.attempt_id, body.question_ids, by=caller, once=once)
    )


@router.get("", responses=problems(CourseNotFound, NotYourCourse))
def list_regrades(course_id: PathId, caller: Marker, regrades: Regrades, paging: Paging) -> PageOut[RegradeOut]:
    """List a course's regrades, the newest first."""
    query = f"regrades|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = regrades.list(course_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, RegradeOut.of, query, org_id=caller.org_id)


@router.get("/{regrade_id}", responses=problems(CourseNotFound, RegradeNotFound, NotYourCourse))
def read_regrade(course_id: PathId, regrade_id: PathId, caller: Marker, regrades: Regrades) -> RegradeOut:
    """Read how far a regrade is, and what it found."""
    return RegradeOut.of(regrades.read(course_id, regrade_id, by=caller))


@router.get("/{regrade_id}/changes", responses=problems(CourseNotFound, RegradeNotFound, NotYourCourse))
def list_regrade_changes(
    course_id: PathId, regrade_id: PathId, caller: Marker, regrades: Regrades, paging: Paging
) -> PageOut[RegradeChangeOut]:
    """List what a regrade makes of attempts, with the marks before and after. It stays as the history of them."""
    query = f"regrade-changes|{regrade_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = regrades.list_changes(course_id, regrade_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, RegradeChangeOut.of, query, org_id=caller.org_id)


@router.post(
    "/{regrade_id}/application",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(CourseNotFound, RegradeNotFound, NotYourCourse, RegradeNotReady),
)
def apply_regrade(course_id: PathId, regrade_id: PathId, caller: Marker, regrades: Regrades) -> RegradeOut:
    """Have exactly the changes applied that were found. An attempt that somebody marked since is left as it is.
    Repeating it changes nothing."""
    return RegradeOut.of(regrades.apply(course_id, regrade_id, by=caller))
