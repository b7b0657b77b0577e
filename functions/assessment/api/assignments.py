"""Assignments over HTTP."""

from typing import Annotated

from fastapi import Response, status

from functions.assessment.errors import (
    AssignmentNotFound,
    AssignmentNotPublished,
    AssignmentNotValid,
    CourseNotFound,
    LearnerNotFound,
    NotEnrolled,
    NotYourCourse,
    TeamNotPossible,
)
from functions.assessment.permissions import GRADE, MANAGE_ASSESSMENTS, TAKE
from functions.assessment.schemas import AssignmentIn, AssignmentOut, ExtensionIn, ExtensionOut, TeamIn, TeamOut
from functions.assessment.wiring import Assignments
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("", tag="Assignments")

Author = Annotated[Caller, permitted(MANAGE_ASSESSMENTS)]
Marker = Annotated[Caller, permitted(GRADE)]
Participant = Annotated[Caller, permitted(TAKE)]


@router.post(
    "/courses/{course_id}/assignments",
    status_code=status.HTTP_201_CREATED,
    responses=problems(CourseNotFound, NotYourCourse, AssignmentNotValid, IdempotencyKeyReused),
)
def create_assignment(
    course_id: PathId, body: AssignmentIn, caller: Author, assignments: Assignments, once: OnceOnly, response: Response
) -> AssignmentOut:
    """Begin an assignment: a draft that only staff see."""
    assignment = assignments.create(course_id, body.fields(), by=caller, once=once)
    tag(response, assignment.revision)
    return AssignmentOut.of(assignment)


@router.get("/courses/{course_id}/assignments", responses=problems(CourseNotFound, NotEnrolled))
def list_assignments(
    course_id: PathId, caller: Participant, assignments: Assignments, paging: Paging
) -> PageOut[AssignmentOut]:
    """List a course's assignments, in the order of their making; learners do not see drafts."""
    query = f"assignments|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = assignments.list(course_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, AssignmentOut.of, query, org_id=caller.org_id)


@router.get("/assignments/{assignment_id}", responses=problems(AssignmentNotFound, NotEnrolled, AssignmentNotPublished))
def read_assignment(
    assignment_id: PathId, caller: Participant, assignments: Assignments, response: Response
) -> AssignmentOut:
    """Read an assignment."""
    assignment = assignments.get(assignment_id, by=caller)
    tag(response, assignment.revision)
    return AssignmentOut.of(assignment)


@router.put(
    "/assignments/{assignment_id}",
    responses=problems(AssignmentNotFound, NotYourCourse, AssignmentNotValid, PreconditionFailed, PreconditionRequired),
)
def change_assignment(
    assignment_id: PathId,
    body: AssignmentIn,
    caller: Author,
    assignments: Assignments,
    expected: ExpectedRevision,
    response: Response,
) -> AssignmentOut:
    """Replace title, instructions and rules. Marks that were given stay."""
    assignment = assignments.change(assignment_id, body.fields(), by=caller, expected=expected)
    tag(response, assignment.revision)
    return AssignmentOut.of(assignment)


@router.post("/assignments/{assignment_id}/publish", responses=problems(AssignmentNotFound, NotYourCourse))
def publish_assignment(
    assignment_id: PathId, caller: Author, assignments: Assignments, response: Response
) -> AssignmentOut:
    """Let learners hand in work. Repeating it changes nothing."""
    assignment = assignments.publish(assignment_id, by=caller)
    tag(response, assignment.revision)
    return AssignmentOut.of(assignment)


@router.put(
    "/assignments/{assignment_id}/extensions/{user_id}",
    responses=problems(AssignmentNotFound, NotYourCourse, LearnerNotFound),
)
def put_extension(
    assignment_id: PathId, user_id: PathId, body: ExtensionIn, caller: Marker, assignments: Assignments
) -> ExtensionOut:
    """Give one learner other dates, or more submissions."""
    extension = assignments.extend(assignment_id, user_id, body.extension, by=caller)
    return ExtensionOut(user_id=user_id, extension=extension)


@router.post(
    "/assignments/{assignment_id}/teams",
    status_code=status.HTTP_201_CREATED,
    responses=problems(AssignmentNotFound, NotYourCourse, LearnerNotFound, TeamNotPossible, IdempotencyKeyReused),
)
def form_team(assignment_id: PathId, body: TeamIn, caller: Marker, assignments: Assignments, once: OnceOnly) -> TeamOut:
    """Put learners into a team, which hands in together; everybody is in one at most."""
    return TeamOut.of(assignments.form_team(assignment_id, body.user_ids, by=caller, once=once))
