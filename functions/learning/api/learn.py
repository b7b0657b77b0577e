"""The learner's view of a course."""

from typing import Annotated, Literal

from fastapi import Query, Response

from functions.learning.errors import CourseNotFound, LessonLocked, LessonNotFound, NotEnrolled
from functions.learning.permissions import LEARN
from functions.learning.schemas import CompletionOut, CourseProgressOut, LearnLessonOut, LearnOut
from functions.learning.wiring import Learning
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.pagination import Paging, next_cursor
from shared.schemas import PathId

router = api_router("/courses/{course_id}/learn", tag="Learning")

Learner = Annotated[Caller, permitted(LEARN)]
Format = Annotated[
    Literal["document", "html"],
    Query(description="With `html`, every document in the blocks is a string of sanitized HTML."),
]


@router.get("", responses=problems(CourseNotFound, NotEnrolled))
def read_outline(course_id: PathId, caller: Learner, learning: Learning, paging: Paging) -> LearnOut:
    """Read the outline of a course you are enrolled in, with your progress.

    The pages of one walk show one version of the course, even when a newer one is published meanwhile.
    """
    query = f"learn|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    first, version = (int(start["first"]), int(start["version"])) if start else (0, None)
    study = learning.study(course_id, by=caller, version=version)
    end = first + paging.limit
    more = {"first": str(end), "version": str(study.course.version)} if end < len(study.outline.lessons) else None
    return LearnOut.of(study, first, paging.limit, next_cursor(more, query, org_id=caller.org_id))


@router.get(
    "/lessons/{lesson_id}",
    response_model=LearnLessonOut,
    responses=problems(CourseNotFound, LessonNotFound, NotEnrolled, LessonLocked),
)
def read_lesson(
    course_id: PathId, lesson_id: PathId, caller: Learner, learning: Learning, format: Format = "document"
) -> Response:
    """Read a lesson of a course you are enrolled in, if it is open to you: `errors` say what must be before."""
    view = learning.read_lesson(course_id, lesson_id, by=caller, html=format == "html")
    return Response(LearnLessonOut.text_of(view), media_type="application/json")


@router.put(
    "/lessons/{lesson_id}/completion", responses=problems(CourseNotFound, LessonNotFound, NotEnrolled, LessonLocked)
)
def complete_lesson(course_id: PathId, lesson_id: PathId, caller: Learner, learning: Learning) -> CompletionOut:
    """Mark a lesson as completed. Repeating it changes nothing.

    Completing the last lesson that the course requires completes the course. A lesson that is not open is refused.
    """
    progress = learning.complete_lesson(course_id, lesson_id, by=caller)
    return CompletionOut(lesson_id=lesson_id, completed=True, progress=CourseProgressOut.model_validate(progress))
