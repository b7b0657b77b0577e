"""Answers with lessons that everybody may see."""

from typing import Any

from pydantic import ConfigDict

from functions.catalog.schemas.blocks import ATTACHED, SOME_BLOCKS, AttachmentOut
from functions.catalog.service.free_previews import FreeLesson
from shared.schemas import Out

_LESSON: dict[str, Any] = {
    "course_id": "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7",
    "version": 3,
    "topic_id": "top_01JD5H01AA2B3C4D5E6F7G8H9J",
    "topic_title": "What a rate says",
    "lesson_id": "les_01JD5H02BB3C4D5E6F7G8H9JKM",
    "title": "Flat or reducing?",
    "estimated_minutes": 7,
    "attachments": [ATTACHED],
    "blocks": SOME_BLOCKS,
}


class FreeLessonHeadOut(Out):
    """A free preview without its content."""

    course_id: str
    version: int
    topic_id: str
    topic_title: str
    lesson_id: str
    title: str
    estimated_minutes: int | None
    attachments: tuple[AttachmentOut, ...]


class FreeLessonOut(FreeLessonHeadOut):
    """A free preview: a published lesson with its `blocks`, exercises without their solutions."""

    model_config = ConfigDict(json_schema_extra={"examples": [_LESSON]})

    blocks: list[dict[str, Any]]

    @staticmethod
    def text_of(free: FreeLesson) -> str:
        """The answer for a lesson. Its content is text already, and goes in as it is."""
        head = FreeLessonHeadOut(
            course_id=free.course_id,
            version=free.version,
            topic_id=free.lesson.topic_id,
            topic_title=free.lesson.topic_title,
            lesson_id=free.lesson.lesson_id,
            title=free.lesson.title,
            estimated_minutes=free.lesson.estimated_minutes,
            attachments=tuple(map(AttachmentOut.model_validate, free.lesson.attachments)),
        )
        return f'{head.model_dump_json()[:-1]},"blocks":{free.body.blocks_json}}}'
