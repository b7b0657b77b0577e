"""Answers about a draft as its students would see it."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ConfigDict

from functions.catalog.domain.outlines import OutlineLesson
from functions.catalog.domain.release import Condition
from functions.catalog.schemas.blocks import ATTACHED, SOME_BLOCKS, AttachmentOut
from functions.catalog.service.previews import PreviewedLesson, PreviewPage
from shared.contract import FieldErrorOut
from shared.errors import FieldError
from shared.schemas import Out

_REFUSAL = {
    "pointer": "/lessons/les_01JD5H02BB3C4D5E6F7G8H9JKM/blocks/1/asset_id",
    "code": "asset_not_ready",
    "message": "There is no file ast_01JD5H03CC4D5E6F7G8H9JKMNQ, or it is still being worked on.",
}
_ITEM: dict[str, Any] = {
    "topic_id": "top_01JD5H01AA2B3C4D5E6F7G8H9J",
    "topic_title": "What a rate says",
    "lesson_id": "les_01JD5H02BB3C4D5E6F7G8H9JKM",
    "title": "Flat or reducing?",
    "required": True,
    "estimated_minutes": 7,
    "free_preview": True,
    "release": [],
    "attachments": [ATTACHED],
    "refusals": [_REFUSAL],
}
Item = TypeVar("Item", bound="PreviewItemOut")
_COURSE_ID = "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7"
_LESSON: dict[str, Any] = {
    **_ITEM,
    "course_id": _COURSE_ID,
    "previous_lesson_id": None,
    "next_lesson_id": None,
    "blocks": SOME_BLOCKS,
}


class PreviewItemOut(Out):
    """A lesson of the draft, and what about it publishing would refuse."""

    topic_id: str
    topic_title: str
    lesson_id: str
    title: str
    required: bool
    estimated_minutes: int | None
    free_preview: bool
    release: tuple[Condition, ...]
    attachments: tuple[AttachmentOut, ...]
    refusals: list[FieldErrorOut]


class PreviewOut(Out):
    """A page of the draft's lessons in the order in which students would learn them.

    `refusals` are reasons why the course could not be published now. Pointers begin with the lesson's path.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "course_id": _COURSE_ID,
                    "title": "Money and interest",
                    "lesson_count": 1,
                    "refusals": [],
                    "items": [_ITEM],
                    "next_cursor": None,
                }
            ]
        }
    )

    course_id: str
    title: str
    lesson_count: int
    refusals: list[FieldErrorOut]
    items: list[PreviewItemOut]
    next_cursor: str | None

    @classmethod
    def of(cls, page: PreviewPage, next_cursor: str | None) -> "PreviewOut":
        """The answer for a page."""
        return cls(
            course_id=page.course.course_id,
            title=page.course.title,
            lesson_count=page.lesson_count,
            refusals=_shown(page.refusals),
            items=[_item(PreviewItemOut, lesson, page.refusals_of[lesson.lesson_id]) for lesson in page.lessons],
            next_cursor=next_cursor,
        )


class PreviewedHeadOut(PreviewItemOut):
    """A lesson of the draft without its content, with its neighbours."""

    course_id: str
    previous_lesson_id: str | None
    next_lesson_id: str | None


class PreviewedLessonOut(PreviewedHeadOut):
    """A lesson of the draft with its `blocks` as students would get them: exercises without their solutions."""

    model_config = ConfigDict(json_schema_extra={"examples": [_LESSON]})

    blocks: list[dict[str, Any]]

    @staticmethod
    def text_of(view: PreviewedLesson) -> str:
        """The answer for a lesson. Its content is text already, and goes in as it is."""
        head = _item(
            PreviewedHeadOut,
            view.lesson,
            view.refusals,
            course_id=view.course_id,
            previous_lesson_id=view.previous_lesson_id,
            next_lesson_id=view.next_lesson_id,
        )
        return f'{head.model_dump_json()[:-1]},"blocks":{view.body.blocks_json}}}'


def _item(out: type[Item], lesson: OutlineLesson, refusals: Sequence[FieldError], **more: Any) -> Item:
    same = {name: getattr(lesson, name) for name in PreviewItemOut.model_fields.keys() - {"refusals", "attachments"}}
    attachments = tuple(AttachmentOut.model_validate(attachment) for attachment in lesson.attachments)
    return out(attachments=attachments, refusals=_shown(refusals), **same, **more)


def _shown(refusals: Sequence[FieldError]) -> list[FieldErrorOut]:
    return [FieldErrorOut(pointer=one.pointer, code=one.code, message=one.message) for one in refusals]
