"""Lessons that everybody may see, over HTTP."""

from fastapi import Response

from functions.catalog.errors import CourseNotFound, CourseNotPublished, LessonNotFound, NotAFreePreview
from functions.catalog.schemas import Format, FreeLessonOut
from functions.catalog.wiring import FreePreviews
from shared.auth import SignedIn
from shared.contract import problems
from shared.http import api_router
from shared.schemas import PathId

router = api_router("/courses/{course_id}/syllabus", tag="Courses")


@router.get(
    "/lessons/{lesson_id}",
    response_model=FreeLessonOut,
    responses=problems(CourseNotFound, LessonNotFound, NotAFreePreview, CourseNotPublished),
)
def read_free_preview(
    course_id: PathId, lesson_id: PathId, caller: SignedIn, previews: FreePreviews, format: Format = "document"
) -> Response:
    """Read a published lesson that is a free preview, enrolled or not."""
    free = previews.read(course_id, lesson_id, by=caller, html=format == "html")
    return Response(FreeLessonOut.text_of(free), media_type="application/json")
