"""Bodies of the learner's view of a course."""

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict

from functions.catalog.published.outlines import OutlineLesson
from functions.learning.schemas.enrolments import PROGRESS, CourseProgressOut
from functions.learning.service.progress import LessonView, Study
from shared.schemas import Out

_COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
_ITEM: dict[str, Any] = {
    "topic_id": "top_01JD0K5R2S3T4V5W6X7Y8Z9A0B",
    "topic_title": "Inside the cell",
    "lesson_id": "les_01JD0K6A1B2C3D4E5F6G7H8J9K",
    "title": "Mitochondria",
    "required": True,
    "estimated_minutes": 8,
    "completed": True,
}
_REASON: dict[str, Any] = {
    "code": "lesson_not_done",
    "message": "Complete “Mitochondria” first.",
    "opens_at": None,
    "lesson_id": _ITEM["lesson_id"],
    "assessment_id": None,
    "at_least": None,
}
_LOCKED: dict[str, Any] = _ITEM | {
    "lesson_id": "les_01JD0K6M3N4P5Q6R7S8T9V0W1X",
    "title": "Chloroplasts",
    "completed": False,
    "locked": True,
    "reasons": [_REASON],
}
_PARAGRAPH = {"type": "paragraph", "content": [{"type": "text", "text": "They release the energy in food."}]}
_BLOCK: dict[str, Any] = {
    "type": "rich_text",
    "block_id": "blk_energy",
    "document": {"type": "doc", "content": [_PARAGRAPH]},
}
_ATTACHMENT: dict[str, Any] = {
    "attachment_id": "att_01JD0K6P5Q6R7S8T9V0W1X2Y3Z",
    "asset_id": "ast_01JD0K6N4P5Q6R7S8T9V0W1X2Y",
    "title": "The cell, a poster to print",
}
_PAGE: dict[str, Any] = {
    "course_id": _COURSE,
    "enrollment_id": "enr_01JD0M7B1C2D3E4F5G6H7J8K9M",
    "version": 2,
    "title": "Cells: the units of life",
    "progress": PROGRESS,
    "items": [_ITEM | {"locked": False, "reasons": []}, _LOCKED],
    "next_cursor": None,
}
_LESSON: dict[str, Any] = {
    "course_id": _COURSE,
    "version": 2,
    **_ITEM,
    "previous_lesson_id": None,
    "next_lesson_id": "les_01JD0K6M3N4P5Q6R7S8T9V0W1X",
    "attachments": [_ATTACHMENT],
    "blocks": [_BLOCK],
}
_COMPLETION: dict[str, Any] = {"lesson_id": _ITEM["lesson_id"], "completed": True, "progress": PROGRESS}


class ReasonOut(Out):
    """Why a lesson is locked: `not_yet` (with `opens_at`), `lesson_not_done` (with `lesson_id`) or `score_not_reached`
    (with `assessment_id` and `at_least`, in per cent).
    """

    code: str
    message: str
    opens_at: datetime | None
    lesson_id: str | None
    assessment_id: str | None
    at_least: int | None

    model_config = ConfigDict(json_schema_extra={"examples": [_REASON]})


class LearnItemOut(Out):
    """A lesson in the order of the course. All `reasons` must go before a `locked` one opens."""

    topic_id: str
    topic_title: str
    lesson_id: str
    title: str
    required: bool
    estimated_minutes: int | None
    completed: bool
    locked: bool
    reasons: list[ReasonOut]


class LearnOut(Out):
    """A page of a course's outline, as its learner sees it. `version` is the same on all pages of one walk."""

    course_id: str
    enrollment_id: str
    version: int
    title: str
    progress: CourseProgressOut
    items: list[LearnItemOut]
    next_cursor: str | None

    model_config = ConfigDict(json_schema_extra={"examples": [_PAGE]})

    @classmethod
    def of(cls, study: Study, first: int, limit: int, next_cursor: str | None) -> "LearnOut":
        """The page that begins with the lesson at position ``first``."""
        return cls(
            course_id=study.course.course_id,
            enrollment_id=study.enrolment.enrolment_id,
            version=study.course.version,
            title=study.course.title,
            progress=CourseProgressOut.model_validate(study.progress),
            items=[_item(study, lesson) for lesson in study.outline.lessons[first : first + limit]],
            next_cursor=next_cursor,
        )


def _item(study: Study, lesson: OutlineLesson) -> LearnItemOut:
    reasons = study.locks(lesson)
    return LearnItemOut(
        topic_id=lesson.topic_id,
        topic_title=lesson.topic_title,
        lesson_id=lesson.lesson_id,
        title=lesson.title,
        required=lesson.required,
        estimated_minutes=lesson.estimated_minutes,
        completed=study.enrolment.has_done(lesson.ordinal),
        locked=bool(reasons),
        reasons=[ReasonOut.model_validate(reason) for reason in reasons],
    )


class LearnAttachmentOut(Out):
    """A file to take away with a lesson."""

    attachment_id: str
    asset_id: str
    title: str


class LessonHeadOut(Out):
    """A lesson without its content. `previous_lesson_id` and `next_lesson_id` lead through the course."""

    course_id: str
    version: int
    topic_id: str
    topic_title: str
    lesson_id: str
    title: str
    required: bool
    estimated_minutes: int | None
    completed: bool
    previous_lesson_id: str | None
    next_lesson_id: str | None
    attachments: tuple[LearnAttachmentOut, ...]


class LearnLessonOut(LessonHeadOut):
    """A lesson to study. `blocks` are its content in order, each of a `type`.

    An exercise has its `solution` once the learner has completed the lesson. With `format=html` every document in the
    blocks is a string of sanitized HTML.
    """

    blocks: list[dict[str, Any]]

    model_config = ConfigDict(json_schema_extra={"examples": [_LESSON]})

    @staticmethod
    def text_of(view: LessonView) -> str:
        """The answer for a lesson. Its content is text already, and goes in as it is."""
        head = LessonHeadOut(
            course_id=view.study.course.course_id,
            version=view.study.course.version,
            topic_id=view.lesson.topic_id,
            topic_title=view.lesson.topic_title,
            lesson_id=view.lesson.lesson_id,
            title=view.lesson.title,
            required=view.lesson.required,
            estimated_minutes=view.lesson.estimated_minutes,
            completed=view.study.enrolment.has_done(view.lesson.ordinal),
            previous_lesson_id=view.previous_lesson_id,
            next_lesson_id=view.next_lesson_id,
            attachments=tuple(map(LearnAttachmentOut.model_validate, view.lesson.attachments)),
        )
        return f'{head.model_dump_json()[:-1]},"blocks":{view.body.blocks_json}}}'


class CompletionOut(Out):
    """A completed lesson, and how far the learner is with it."""

    lesson_id: str
    completed: Literal[True]
    progress: CourseProgressOut

    model_config = ConfigDict(json_schema_extra={"examples": [_COMPLETION]})
