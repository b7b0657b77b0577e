"""Drafts as their students would see them, over HTTP."""

from typing import Annotated

from fastapi import Response

from functions.catalog.errors import CourseNotFound, LessonNotFound, NotAnInstructor
from functions.catalog.permissions import EDIT_COURSES
from functions.catalog.schemas import Format, PreviewedLessonOut, PreviewOut
from functions.catalog.wiring import Previews
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.pagination import Paging, next_cursor
from shared.schemas import PathId

router = api_router("/courses/{course_id}/preview", tag="Courses")

Editor = Annotated[Caller, permitted(EDIT_COURSES)]


@router.get("", response_model=PreviewOut, responses=problems(CourseNotFound, NotAnInstructor))
def preview_course(course_id: PathId, caller: Editor, previews: Previews, paging: Paging) -> PreviewOut:
    """List the draft's lessons as students would see them, with what publishing would refuse."""
    query = f"preview|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = previews.outline(course_id, by=caller, limit=paging.limit, start=start)
    return PreviewOut.of(page, next_cursor(page.next_key, query, org_id=caller.org_id))


@router.get(
    "/lessons/{lesson_id}",
    response_model=PreviewedLessonOut,
    responses=problems(CourseNotFound, LessonNotFound, NotAnInstructor),
)
def preview_lesson(
    course_id: PathId, lesson_id: PathId, caller: Editor, previews: Previews, format: Format = "document"
) -> Response:
    """Read a lesson of the draft as students would get it, without solutions."""
    view = previews.lesson(course_id, lesson_id, by=caller, html=format == "html")
    return Response(PreviewedLessonOut.text_of(view), media_type="application/json")
