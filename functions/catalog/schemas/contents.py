"""Bodies of requests and answers about topics and lessons."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.catalog.domain.blocks import Block
from functions.catalog.domain.lessons import Lesson, LessonDetails, Topic
from functions.catalog.domain.release import MOST_CONDITIONS, Condition
from functions.catalog.schemas.blocks import ATTACHED, EVERY_BLOCK, AttachmentOut, Blocks
from functions.catalog.schemas.courses import ChangeIn, Summary
from functions.catalog.service.editing import Place
from functions.catalog.service.lessons import LessonView, LessonWish
from shared.etag import etag
from shared.schemas import BodyId, Line, Out

_TOPIC: dict[str, Any] = {
    "title": "What a rate says",
    "summary": "Flat, reducing, effective: three numbers for one loan.",
    "release": [{"type": "date", "opens_at": "2026-11-16T09:00:00Z"}],
}
_LESSON: dict[str, Any] = {
    "title": "Flat or reducing?",
    "blocks": EVERY_BLOCK,
    "required": True,
    "estimated_minutes": 7,
    "free_preview": True,
    "release": [{"type": "date", "opens_at": "2026-11-16T09:00:00Z"}],
}
_LESSON_ID = "les_01JD5H02BB3C4D5E6F7G8H9JKM"
_TOPIC_ID = "top_01JD5H01AA2B3C4D5E6F7G8H9J"
_MADE: dict[str, Any] = {
    "course_id": "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7",
    "created_at": "2026-11-02T08:05:00Z",
    "updated_at": "2026-11-02T08:05:00Z",
    "etag": '"rev-1"',
}
_LESSON_OUT = {"lesson_id": _LESSON_ID, "topic_id": _TOPIC_ID, **_LESSON, "attachments": [ATTACHED], **_MADE}

Minutes = Annotated[int, Field(ge=1, le=6000)]
Release = Annotated[
    tuple[Condition, ...],
    Field(max_length=MOST_CONDITIONS, description="What must be before it opens to a learner: all of it."),
]
FreePreview = Annotated[
    bool, Field(description="Whether everybody may see the lesson who may see the course, enrolled or not.")
]
After = Annotated[
    BodyId | None,
    Field(description="Put it right after this one; null puts it first. Left out, it stays, or is added at the end."),
]


class _Placed(ChangeIn):
    after: After = None

    def place(self) -> Place | None:
        """Where it is to be put; None when nothing was said about that."""
        return Place(self.after) if "after" in self.model_fields_set else None

    def changes(self) -> dict[str, object]:
        """What is to be changed of the thing itself."""
        return {name: value for name, value in super().changes().items() if name not in _ELSEWHERE}


_ELSEWHERE = {"after", "topic_id", "blocks"}


class TopicIn(_Placed):
    """A topic to add."""

    model_config = ConfigDict(json_schema_extra={"examples": [_TOPIC]})

    title: Line
    summary: Summary = ""
    release: Release = ()


class TopicChangeIn(_Placed):
    """Changes of a topic: what is left out stays as it is. With `after` it is moved."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"title": "What a rate really says", "after": None, "release": _TOPIC["release"]},
            ]
        }
    )

    title: Line = Field(default_factory=str)
    summary: Summary = Field(default_factory=str)
    release: Release = Field(default_factory=tuple)


class TopicOut(Out):
    """A topic as it is drafted."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"topic_id": _TOPIC_ID, **_TOPIC, **_MADE}]})

    topic_id: str
    course_id: str
    title: str
    summary: str
    release: Release
    created_at: datetime
    updated_at: datetime
    etag: str

    @classmethod
    def of(cls, topic: Topic) -> "TopicOut":
        """The answer for a topic."""
        return cls(etag=etag(topic.revision), **topic.model_dump(include=cls.model_fields.keys() - {"etag"}))


class LessonIn(_Placed):
    """A lesson to add."""

    model_config = ConfigDict(json_schema_extra={"examples": [_LESSON]})

    title: Line
    blocks: Blocks = Field(default_factory=list)
    required: bool = True
    estimated_minutes: Minutes | None = None
    free_preview: FreePreview = False
    release: Release = ()

    def details(self) -> LessonDetails:
        """What is said about the lesson."""
        return LessonDetails.model_validate(self)


class LessonChangeIn(_Placed):
    """Changes of a lesson: what is left out stays as it is.

    With `after` it is moved within its topic; with `topic_id` to another topic of the course, to its end unless `after`
    says where.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                _LESSON,
                {"after": None},
                {"topic_id": _TOPIC_ID},
                {"release": [{"type": "previous_lesson"}, {"type": "days_after_enrolment", "days": 7}]},
            ]
        }
    )

    title: Line = Field(default_factory=str)
    blocks: Blocks = Field(default_factory=list)
    required: bool = Field(default_factory=bool)
    estimated_minutes: Minutes | None = None
    free_preview: FreePreview = Field(default_factory=bool)
    release: Release = Field(default_factory=tuple)
    topic_id: BodyId = Field(default_factory=str)

    def wish(self) -> LessonWish:
        """How the lesson is to be."""
        blocks = self.blocks if "blocks" in self.model_fields_set else None
        return LessonWish(self.changes(), blocks, self.topic_id or None, self.place())


class LessonOut(Out):
    """A lesson as it is drafted, without its content."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{name: value for name, value in _LESSON_OUT.items() if name != "blocks"}]}
    )

    lesson_id: str
    course_id: str
    topic_id: str
    title: str
    required: bool
    estimated_minutes: int | None
    free_preview: bool
    release: Release
    attachments: tuple[AttachmentOut, ...]
    created_at: datetime
    updated_at: datetime
    etag: str

    @classmethod
    def of(cls, lesson: Lesson) -> "LessonOut":
        """The answer for a lesson."""
        return cls(
            etag=etag(lesson.revision),
            attachments=tuple(AttachmentOut.model_validate(attachment) for attachment in lesson.attachments),
            **lesson.model_dump(include=_LESSON_FIELDS),
        )


_LESSON_FIELDS = LessonOut.model_fields.keys() - {"etag", "attachments"}


class FullLessonOut(LessonOut):
    """A lesson as it is drafted, with its content."""

    model_config = ConfigDict(json_schema_extra={"examples": [_LESSON_OUT]})

    blocks: list[Block]


class HtmlLessonOut(LessonOut):
    """A lesson as it is drafted, with its content, in which every document is a string of sanitized HTML."""

    blocks: list[dict[str, Any]]


def full_lesson_json(view: LessonView) -> str:
    """A ``FullLessonOut`` as text. The content was checked when it was stored, so it is not parsed again."""
    head = LessonOut.of(view.lesson).model_dump_json()
    return f'{head[:-1]},"blocks":{view.body.blocks_json}}}'
