"""Making a course's draft equal to one of its versions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import pairwise
from typing import TypeVar

from functions.catalog.domain.assets import AssetUse
from functions.catalog.domain.courses import Course, CourseDetails, Structure
from functions.catalog.domain.lessons import Lesson, LessonDetails, Topic
from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic
from functions.catalog.domain.positions import Order

AssetsOf = Callable[[str], tuple[AssetUse, ...]]
OrderT = TypeVar("OrderT", bound=Order)
PartT = TypeVar("PartT", Topic, Lesson)


@dataclass(frozen=True, slots=True)
class Parts:
    """All that a draft is made of."""

    structure: Structure
    topics: Mapping[str, Topic]
    lessons: Mapping[str, Lesson]
    orders: Mapping[str, Order]


@dataclass(frozen=True, slots=True)
class Restoration:
    """What is still to be written before the draft is as the version was. Each thing as it is to be, or as it goes."""

    structure: Structure | None = None
    orders: Mapping[str, Order] = field(default_factory=dict)
    topics: Sequence[Topic] = ()
    lessons: Sequence[Lesson] = ()
    lessons_gone: Sequence[Lesson] = ()
    topics_gone: Sequence[Topic] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not any(getattr(self, one.name) for one in fields(self))


def restoration(parts: Parts, outline: Outline, assets_of: AssetsOf, now: datetime) -> Restoration:
    """What makes these parts equal to the version. Lessons keep their ids and ordinals, so progress stays theirs.

    No ordinal is given anew: those of a version's lessons were given to these lessons once, for good.
    """
    standing = {id_: topic.position for id_, topic in parts.topics.items()}
    structure, places = _placed(parts.structure, [topic.topic_id for topic in outline.topics], standing)
    counted = structure.model_copy(update={"size": len(outline.topics), "lesson_count": len(outline.lessons)})
    orders: dict[str, Order] = {}
    topics: list[Topic] = []
    lessons: list[Lesson] = []
    for topic, place in zip(outline.topics, places, strict=True):
        topics.append(_topic(outline.course_id, topic, place, parts.topics.get(topic.topic_id), now))
        here = {one.lesson_id: one.position for one in parts.lessons.values() if one.topic_id == topic.topic_id}
        order = parts.orders.get(topic.topic_id, Order())
        order, positions = _placed(order, [lesson.lesson_id for lesson in topic.lessons], here)
        orders[topic.topic_id] = order.model_copy(update={"size": len(topic.lessons)})
        for lesson, position in zip(topic.lessons, positions, strict=True):
            there = parts.lessons.get(lesson.lesson_id)
            lessons.append(_lesson(outline.course_id, lesson, position, there, assets_of, now))
    return Restoration(
        structure=counted if counted != parts.structure else None,
        orders={id_: order for id_, order in orders.items() if parts.orders.get(id_) != order},
        topics=[topic for topic in topics if parts.topics.get(topic.topic_id) != topic],
        lessons=[lesson for lesson in lessons if parts.lessons.get(lesson.lesson_id) != lesson],
        lessons_gone=[lesson for id_, lesson in parts.lessons.items() if outline.place_of(id_) is None],
        topics_gone=[topic for id_, topic in parts.topics.items() if id_ not in orders],
    )


def restored(course: Course, outline: Outline, now: datetime) -> Course:
    """The course with the details that the version had, and nothing on its way; itself when it is like that."""
    said = course.model_dump(include=set(CourseDetails.model_fields))
    details = CourseDetails.model_validate(
        said | {name: outline.details[name] for name in said if name in outline.details}
    )
    if course.restoring is None and all(getattr(course, name) == getattr(details, name) for name in said):
        return course
    changes = {name: getattr(details, name) for name in said}
    return course.model_copy(update={**changes, "restoring": None, "updated_at": now})


def _placed(order: OrderT, ids: Sequence[str], standing: Mapping[str, str]) -> tuple[OrderT, list[str]]:
    """Positions in which these stand in this order: as they do, if they do; else new ones."""
    kept = [standing[id_] for id_ in ids if id_ in standing]
    if len(kept) == len(ids) and all(one < other for one, other in pairwise(kept)):
        return order, kept
    return order.spaced(len(ids))


def _topic(course_id: str, frozen: OutlineTopic, position: str, there: Topic | None, now: datetime) -> Topic:
    said = {"title": frozen.title, "summary": frozen.summary, "release": frozen.release, "position": position}
    if there is None:
        ids = {"topic_id": frozen.topic_id, "course_id": course_id}
        return Topic.model_validate({**ids, **said, "created_at": now, "updated_at": now})
    return _altered(there, said, now)


def _lesson(
    course_id: str, frozen: OutlineLesson, position: str, there: Lesson | None, assets_of: AssetsOf, now: datetime
) -> Lesson:
    said = {name: getattr(frozen, name) for name in (*LessonDetails.model_fields, *_FROZEN)} | {"position": position}
    if there is None:
        ids = {"lesson_id": frozen.lesson_id, "course_id": course_id, "ordinal": frozen.ordinal}
        shown = {"assets": assets_of(frozen.body_id), "created_at": now, "updated_at": now}
        return Lesson.model_validate({**ids, **said, **shown})
    if there.body_id != frozen.body_id:
        said["assets"] = assets_of(frozen.body_id)
    return _altered(there, said, now)


_FROZEN = ("topic_id", "body_id", "attachments")


def _altered(thing: PartT, said: Mapping[str, object], now: datetime) -> PartT:
    if all(getattr(thing, name) == value for name, value in said.items()):
        return thing
    return thing.model_copy(update={**said, "updated_at": now})
