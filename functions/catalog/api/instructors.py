"""Instructors over HTTP."""

from typing import Annotated

from fastapi import Response

from functions.catalog.errors import (
    ChangedMeanwhile,
    CourseNotFound,
    InstructorExists,
    InstructorNotFound,
    LastInstructor,
    NotAnInstructor,
    NotEligible,
    SharesExceeded,
    TeamFull,
)
from functions.catalog.permissions import EDIT_COURSES
from functions.catalog.schemas import InstructorChangeIn, InstructorIn, InstructorOut, InstructorsOut
from functions.catalog.wiring import Instructors
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.schemas import PathId

router = api_router("/courses/{course_id}/instructors", tag="Instructors")

Editor = Annotated[Caller, permitted(EDIT_COURSES)]


@router.post(
    "",
    status_code=201,
    response_model=InstructorOut,
    responses=problems(
        CourseNotFound, NotAnInstructor, NotEligible, InstructorExists, TeamFull, SharesExceeded, IdempotencyKeyReused
    ),
)
def add_instructor(
    course_id: PathId, body: InstructorIn, caller: Editor, instructors: Instructors, once: OnceOnly, response: Response
) -> InstructorOut:
    """Let somebody teach a course. For administrators, and instructors who have all permissions."""
    teacher = instructors.add(course_id, body.wish(), by=caller, once=once)
    tag(response, teacher.instructor.revision)
    return InstructorOut.of(teacher)


@router.get("", response_model=InstructorsOut, responses=problems(CourseNotFound, NotAnInstructor))
def list_instructors(course_id: PathId, caller: Editor, instructors: Instructors) -> InstructorsOut:
    """List a course's instructors with what they may do and their shares. For these and the administrators."""
    items = [InstructorOut.of(teacher) for teacher in instructors.list(course_id, by=caller)]
    return InstructorsOut(course_id=course_id, items=items)


@router.put(
    "/{instructor_id}",
    response_model=InstructorOut,
    responses=problems(
        CourseNotFound, InstructorNotFound, NotAnInstructor, ChangedMeanwhile, LastInstructor, SharesExceeded
    ),
)
def change_instructor(
    course_id: PathId,
    instructor_id: PathId,
    body: InstructorChangeIn,
    caller: Editor,
    instructors: Instructors,
    expected: ExpectedRevision,
    response: Response,
) -> InstructorOut:
    """Change what an instructor may do, or their share. For administrators, and instructors with all permissions."""
    teacher = instructors.change(course_id, instructor_id, body.changes(), by=caller, expected=expected)
    tag(response, teacher.instructor.revision)
    return InstructorOut.of(teacher)


@router.delete(
    "/{instructor_id}",
    status_code=204,
    responses=problems(CourseNotFound, InstructorNotFound, NotAnInstructor, LastInstructor),
)
def remove_instructor(course_id: PathId, instructor_id: PathId, caller: Editor, instructors: Instructors) -> None:
    """Let somebody teach a course no more. Instructors may also leave by themselves."""
    instructors.remove(course_id, instructor_id, by=caller)
