"""Lessons over HTTP."""

from typing import Annotated

from fastapi import Response

from functions.catalog.errors import (
    ChangedMeanwhile,
    ContentNotValid,
    CourseBeingRestored,
    CourseFull,
    LessonNotFound,
    NotAnInstructor,
    PlaceNotFound,
    ReleaseCycle,
    TopicNotFound,
)
from functions.catalog.permissions import EDIT_COURSES
from functions.catalog.schemas import (
    Format,
    FullLessonOut,
    HtmlLessonOut,
    LessonChangeIn,
    LessonIn,
    LessonOut,
    full_lesson_json,
)
from functions.catalog.wiring import Lessons
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.etag import ExpectedRevision, etag, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router(tag="Lessons")

Editor = Annotated[Caller, permitted(EDIT_COURSES)]


@router.post(
    "/topics/{topic_id}/lessons",
    status_code=201,
    response_model=LessonOut,
    responses=problems(
        TopicNotFound,
        NotAnInstructor,
        CourseBeingRestored,
        CourseFull,
        PlaceNotFound,
        ContentNotValid,
        ReleaseCycle,
        IdempotencyKeyReused,
    ),
)
def create_lesson(
    topic_id: PathId, body: LessonIn, caller: Editor, lessons: Lessons, once: OnceOnly, response: Response
) -> LessonOut:
    """Add a lesson to a topic, at the end unless `after` names a place."""
    lesson = lessons.create(topic_id, body.details(), body.blocks, body.place(), by=caller, once=once)
    tag(response, lesson.revision)
    return LessonOut.of(lesson)


@router.get(
    "/topics/{topic_id}/lessons",
    response_model=PageOut[LessonOut],
    responses=problems(TopicNotFound, NotAnInstructor),
)
def list_lessons(topic_id: PathId, caller: Editor, lessons: Lessons, paging: Paging) -> PageOut[LessonOut]:
    """List a topic's lessons as they are drafted, in order, without their content."""
    query = f"lessons|{topic_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = lessons.list(topic_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, LessonOut.of, query, org_id=caller.org_id)


@router.get(
    "/lessons/{lesson_id}",
    response_model=FullLessonOut | HtmlLessonOut,
    responses=problems(LessonNotFound, NotAnInstructor),
)
def read_lesson(lesson_id: PathId, caller: Editor, lessons: Lessons, format: Format = "document") -> Response:
    """Read a lesson as it is drafted, with its content. Learners read the published one in their course."""
    view = lessons.read(lesson_id, by=caller, html=format == "html")
    return Response(full_lesson_json(view), media_type="application/json", headers={"etag": etag(view.lesson.revision)})


@router.put(
    "/lessons/{lesson_id}",
    response_model=LessonOut,
    responses=problems(
        LessonNotFound,
        TopicNotFound,
        NotAnInstructor,
        CourseBeingRestored,
        ChangedMeanwhile,
        PlaceNotFound,
        ContentNotValid,
        ReleaseCycle,
    ),
)
def change_lesson(
    lesson_id: PathId,
    body: LessonChangeIn,
    caller: Editor,
    lessons: Lessons,
    expected: ExpectedRevision,
    response: Response,
) -> LessonOut:
    """Change a lesson; with `after` or `topic_id`, put it elsewhere in its course."""
    lesson = lessons.change(lesson_id, body.wish(), by=caller, expected=expected)
    tag(response, lesson.revision)
    return LessonOut.of(lesson)


@router.delete(
    "/lessons/{lesson_id}", status_code=204, responses=problems(LessonNotFound, NotAnInstructor, CourseBeingRestored)
)
def delete_lesson(lesson_id: PathId, caller: Editor, lessons: Lessons) -> None:
    """Remove a lesson from the draft. Versions that were published keep it."""
    lessons.delete(lesson_id, by=caller)
