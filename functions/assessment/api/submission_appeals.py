"""Appeals against marks of submissions over HTTP."""

from typing import Annotated

from fastapi import status

from functions.assessment.errors import (
    AppealNotFound,
    AppealNotPossible,
    AppealResolved,
    AssignmentNotFound,
    NotEnrolled,
    NotYourCourse,
    SubmissionNotFound,
)
from functions.assessment.permissions import GRADE, TAKE
from functions.assessment.schemas import ResolutionIn, SubmissionAppealIn, SubmissionAppealOut, SubmissionAppealsOut
from functions.assessment.wiring import SubmissionAppeals
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/assignments/{assignment_id}", tag="Assignments")

Participant = Annotated[Caller, permitted(TAKE)]
Marker = Annotated[Caller, permitted(GRADE)]


@router.post(
    "/submissions/{submission_id}/appeals",
    status_code=status.HTTP_201_CREATED,
    responses=problems(AssignmentNotFound, SubmissionNotFound, NotEnrolled, AppealNotPossible, IdempotencyKeyReused),
)
def make_submission_appeal(
    assignment_id: PathId,
    submission_id: PathId,
    body: SubmissionAppealIn,
    caller: Participant,
    appeals: SubmissionAppeals,
    once: OnceOnly,
) -> SubmissionAppealOut:
    """Ask for another look at the mark of your last submission, once you may see it. Somebody answers; until then the
    mark stands."""
    return SubmissionAppealOut.of(appeals.make(assignment_id, submission_id, (), body.reason, by=caller, once=once))


@router.get(
    "/submissions/{submission_id}/appeals",
    responses=problems(AssignmentNotFound, SubmissionNotFound, NotEnrolled, NotYourCourse),
)
def list_submission_appeals(
    assignment_id: PathId, submission_id: PathId, caller: Participant, appeals: SubmissionAppeals
) -> SubmissionAppealsOut:
    """List the appeals against a submission's mark, with their answers: your own, or as staff any learner's."""
    found = appeals.list_of(assignment_id, submission_id, by=caller)
    return SubmissionAppealsOut(items=[SubmissionAppealOut.of(one) for one in found])


@router.get("/appeals", responses=problems(AssignmentNotFound, NotYourCourse))
def list_assignment_appeals(
    assignment_id: PathId, caller: Marker, appeals: SubmissionAppeals, paging: Paging
) -> PageOut[SubmissionAppealOut]:
    """List an assignment's appeals, the newest first. For staff."""
    query = f"appeals|{assignment_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = appeals.list(assignment_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, SubmissionAppealOut.of, query, org_id=caller.org_id)


@router.put(
    "/submissions/{submission_id}/appeals/{appeal_id}/resolution",
    responses=problems(AssignmentNotFound, SubmissionNotFound, AppealNotFound, NotYourCourse, AppealResolved),
)
def resolve_submission_appeal(
    assignment_id: PathId,
    submission_id: PathId,
    appeal_id: PathId,
    body: ResolutionIn,
    caller: Marker,
    appeals: SubmissionAppeals,
) -> SubmissionAppealOut:
    """Answer an appeal, after you have graded anew what deserves it. Repeating it changes nothing."""
    return SubmissionAppealOut.of(
        appeals.resolve(assignment_id, submission_id, appeal_id, body.outcome, body.reply, by=caller)
    )
