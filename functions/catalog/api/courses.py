"""Courses over HTTP."""

from typing import Annotated, Literal

from fastapi import Query, Response

from functions.catalog.domain.courses import Card, Course, CourseStatus
from functions.catalog.errors import (
    ApprovalNeeded,
    ChangedMeanwhile,
    CourseBeingRestored,
    CourseNotDeletable,
    CourseNotFound,
    CourseNotPublishable,
    CourseNotPublished,
    NotAnInstructor,
    PrerequisiteCycle,
    ReleaseCycle,
    TooManyPrerequisites,
)
from functions.catalog.permissions import CREATE_COURSES, EDIT_COURSES, PUBLISH_COURSES
from functions.catalog.schemas import (
    AnyCourseOut,
    CourseChangeIn,
    CourseIn,
    CourseOut,
    PublishedCourseOut,
    SyllabusOut,
    any_course_out,
    syllabus_items,
)
from functions.catalog.wiring import Courses, Publishing
from shared.auth import Caller, SignedIn, permitted
from shared.contract import problems
from shared.errors import Forbidden
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.listing import Listed
from shared.pagination import Paging, next_cursor, page_out
from shared.schemas import PageOut, PathId

router = api_router("/courses", tag="Courses")

Creator = Annotated[Caller, permitted(CREATE_COURSES)]
Editor = Annotated[Caller, permitted(EDIT_COURSES)]
Publisher = Annotated[Caller, permitted(PUBLISH_COURSES)]


@router.post("", status_code=201, response_model=CourseOut, responses=problems(IdempotencyKeyReused))
def create_course(body: CourseIn, caller: Creator, courses: Courses, once: OnceOnly, response: Response) -> CourseOut:
    """Begin a course, as a draft. Who begins it is its first instructor."""
    course = courses.create(body.details(), by=caller, once=once)
    tag(response, course.revision)
    return CourseOut.of(courses.current(course))


@router.get("", response_model=PageOut[AnyCourseOut], responses=problems(Forbidden))
def list_courses(
    caller: SignedIn,
    courses: Courses,
    paging: Paging,
    view: Annotated[
        Literal["draft", "published"] | None,
        Query(description="Tutors and administrators see the courses that they edit, unless they ask for `published`."),
    ] = None,
    status: Annotated[CourseStatus | None, Query(description="Only courses in this status.")] = None,
) -> PageOut[CourseOut | PublishedCourseOut]:
    """List courses, the newest first: those on offer, or those that the caller edits."""
    as_editor = view == "draft" or (view is None and caller.may(EDIT_COURSES))
    query = f"courses|{caller.user_id}|{status}" if as_editor else f"courses|{status}"
    start = paging.start(query, org_id=caller.org_id)
    if as_editor:
        page: Listed[Course | Card] = courses.list_edited(status, by=caller, limit=paging.limit, start=start)
    else:
        page = courses.list_published(status, limit=paging.limit, start=start)
    return page_out(page, lambda course: any_course_out(courses.current(course)), query, org_id=caller.org_id)


@router.get("/{course_id}", response_model=AnyCourseOut, responses=problems(CourseNotFound))
def read_course(
    course_id: PathId, caller: SignedIn, courses: Courses, response: Response
) -> CourseOut | PublishedCourseOut:
    """Read a course: its draft, with an `ETag`, for who edits it, what was published for everybody else."""
    seen = courses.read(course_id, by=caller)
    if isinstance(seen, Course):
        tag(response, seen.revision)
    return any_course_out(courses.current(seen))


@router.put(
    "/{course_id}",
    response_model=CourseOut,
    responses=problems(
        CourseNotFound, NotAnInstructor, CourseBeingRestored, ChangedMeanwhile, PrerequisiteCycle, TooManyPrerequisites
    ),
)
def change_course(
    course_id: PathId,
    body: CourseChangeIn,
    caller: Editor,
    courses: Courses,
    expected: ExpectedRevision,
    response: Response,
) -> CourseOut:
    """Change a course's draft. Students see it when the course is published next; `prerequisites` count at once."""
    course = courses.change(course_id, body.changes(), by=caller, expected=expected)
    tag(response, course.revision)
    return CourseOut.of(courses.current(course))


@router.delete(
    "/{course_id}",
    status_code=204,
    responses=problems(CourseNotFound, NotAnInstructor, CourseBeingRestored, CourseNotDeletable),
)
def delete_course(course_id: PathId, caller: Editor, courses: Courses) -> None:
    """Delete a course that was never published, with all its content."""
    courses.delete(course_id, by=caller)


@router.post(
    "/{course_id}/publish",
    response_model=CourseOut,
    responses=problems(
        CourseNotFound, NotAnInstructor, CourseNotPublishable, ApprovalNeeded, CourseBeingRestored, ReleaseCycle
    ),
)
def publish_course(
    course_id: PathId, caller: Publisher, publishing: Publishing, courses: Courses, response: Response
) -> CourseOut:
    """Freeze the course as it is now into a version and put that on offer. Without a change since, nothing happens."""
    course = publishing.publish(course_id, by=caller)
    tag(response, course.revision)
    return CourseOut.of(courses.current(course))


@router.post(
    "/{course_id}/archive",
    response_model=CourseOut,
    responses=problems(CourseNotFound, NotAnInstructor, CourseBeingRestored, CourseNotPublished),
)
def archive_course(course_id: PathId, caller: Publisher, courses: Courses, response: Response) -> CourseOut:
    """Take a course off offer. Who is learning it goes on; publishing puts it back."""
    course = courses.archive(course_id, by=caller)
    tag(response, course.revision)
    return CourseOut.of(courses.current(course))


@router.get("/{course_id}/syllabus", response_model=SyllabusOut, responses=problems(CourseNotFound, CourseNotPublished))
def read_syllabus(course_id: PathId, caller: SignedIn, courses: Courses, paging: Paging) -> SyllabusOut:
    """List the published lessons by title, in the order in which they are learned."""
    query = f"syllabus|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = courses.syllabus(course_id, by=caller, limit=paging.limit, start=start)
    return SyllabusOut(
        course_id=course_id,
        version=page.outline.version,
        title=page.outline.title,
        lesson_count=len(page.outline.lessons),
        items=syllabus_items(page.lessons),
        next_cursor=next_cursor(page.next_key, query, org_id=caller.org_id),
    )
