"""Bodies of requests and answers about the versions of a course."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from functions.catalog.domain.blocks import Block
from functions.catalog.domain.changes import Verb
from functions.catalog.domain.content import Body
from functions.catalog.domain.outlines import OutlineLesson
from functions.catalog.schemas.courses import SyllabusLessonOut, syllabus_items
from functions.catalog.service.versions import Difference, HistoryEntry, VersionPage
from shared.etag import etag
from shared.schemas import In, Out, Printable

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000), Printable]

_NOTE = "Second instalment plan corrected after questions from the spring batch."
_VERSION: dict[str, Any] = {
    "course_id": "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7",
    "version": 3,
    "published_at": "2026-11-20T09:30:00Z",
    "published_by": "usr_01JD5GYVX1B2C3D4E5F6G7H8J9",
    "publisher": "Kavita Iyer",
    "topic_count": 2,
    "lesson_count": 8,
    "required_count": 7,
    "estimated_minutes": 55,
    "note": _NOTE,
    "etag": '"rev-2"',
}
_LESSON: dict[str, Any] = {
    "topic_id": "top_01JD5H01AA2B3C4D5E6F7G8H9J",
    "topic_title": "What a rate says",
    "lesson_id": "les_01JD5H02BB3C4D5E6F7G8H9JKM",
    "title": "Flat or reducing?",
    "required": True,
    "estimated_minutes": 7,
    "free_preview": False,
}


class VersionNoteIn(In):
    """What to note about a version."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"note": _NOTE}]})

    note: Note


class VersionOut(Out):
    """A version in a course's history."""

    model_config = ConfigDict(json_schema_extra={"examples": [_VERSION]})

    course_id: str
    version: int
    published_at: datetime
    published_by: str
    publisher: str | None
    topic_count: int
    lesson_count: int
    required_count: int
    estimated_minutes: int
    note: str
    etag: str

    @classmethod
    def of(cls, entry: HistoryEntry) -> "VersionOut":
        """The answer for a version."""
        return cls(**_listed(entry))


class FullVersionOut(VersionOut):
    """A version with what was said about the course then, and a page of its lessons."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{**_VERSION, "details": {"title": "Money"}, "items": [_LESSON], "next_cursor": None}]
        }
    )

    details: dict[str, Any]
    items: list[SyllabusLessonOut]
    next_cursor: str | None

    @classmethod
    def of_page(cls, page: VersionPage, next_cursor: str | None) -> "FullVersionOut":
        """The answer for a version and some of its lessons."""
        return cls(
            details=page.outline.details,
            items=syllabus_items(page.lessons),
            next_cursor=next_cursor,
            **_listed(page.entry),
        )


class VersionLessonOut(SyllabusLessonOut):
    """A lesson as it was published in a version, with its content."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_LESSON, "blocks": []}]})

    blocks: list[Block]


def version_lesson_json(lesson: OutlineLesson, body: Body) -> str:
    """A ``VersionLessonOut`` as text. The content was checked when it was stored, so it is not parsed again."""
    head = SyllabusLessonOut.model_validate(lesson).model_dump_json()
    return f'{head[:-1]},"blocks":{body.blocks_json}}}'


class SpotOut(Out):
    """How something was called, and where it was: counted from 0, lessons in their topic."""

    title: str
    place: int
    topic_id: str | None


class BlockChangeOut(Out):
    """What happened to one block of a lesson; its places are counted from 0."""

    block_id: str | None
    type: str
    verbs: tuple[Verb, ...]
    before: int | None
    after: int | None


class ChangeOut(Out):
    """What happened to one topic, one lesson, or what is said about the course."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "of": "lesson",
                    "id": "les_01JD5H02BB3C4D5E6F7G8H9JKM",
                    "verbs": ["moved", "changed"],
                    "before": {"title": "Flat or reducing?", "place": 0, "topic_id": _LESSON["topic_id"]},
                    "after": {"title": "Flat or reducing?", "place": 2, "topic_id": _LESSON["topic_id"]},
                    "fields": ["blocks", "estimated_minutes"],
                    "blocks": [
                        {
                            "block_id": "blk_293462ede97d561cd4c1c4d98f",
                            "type": "rich_text",
                            "verbs": ["changed"],
                            "before": 0,
                            "after": 0,
                        }
                    ],
                }
            ]
        }
    )

    of: Literal["course", "topic", "lesson"]
    id: str
    verbs: tuple[Verb, ...]
    before: SpotOut | None
    after: SpotOut | None
    fields: tuple[str, ...] = Field(description="What else was changed, by name; `blocks` is a lesson's content.")
    blocks: list[BlockChangeOut]

    @classmethod
    def of_difference(cls, difference: Difference) -> "ChangeOut":
        """The answer for a change."""
        change = difference.change
        values = {name: getattr(change, name) for name in ("of", "id", "verbs", "before", "after", "fields")}
        return cls(**values, blocks=[BlockChangeOut.model_validate(block) for block in difference.blocks])


class ChangesOut(Out):
    """A page of what turns another version, or the draft, into this one."""

    course_id: str
    version: int
    since: str
    """The other version's number; `0` for nothing, or `draft`."""
    items: list[ChangeOut]
    next_cursor: str | None


def _listed(entry: HistoryEntry) -> dict[str, Any]:
    fields = entry.version.model_dump(exclude={"revision"})
    return {**fields, "publisher": entry.publisher, "etag": etag(entry.version.revision)}
