"""Submissions over HTTP."""

from typing import Annotated

from fastapi import status

from functions.assessment.errors import (
    AssignmentNotFound,
    AssignmentNotPublished,
    LearnerNotFound,
    NotEnrolled,
    NotInATeam,
    NotYourCourse,
    RubricNotFollowed,
    SubmissionNotFound,
    SubmissionNotPossible,
)
from functions.assessment.permissions import GRADE, TAKE
from functions.assessment.schemas import EntryOut, OwnMarkIn, OwnWorkOut, SubmissionIn, SubmissionOut, WorkMarkIn
from functions.assessment.wiring import Submissions
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/assignments/{assignment_id}", tag="Assignments")

Marker = Annotated[Caller, permitted(GRADE)]
Participant = Annotated[Caller, permitted(TAKE)]


@router.post(
    "/submissions",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        AssignmentNotFound,
        NotEnrolled,
        NotYourCourse,
        AssignmentNotPublished,
        NotInATeam,
        SubmissionNotPossible,
        IdempotencyKeyReused,
    ),
)
def hand_in(
    assignment_id: PathId, body: SubmissionIn, caller: Participant, submissions: Submissions, once: OnceOnly
) -> SubmissionOut:
    """Hand work in, for yourself or your team: a text, files that were uploaded for it, or both. The last that was
    handed in counts."""
    return SubmissionOut.of(submissions.hand_in(assignment_id, body.text, body.asset_ids, by=caller, once=once))


@router.get("/submissions", responses=problems(AssignmentNotFound, NotYourCourse))
def list_submissions(
    assignment_id: PathId, caller: Marker, submissions: Submissions, paging: Paging
) -> PageOut[EntryOut]:
    """List what was handed in, by person or team. For staff."""
    query = f"submissions|{assignment_id}"
    start = paging.start(query, org_id=caller.org_id)
    _, page = submissions.list(assignment_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, EntryOut.of, query, org_id=caller.org_id)


@router.get("/work", responses=problems(AssignmentNotFound, NotEnrolled, AssignmentNotPublished, NotInATeam))
def read_own_work(assignment_id: PathId, caller: Participant, submissions: Submissions) -> OwnWorkOut:
    """Read what you or your team handed in, with its mark once that may be seen."""
    return OwnWorkOut.of(submissions.own(assignment_id, by=caller))


@router.get("/submissions/{submission_id}", responses=problems(AssignmentNotFound, SubmissionNotFound, NotEnrolled))
def read_submission(
    assignment_id: PathId, submission_id: PathId, caller: Participant, submissions: Submissions
) -> SubmissionOut:
    """Read a submission: your own or your team's, as staff any."""
    return SubmissionOut.of(submissions.read(assignment_id, submission_id, by=caller))


@router.put(
    "/submissions/{submission_id}/grade",
    responses=problems(AssignmentNotFound, SubmissionNotFound, NotYourCourse, SubmissionNotPossible, RubricNotFollowed),
)
def grade_submission(
    assignment_id: PathId, submission_id: PathId, body: WorkMarkIn, caller: Marker, submissions: Submissions
) -> EntryOut:
    """Say what the last submission is worth; what its lateness costs is taken off. Repeating it changes nothing."""
    return EntryOut.of(submissions.grade(assignment_id, submission_id, body.given_mark(), body.notes, by=caller))


@router.put(
    "/submissions/{submission_id}/members/{user_id}/grade",
    responses=problems(AssignmentNotFound, SubmissionNotFound, NotYourCourse, LearnerNotFound),
)
def grade_member(
    assignment_id: PathId,
    submission_id: PathId,
    user_id: PathId,
    body: OwnMarkIn,
    caller: Marker,
    submissions: Submissions,
) -> EntryOut:
    """Let something else count for one of a team, and say why. Repeating it changes nothing."""
    return EntryOut.of(
        submissions.grade_member(assignment_id, submission_id, user_id, body.score_centi, body.reason, by=caller)
    )
