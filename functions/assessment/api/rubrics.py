"""Rubrics over HTTP."""

from typing import Annotated

from fastapi import Response, status

from functions.assessment.errors import CourseNotFound, NotYourCourse, RubricNotFound, RubricNotValid
from functions.assessment.permissions import MANAGE_ASSESSMENTS
from functions.assessment.schemas import RubricIn, RubricOut
from functions.assessment.wiring import Rubrics
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/question-banks/{course_id}/rubrics", tag="Rubrics")

Author = Annotated[Caller, permitted(MANAGE_ASSESSMENTS)]


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(CourseNotFound, NotYourCourse, RubricNotValid, IdempotencyKeyReused),
)
def create_rubric(
    course_id: PathId, body: RubricIn, caller: Author, rubrics: Rubrics, once: OnceOnly, response: Response
) -> RubricOut:
    """Write a rubric, by which questions and assignments of the course can be graded."""
    rubric = rubrics.create(course_id, body.title, body.criteria, is_hidden=body.is_hidden, by=caller, once=once)
    tag(response, rubric.revision)
    return RubricOut.of(rubric)


@router.get("", responses=problems(CourseNotFound, NotYourCourse))
def list_rubrics(
    course_id: PathId,
    caller: Author,
    rubrics: Rubrics,
    paging: Paging,
) -> PageOut[RubricOut]:
    """List a course's rubrics, in the order of their making."""
    query = f"rubrics|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = rubrics.list(course_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, RubricOut.of, query, org_id=caller.org_id)


@router.get("/{rubric_id}", responses=problems(CourseNotFound, RubricNotFound, NotYourCourse))
def read_rubric(
    course_id: PathId, rubric_id: PathId, caller: Author, rubrics: Rubrics, response: Response
) -> RubricOut:
    """Read a rubric as it is now."""
    rubric = rubrics.get(course_id, rubric_id, by=caller)
    tag(response, rubric.revision)
    return RubricOut.of(rubric)


@router.put(
    "/{rubric_id}",
    responses=problems(
        CourseNotFound, RubricNotFound, NotYourCourse, RubricNotValid, PreconditionFailed, PreconditionRequired
    ),
)
def change_rubric(
    course_id: PathId,
    rubric_id: PathId,
    body: RubricIn,
    caller: Author,
    rubrics: Rubrics,
    expected: ExpectedRevision,
    response: Response,
) -> RubricOut:
    """Make a new version of a rubric. Work that was begun before is judged by the one there was."""
    rubric = rubrics.change(
        course_id, rubric_id, body.title, body.criteria, is_hidden=body.is_hidden, by=caller, expected=expected
    )
    tag(response, rubric.revision)
    return RubricOut.of(rubric)


@router.delete(
    "/{rubric_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(CourseNotFound, RubricNotFound, NotYourCourse, PreconditionFailed),
)
def delete_rubric(course_id: PathId, rubric_id: PathId, caller: Author, rubrics: Rubrics) -> None:
    """Remove a rubric: nothing new is judged by it. Work that was begun keeps it."""
    rubrics.remove(course_id, rubric_id, by=caller)
