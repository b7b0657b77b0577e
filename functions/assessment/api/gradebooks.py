"""Gradebooks over HTTP."""

from typing import Annotated

from fastapi import Depends, Query, Response, status

from functions.assessment.domain.gradebook import TOTAL, EntryState
from functions.assessment.errors import (
    ColumnNotFound,
    CourseNotFound,
    GradebookFull,
    LearnerNotFound,
    NotEnrolled,
    NotYourCourse,
)
from functions.assessment.permissions import GRADE, TAKE
from functions.assessment.schemas.gradebooks import (
    BookIn,
    BookOut,
    FinalGradeIn,
    GradeChangeOut,
    GradesOut,
    GradeTotalOut,
    MarkIn,
    MarkOut,
    OwnColumnIn,
    OwnColumnOut,
    OwnGradesOut,
    WhatIfIn,
)
from functions.assessment.wiring import Gradebooks
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import MAX_LENGTH, PageRequest, Paging, next_cursor, page_out
from shared.schemas import PageOut, PathId

router = api_router("/courses/{course_id}/gradebook", tag="Gradebook")

Marker = Annotated[Caller, permitted(GRADE)]
Participant = Annotated[Caller, permitted(TAKE)]

_GONE = "Taken back."


async def _class_request(
    limit: Annotated[int, Query(ge=1, le=500, description="How many learners at most.")] = 100,
    cursor: Annotated[
        str | None, Query(max_length=MAX_LENGTH, description="`next_cursor` of the page before this one.")
    ] = None,
) -> PageRequest:
    return PageRequest(limit, cursor)


@router.get("", responses=problems(CourseNotFound, NotYourCourse))
def read_gradebook(course_id: PathId, caller: Marker, gradebooks: Gradebooks, response: Response) -> BookOut:
    """Read of which columns a course's grade is made, and how. For staff."""
    layout = gradebooks.layout(course_id, by=caller)
    tag(response, layout.book.revision)
    return BookOut.of(layout)


@router.put("", responses=problems(CourseNotFound, NotYourCourse, PreconditionFailed, PreconditionRequired))
def change_gradebook(
    course_id: PathId,
    body: BookIn,
    caller: Marker,
    gradebooks: Gradebooks,
    expected: ExpectedRevision,
    response: Response,
) -> BookOut:
    """Say anew how a course's grade is made: categories, weights, what is dropped, and single columns."""
    layout = gradebooks.change(course_id, body.book(expected), by=caller)
    tag(response, layout.book.revision)
    return BookOut.of(layout)


@router.post(
    "/columns",
    status_code=status.HTTP_201_CREATED,
    responses=problems(CourseNotFound, NotYourCourse, GradebookFull, IdempotencyKeyReused),
)
def add_column(
    course_id: PathId, body: OwnColumnIn, caller: Marker, gradebooks: Gradebooks, once: OnceOnly
) -> OwnColumnOut:
    """Add a column that tutors fill by hand."""
    item = gradebooks.add_column(course_id, body.title, body.max_centi, by=caller, once=once)
    return OwnColumnOut.model_validate(item)


@router.put("/columns/{item_id}", responses=problems(CourseNotFound, NotYourCourse, ColumnNotFound))
def change_column(
    course_id: PathId, item_id: PathId, body: OwnColumnIn, caller: Marker, gradebooks: Gradebooks
) -> OwnColumnOut:
    """Change a column that tutors fill by hand. What stands in it stays."""
    item = gradebooks.change_column(course_id, item_id, body.title, body.max_centi, by=caller)
    return OwnColumnOut.model_validate(item)


@router.delete(
    "/columns/{item_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(CourseNotFound, NotYourCourse, ColumnNotFound),
)
def delete_column(course_id: PathId, item_id: PathId, caller: Marker, gradebooks: Gradebooks) -> None:
    """Remove a column that tutors fill by hand. What stood in it counts no more; its history stays."""
    gradebooks.drop_column(course_id, item_id, by=caller)


@router.get("/learners", responses=problems(CourseNotFound, NotYourCourse))
def list_grades(
    course_id: PathId,
    caller: Marker,
    gradebooks: Gradebooks,
    paging: Annotated[PageRequest, Depends(_class_request)],
) -> PageOut[GradesOut]:
    """List all learners with all their marks and grades, up to 500 at once, and so many that they have 40,000 cells
    together. For staff."""
    query = f"gradebook|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    layout, items, next_key = gradebooks.list(course_id, by=caller, limit=paging.limit, start=start)
    return PageOut(
        items=[GradesOut.of(layout, one) for one in items],
        next_cursor=next_cursor(next_key, query, org_id=caller.org_id),
    )


@router.get("/learners/{user_id}", responses=problems(CourseNotFound, NotYourCourse, LearnerNotFound))
def read_grades(
    course_id: PathId, user_id: PathId, caller: Marker, gradebooks: Gradebooks, response: Response
) -> GradesOut:
    """Read one learner's marks and grade. For staff."""
    layout, grades = gradebooks.read(course_id, user_id, by=caller)
    tag(response, grades.sheet.revision)
    return GradesOut.of(layout, grades)


@router.get("/learners/{user_id}/history", responses=problems(CourseNotFound, NotYourCourse, LearnerNotFound))
def list_grade_changes(
    course_id: PathId, user_id: PathId, caller: Marker, gradebooks: Gradebooks, paging: Paging
) -> PageOut[GradeChangeOut]:
    """List who put what in the place of a learner's marks, and why; the latest first. For staff."""
    query = f"grades|{course_id}|{user_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = gradebooks.history(course_id, user_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, GradeChangeOut.model_validate, query, org_id=caller.org_id)


_OVERRIDING = problems(
    CourseNotFound, NotYourCourse, LearnerNotFound, ColumnNotFound, PreconditionFailed, PreconditionRequired
)


@router.get(
    "/learners/{user_id}/marks/{item_id}",
    responses=problems(CourseNotFound, NotYourCourse, LearnerNotFound, ColumnNotFound),
)
def read_mark(
    course_id: PathId, user_id: PathId, item_id: PathId, caller: Marker, gradebooks: Gradebooks, response: Response
) -> MarkOut:
    """Read one cell: what counts, what the work itself earned, and why they differ. For staff."""
    grades = gradebooks.read_mark(course_id, user_id, item_id, by=caller)
    tag(response, grades.sheet.revision)
    return MarkOut.of(item_id, grades)


@router.put("/learners/{user_id}/marks/{item_id}", responses=_OVERRIDING)
def override_mark(
    course_id: PathId,
    user_id: PathId,
    item_id: PathId,
    body: MarkIn,
    caller: Marker,
    gradebooks: Gradebooks,
    expected: ExpectedRevision,
    response: Response,
) -> GradesOut:
    """Put something in the place of a mark: other points, excused, or missing. The reason is kept."""
    layout, grades = gradebooks.override(
        course_id, user_id, item_id, body.state, body.score_centi, body.reason, by=caller, expected=expected
    )
    tag(response, grades.sheet.revision)
    return GradesOut.of(layout, grades)


@router.delete("/learners/{user_id}/marks/{item_id}", responses=_OVERRIDING)
def restore_mark(
    course_id: PathId,
    user_id: PathId,
    item_id: PathId,
    caller: Marker,
    gradebooks: Gradebooks,
    expected: ExpectedRevision,
    response: Response,
) -> GradesOut:
    """Let the mark count again that the work itself has."""
    layout, grades = gradebooks.override(course_id, user_id, item_id, None, None, _GONE, by=caller, expected=expected)
    tag(response, grades.sheet.revision)
    return GradesOut.of(layout, grades)


@router.get("/learners/{user_id}/total", responses=problems(CourseNotFound, NotYourCourse, LearnerNotFound))
def read_grade(
    course_id: PathId, user_id: PathId, caller: Marker, gradebooks: Gradebooks, response: Response
) -> GradeTotalOut:
    """Read what one learner's marks make. For staff."""
    _, grades = gradebooks.read(course_id, user_id, by=caller)
    tag(response, grades.sheet.revision)
    return GradeTotalOut.of(grades)


@router.put("/learners/{user_id}/total", responses=_OVERRIDING)
def override_grade(
    course_id: PathId,
    user_id: PathId,
    body: FinalGradeIn,
    caller: Marker,
    gradebooks: Gradebooks,
    expected: ExpectedRevision,
    response: Response,
) -> GradesOut:
    """Say what the grade of the course is, whatever the marks make. The reason is kept."""
    layout, grades = gradebooks.override(
        course_id, user_id, TOTAL, EntryState.GRADED, body.share_bp, body.reason, by=caller, expected=expected
    )
    tag(response, grades.sheet.revision)
    return GradesOut.of(layout, grades)


@router.delete("/learners/{user_id}/total", responses=_OVERRIDING)
def restore_grade(
    course_id: PathId,
    user_id: PathId,
    caller: Marker,
    gradebooks: Gradebooks,
    expected: ExpectedRevision,
    response: Response,
) -> GradesOut:
    """Let the marks make the grade again."""
    layout, grades = gradebooks.override(course_id, user_id, TOTAL, None, None, _GONE, by=caller, expected=expected)
    tag(response, grades.sheet.revision)
    return GradesOut.of(layout, grades)


@router.get("/me", responses=problems(CourseNotFound, NotEnrolled))
def read_own_grades(course_id: PathId, caller: Participant, gradebooks: Gradebooks) -> OwnGradesOut:
    """Read your own marks and grade, as far as they may be seen by now."""
    return OwnGradesOut.of(*gradebooks.own(course_id, by=caller))


@router.post("/me/what-if", responses=problems(CourseNotFound, NotEnrolled))
def read_what_if(course_id: PathId, body: WhatIfIn, caller: Participant, gradebooks: Gradebooks) -> OwnGradesOut:
    """See what your grade would be if some columns had so many points. Nothing is stored."""
    return OwnGradesOut.of(*gradebooks.own(course_id, body.scores(), by=caller))
