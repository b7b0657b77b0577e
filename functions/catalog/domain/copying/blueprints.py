"""A blueprint: a whole course without its place, from which a course like it can be made.

It holds what instructors wrote, the ids that its parts refer to each other by, and which bodies the lessons have.
Fields that courses, topics and lessons gain later are in it by themselves.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any

from fractional_indexing import generate_n_keys_between

from functions.catalog.domain.courses import Course, CourseDetails, Structure
from functions.catalog.domain.lessons import Lesson, Topic
from functions.catalog.domain.positions import Order
from shared.clock import Clock, system_clock
from shared.ids import new_id

Fields = Mapping[str, Any]

COURSE_FIELDS = frozenset({*CourseDetails.model_fields, "prerequisites"})
_PLACE = {"course_id", "position", "created_at", "updated_at", "revision"}
TOPIC_FIELDS = frozenset(Topic.model_fields) - _PLACE - {"topic_id"}
LESSON_FIELDS = frozenset(Lesson.model_fields) - _PLACE - {"topic_id", "lesson_id", "ordinal", "body_id"}


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    """A lesson to be made."""

    lesson_id: str
    body_id: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class PlannedTopic:
    """A topic to be made, with its lessons in order."""

    topic_id: str
    fields: Fields
    lessons: tuple[PlannedLesson, ...]


@dataclass(frozen=True)
class Blueprint:
    """What a course is to be like."""

    course: Fields
    topics: tuple[PlannedTopic, ...]

    @classmethod
    def of(cls, course: Course, topics: Iterable[Topic], lessons: Iterable[Lesson]) -> "Blueprint":
        """The blueprint of a course as it is drafted."""
        by_topic: dict[str, list[Lesson]] = {}
        for lesson in sorted(lessons, key=lambda lesson: (lesson.position, lesson.lesson_id)):
            by_topic.setdefault(lesson.topic_id, []).append(lesson)
        return cls(
            course.model_dump(mode="json", include=set(COURSE_FIELDS)),
            tuple(
                PlannedTopic(
                    topic.topic_id,
                    topic.model_dump(mode="json", include=set(TOPIC_FIELDS)),
                    tuple(_planned(lesson) for lesson in by_topic.get(topic.topic_id, ())),
                )
                for topic in sorted(topics, key=lambda topic: (topic.position, topic.topic_id))
            ),
        )

    @cached_property
    def lessons(self) -> tuple[PlannedLesson, ...]:
        """All lessons, in the order in which they are learned."""
        return tuple(chain.from_iterable(topic.lessons for topic in self.topics))

    def titled(self, title: str) -> "Blueprint":
        """The same under another title."""
        return replace(self, course={**self.course, "title": title})

    def renamed(self, ids: Mapping[str, str]) -> "Blueprint":
        """The same with other ids for its parts, also where one refers to another."""
        return Blueprint(
            self.course,
            tuple(
                PlannedTopic(
                    ids[topic.topic_id],
                    with_ids(topic.fields, ids),
                    tuple(
                        PlannedLesson(ids[lesson.lesson_id], lesson.body_id, with_ids(lesson.fields, ids))
                        for lesson in topic.lessons
                    ),
                )
                for topic in self.topics
            ),
        )

    def part_ids(self) -> Iterator[str]:
        """The ids of its topics and lessons."""
        for topic in self.topics:
            yield topic.topic_id
            yield from (lesson.lesson_id for lesson in topic.lessons)

    # -- what is made of it

    def new_course(self, course_id: str, owner_id: str, now: datetime) -> Course:
        """The course, as a draft of its first instructor."""
        return Course.model_validate(
            {
                **self.course,
                "course_id": course_id,
                "instructor_ids": (owner_id,),
                "created_at": now,
                "updated_at": now,
            }
        )

    def structure(self) -> Structure:
        """The order of its topics, and how many lessons there are."""
        counted = len(self.lessons)
        last = _positions(len(self.topics))[-1] if self.topics else None
        return Structure(size=len(self.topics), last=last, lesson_count=counted, next_ordinal=counted)

    def new_topics(self, course_id: str, now: datetime) -> list[tuple[Topic, Order]]:
        """The topics, each with the order of its lessons."""
        made = []
        for topic, position in zip(self.topics, _positions(len(self.topics)), strict=True):
            last = _positions(len(topic.lessons))[-1] if topic.lessons else None
            placed = Topic.model_validate(
                {
                    **topic.fields,
                    "topic_id": topic.topic_id,
                    "course_id": course_id,
                    "position": position,
                    "created_at": now,
                    "updated_at": now,
                }
            )
            made.append((placed, Order(size=len(topic.lessons), last=last)))
        return made

    def new_lessons(self, course_id: str, now: datetime) -> list[Lesson]:
        """The lessons, in the order in which they are learned."""
        made: list[Lesson] = []
        for topic in self.topics:
            for lesson, position in zip(topic.lessons, _positions(len(topic.lessons)), strict=True):
                placed = {
                    "lesson_id": lesson.lesson_id,
                    "course_id": course_id,
                    "topic_id": topic.topic_id,
                    "ordinal": len(made),
                    "body_id": lesson.body_id,
                    "position": position,
                    "created_at": now,
                    "updated_at": now,
                }
                made.append(Lesson.model_validate({**lesson.fields, **placed}))
        return made

    # -- as it is stored

    def dump(self) -> bytes:
        """This blueprint as it is stored."""
        topics = [
            [topic.topic_id, topic.fields, [[one.lesson_id, one.body_id, one.fields] for one in topic.lessons]]
            for topic in self.topics
        ]
        return json.dumps({"course": self.course, "topics": topics}, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def load(cls, stored: bytes) -> "Blueprint":
        """The blueprint that was stored so."""
        values = json.loads(stored)
        topics = [
            PlannedTopic(topic_id, fields, tuple(PlannedLesson(*lesson) for lesson in lessons))
            for topic_id, fields, lessons in values["topics"]
        ]
        return cls(values["course"], tuple(topics))


def new_ids(part_ids: Iterable[str], clock: Clock = system_clock) -> dict[str, str]:
    """A new id of the same kind for each of these, in the same order of time."""
    return {old: new_id(old.partition("_")[0], clock) for old in part_ids}


def with_ids(value: Any, ids: Mapping[str, str]) -> Any:
    """The value with other ids in the fields that hold ids (``lesson_id``, ``asset_ids``), however deep they lie.

    Only there: prose that looks like an id stays prose.
    """
    if isinstance(value, Mapping):
        return {
            name: _with_id(inner, ids) if _holds_ids(name) else with_ids(inner, ids) for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [with_ids(inner, ids) for inner in value]
    return value


def ids_in(value: Any, prefix: str) -> Iterator[str]:
    """Every id of one kind in the fields that hold ids, in the order in which they stand."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if _holds_ids(name):
                held = inner if isinstance(inner, list | tuple) else [inner]
                yield from (one for one in held if isinstance(one, str) and one.startswith(prefix))
            else:
                yield from ids_in(inner, prefix)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from ids_in(inner, prefix)


def _holds_ids(name: str) -> bool:
    return name.endswith(("_id", "_ids"))


def _with_id(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, list | tuple):
        return [_with_id(inner, ids) for inner in value]
    return ids.get(value, value) if isinstance(value, str) else value


def _planned(lesson: Lesson) -> PlannedLesson:
    return PlannedLesson(lesson.lesson_id, lesson.body_id, lesson.model_dump(mode="json", include=set(LESSON_FIELDS)))


def _positions(count: int) -> list[str]:
    """The positions of a new list's members."""
    positions: list[str] = generate_n_keys_between(None, None, count)
    return positions
