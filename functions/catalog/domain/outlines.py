"""What publishing freezes: a version of a course, without the lessons' bodies."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from functions.catalog.domain.assets import Attachment
from functions.catalog.domain.release import Condition, dumped, loaded


@dataclass(frozen=True, slots=True)
class OutlineLesson:
    """A lesson as it was published."""

    topic_id: str
    topic_title: str
    lesson_id: str
    ordinal: int
    title: str
    required: bool
    estimated_minutes: int | None
    body_id: str
    release: tuple[Condition, ...] = ()
    free_preview: bool = False
    attachments: tuple[Attachment, ...] = ()
    asset_ids: tuple[str, ...] = ()
    """The files that its content shows, and those that are attached."""

    def content(self) -> dict[str, Any]:
        """What is stored of it, below its topic."""
        seldom = {name: getattr(self, name) for name in _SELDOM if getattr(self, name)}
        return {name: getattr(self, name) for name in _OWN} | seldom | _released(self.release)


@dataclass(frozen=True, slots=True)
class OutlineTopic:
    """A topic as it was published, with its lessons."""

    topic_id: str
    title: str
    summary: str
    lessons: tuple[OutlineLesson, ...]
    release: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Outline:
    """A published version: it never changes, so whoever has read it once may keep it."""

    course_id: str
    version: int
    details: dict[str, Any]
    """The course's details as they were when it was published."""
    topics: tuple[OutlineTopic, ...]
    published_by: str
    published_at: datetime
    lessons: tuple[OutlineLesson, ...] = field(init=False, repr=False, compare=False)
    """All lessons, in the order in which they are learned."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lessons", tuple(lesson for topic in self.topics for lesson in topic.lessons))

    @property
    def title(self) -> str:
        """The course's title."""
        return str(self.details["title"])

    @cached_property
    def required_count(self) -> int:
        """How many lessons are required."""
        return sum(lesson.required for lesson in self.lessons)

    @cached_property
    def estimated_minutes(self) -> int:
        """How long it takes, as far as the lessons say."""
        return sum(lesson.estimated_minutes or 0 for lesson in self.lessons)

    def place_of(self, lesson_id: str) -> int | None:
        """Where in ``lessons`` this lesson is; None if the version does not have it."""
        return self._places.get(lesson_id)

    def find_lesson(self, lesson_id: str) -> OutlineLesson | None:
        """The lesson, if the version has it."""
        place = self.place_of(lesson_id)
        return None if place is None else self.lessons[place]

    def topic_of(self, lesson: OutlineLesson) -> OutlineTopic:
        """The topic that one of its lessons is in."""
        return self._topics_by_id[lesson.topic_id]

    def digest(self) -> str:
        """The same for two versions with the same content."""
        return hashlib.sha256(_json([self.details, self._topics()])).hexdigest()

    def dump(self) -> bytes:
        """This outline as it is stored."""
        return _json(
            {
                "course_id": self.course_id,
                "version": self.version,
                "published_by": self.published_by,
                "published_at": self.published_at.isoformat(),
                "details": self.details,
                "topics": self._topics(),
            }
        )

    @classmethod
    def load(cls, stored: bytes) -> "Outline":
        """The outline that was stored so."""
        values = json.loads(stored)
        topics = tuple(_topic(**topic) for topic in values.pop("topics"))
        return cls(**values | {"published_at": datetime.fromisoformat(values["published_at"]), "topics": topics})

    @cached_property
    def _places(self) -> dict[str, int]:
        return {lesson.lesson_id: place for place, lesson in enumerate(self.lessons)}

    @cached_property
    def _topics_by_id(self) -> dict[str, OutlineTopic]:
        return {topic.topic_id: topic for topic in self.topics}

    def _topics(self) -> list[dict[str, Any]]:
        return [
            {
                "topic_id": topic.topic_id,
                "title": topic.title,
                "summary": topic.summary,
                "lessons": [lesson.content() for lesson in topic.lessons],
                **_released(topic.release),
            }
            for topic in self.topics
        ]


_OWN = ("lesson_id", "ordinal", "title", "required", "estimated_minutes", "body_id")
_SELDOM = ("free_preview", "attachments", "asset_ids")


def _topic(
    topic_id: str, title: str, summary: str, lessons: list[dict[str, Any]], release: object = ()
) -> OutlineTopic:
    return OutlineTopic(
        topic_id,
        title,
        summary,
        tuple(_lesson(topic_id=topic_id, topic_title=title, **lesson) for lesson in lessons),
        loaded(release),
    )


def _lesson(
    *, release: object = (), attachments: Iterable[Any] = (), asset_ids: Iterable[str] = (), **stored: Any
) -> OutlineLesson:
    return OutlineLesson(
        **stored,
        release=loaded(release),
        attachments=tuple(Attachment(*attachment) for attachment in attachments),
        asset_ids=tuple(asset_ids),
    )


def _released(release: tuple[Condition, ...]) -> dict[str, Any]:
    """Stored only where there is something, since most lessons are always open."""
    return {"release": dumped(release)} if release else {}


def _json(values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
