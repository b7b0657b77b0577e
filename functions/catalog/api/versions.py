"""The versions of a course over HTTP."""

from typing import Annotated

from fastapi import Path, Query, Response

from functions.catalog.errors import (
    ChangedMeanwhile,
    CourseBeingRestored,
    CourseNotFound,
    LessonNotFound,
    NotAnInstructor,
    VersionNotFound,
)
from functions.catalog.permissions import EDIT_COURSES
from functions.catalog.schemas import (
    ChangeOut,
    ChangesOut,
    CourseOut,
    FullVersionOut,
    VersionLessonOut,
    VersionNoteIn,
    VersionOut,
    version_lesson_json,
)
from functions.catalog.wiring import Restoring, Versions
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.pagination import Paging, next_cursor, page_out
from shared.schemas import PageOut, PathId

router = api_router("/courses/{course_id}/versions", tag="Versions")

Editor = Annotated[Caller, permitted(EDIT_COURSES)]
VersionNumber = Annotated[str, Path(max_length=9, pattern=r"^[1-9][0-9]*$", description="Versions count from 1.")]
Since = Annotated[
    str | None,
    Query(
        max_length=9,
        pattern=r"^(draft|[0-9]+)$",
        description="Compare with this version, with `0` for nothing, or with the `draft`; else with the one before.",
    ),
]


@router.get("", response_model=PageOut[VersionOut], responses=problems(CourseNotFound, NotAnInstructor))
def list_versions(course_id: PathId, caller: Editor, versions: Versions, paging: Paging) -> PageOut[VersionOut]:
    """List a course's versions, the newest first. For its instructors and the administrators."""
    query = f"versions|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = versions.list(course_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, VersionOut.of, query, org_id=caller.org_id)


@router.get(
    "/{version}",
    response_model=FullVersionOut,
    responses=problems(CourseNotFound, NotAnInstructor, VersionNotFound),
)
def read_version(
    course_id: PathId, version: VersionNumber, caller: Editor, versions: Versions, paging: Paging, response: Response
) -> FullVersionOut:
    """Read a version: when and by whom it was published, what was said about the course, and its lessons."""
    query = f"version|{course_id}|{version}"
    start = paging.start(query, org_id=caller.org_id)
    page = versions.read(course_id, int(version), by=caller, limit=paging.limit, start=start)
    tag(response, page.entry.version.revision)
    return FullVersionOut.of_page(page, next_cursor(page.next_key, query, org_id=caller.org_id))


@router.put(
    "/{version}",
    response_model=VersionOut,
    responses=problems(CourseNotFound, NotAnInstructor, VersionNotFound, ChangedMeanwhile),
)
def note_version(
    course_id: PathId,
    version: VersionNumber,
    body: VersionNoteIn,
    caller: Editor,
    versions: Versions,
    expected: ExpectedRevision,
    response: Response,
) -> VersionOut:
    """Note something about a version. All else about it stays as it was published."""
    entry = versions.note(course_id, int(version), body.note, by=caller, expected=expected)
    tag(response, entry.version.revision)
    return VersionOut.of(entry)


@router.get(
    "/{version}/lessons/{lesson_id}",
    response_model=VersionLessonOut,
    responses=problems(CourseNotFound, NotAnInstructor, VersionNotFound, LessonNotFound),
)
def read_version_lesson(
    course_id: PathId, version: VersionNumber, lesson_id: PathId, caller: Editor, versions: Versions
) -> Response:
    """Read a lesson as it was published in a version, with its content."""
    lesson, content = versions.read_lesson(course_id, int(version), lesson_id, by=caller)
    return Response(version_lesson_json(lesson, content), media_type="application/json")


@router.get(
    "/{version}/changes",
    response_model=ChangesOut,
    responses=problems(CourseNotFound, NotAnInstructor, VersionNotFound),
)
def list_changes(
    course_id: PathId,
    version: VersionNumber,
    caller: Editor,
    versions: Versions,
    paging: Paging,
    since: Since = None,
) -> ChangesOut:
    """List what turns another version, or the draft, into this one: topics, lessons, and the blocks of lessons."""
    query = f"changes|{course_id}|{version}|{since}"
    start = paging.start(query, org_id=caller.org_id)
    page = versions.changes(course_id, int(version), since, by=caller, limit=paging.limit, start=start)
    return ChangesOut(
        course_id=course_id,
        version=int(version),
        since=page.since,
        items=[ChangeOut.of_difference(one) for one in page.items],
        next_cursor=next_cursor(page.next_key, query, org_id=caller.org_id),
    )


@router.post(
    "/{version}/restore",
    response_model=CourseOut,
    responses=problems(CourseNotFound, NotAnInstructor, VersionNotFound, CourseBeingRestored),
)
def restore_version(
    course_id: PathId, version: VersionNumber, caller: Editor, restoring: Restoring, response: Response
) -> CourseOut:
    """Make the draft as this version was. Lessons keep their ids, so learners keep their progress; repeating is safe.

    Until that is done, which takes some seconds in a large course, nobody edits or publishes it.
    """
    course = restoring.restore(course_id, int(version), by=caller)
    tag(response, course.revision)
    return CourseOut.of(course)
