"""Copies of courses over HTTP: duplicates and templates."""

from typing import Annotated

from fastapi import status

from functions.catalog.api import limits
from functions.catalog.errors import (
    CourseBeingRestored,
    CourseNotFound,
    NotAnInstructor,
    NotTheTemplatesOwner,
    TemplateNotFound,
)
from functions.catalog.permissions import CREATE_COURSES
from functions.catalog.schemas.copies import CopyOut, DuplicateIn, TemplateIn, TemplateJobOut, TemplateOut
from functions.catalog.wiring import Copies
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router(tag="Copies")

Creator = Annotated[Caller, permitted(CREATE_COURSES)]


@router.post(
    "/courses/{course_id}/duplicate",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limits.copies],
    responses=problems(CourseNotFound, NotAnInstructor, CourseBeingRestored, IdempotencyKeyReused),
)
def duplicate_course(course_id: PathId, body: DuplicateIn, caller: Creator, copies: Copies, once: OnceOnly) -> CopyOut:
    """Make another course with the same content, as a draft of whoever asks.

    The answer is a job; the course is there once the job has succeeded, whole or not at all.
    """
    return CopyOut.of_copy(copies.duplicate(course_id, body.title, by=caller, once=once))


@router.post(
    "/course-templates",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limits.copies],
    responses=problems(CourseNotFound, NotAnInstructor, CourseBeingRestored, IdempotencyKeyReused),
)
def save_template(body: TemplateIn, caller: Creator, copies: Copies, once: OnceOnly) -> TemplateJobOut:
    """Save a course as a template for everybody in the organization who begins courses.

    The answer is a job; the template is there once the job has succeeded. It keeps the course as it is drafted now.
    """
    job = copies.save_template(body.course_id, body.name, body.description, by=caller, once=once)
    return TemplateJobOut.of_template(job)


@router.get("/course-templates")
def list_templates(caller: Creator, copies: Copies, paging: Paging) -> PageOut[TemplateOut]:
    """List the organization's templates, the newest first."""
    query = "templates"
    start = paging.start(query, org_id=caller.org_id)
    page = copies.list_templates(limit=paging.limit, start=start)
    return page_out(page, TemplateOut.of, query, org_id=caller.org_id)


@router.get("/course-templates/{template_id}", responses=problems(TemplateNotFound))
def read_template(template_id: PathId, caller: Creator, copies: Copies) -> TemplateOut:
    """Read what a template is."""
    return TemplateOut.of(copies.read_template(template_id))


@router.delete(
    "/course-templates/{template_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(TemplateNotFound, NotTheTemplatesOwner),
)
def delete_template(template_id: PathId, caller: Creator, copies: Copies) -> None:
    """Remove a template. Courses that were made of it stay as they are."""
    copies.delete_template(template_id, by=caller)


@router.post(
    "/course-templates/{template_id}/courses",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limits.copies],
    responses=problems(TemplateNotFound, IdempotencyKeyReused),
)
def use_template(template_id: PathId, body: DuplicateIn, caller: Creator, copies: Copies, once: OnceOnly) -> CopyOut:
    """Make a course of a template, as a draft of whoever asks.

    The answer is a job; the course is there once the job has succeeded, whole or not at all.
    """
    return CopyOut.of_copy(copies.use_template(template_id, body.title, by=caller, once=once))
