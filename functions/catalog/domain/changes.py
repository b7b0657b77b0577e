"""What differs between two versions of a course, or a version and the draft.

Comparing the other way round gives the mirror image, so what counts as moved cannot depend on the direction: of things
in another order, as many as possible count as staying, and which these are is decided by their ids.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic


class Verb(StrEnum):
    """What happened to something."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Spot:
    """How something was called, and where it was: counted from 0, in its topic or the course."""

    title: str
    place: int
    topic_id: str | None = None
    body_id: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one topic, one lesson, or the course's details. ``fields`` names what else was changed."""

    of: Literal["course", "topic", "lesson"]
    id: str
    verbs: tuple[Verb, ...]
    before: Spot | None
    after: Spot | None
    fields: tuple[str, ...] = ()

    @property
    def bodies(self) -> tuple[str, str] | None:
        """The bodies of a lesson whose content is another one."""
        before = self.before.body_id if self.before else None
        after = self.after.body_id if self.after else None
        return (before, after) if before and after and before != after else None


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What happened to one block of a lesson. One that was stored before blocks had ids goes by its place."""

    block_id: str | None
    type: str
    verbs: tuple[Verb, ...]
    before: int | None
    after: int | None


def changes(before: Outline | None, after: Outline | None) -> list[Change]:
    """What turns the one into the other: the course, its topics and lessons as they come, then what is gone."""
    return [*_details(before, after), *_parts(_Parts.of(before), _Parts.of(after))]


def block_changes(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[BlockChange]:
    """What turns the one list of blocks into the other."""
    ours, theirs = _by_id(before), _by_id(after)
    staying = _staying(list(ours), list(theirs))
    found: list[BlockChange] = []
    for key, (place, block) in theirs.items():
        there = ours.get(key)
        if there is None:
            found.append(BlockChange(block.get("block_id"), str(block["type"]), (Verb.ADDED,), None, place))
            continue
        verbs = (*((Verb.MOVED,) if key not in staying else ()), *((Verb.CHANGED,) if there[1] != block else ()))
        if verbs:
            found.append(BlockChange(block.get("block_id"), str(block["type"]), verbs, there[0], place))
    gone = ((place, block) for key, (place, block) in ours.items() if key not in theirs)
    found += [BlockChange(one.get("block_id"), str(one["type"]), (Verb.REMOVED,), place, None) for place, one in gone]
    return found


@dataclass(frozen=True, slots=True)
class _Parts:
    topics: Mapping[str, tuple[int, OutlineTopic]]
    lessons: Mapping[str, tuple[int, OutlineLesson]]

    @classmethod
    def of(cls, outline: Outline | None) -> "_Parts":
        topics = outline.topics if outline else ()
        return cls(
            {topic.topic_id: (place, topic) for place, topic in enumerate(topics)},
            {lesson.lesson_id: (place, lesson) for topic in topics for place, lesson in enumerate(topic.lessons)},
        )


def _details(before: Outline | None, after: Outline | None) -> list[Change]:
    if before is None or after is None:
        return []
    ours, theirs = before.details, after.details
    fields = tuple(sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)))
    if not fields:
        return []
    verbs = (*((Verb.RENAMED,) if "title" in fields else ()), *((Verb.CHANGED,) if set(fields) - {"title"} else ()))
    rest = tuple(name for name in fields if name != "title")
    return [Change("course", after.course_id, verbs, Spot(before.title, 0), Spot(after.title, 0), rest)]


def _parts(ours: _Parts, theirs: _Parts) -> list[Change]:
    staying = _staying(list(ours.topics), list(theirs.topics))
    for topic_id in ours.topics.keys() & theirs.topics.keys():
        lists = [[one.lesson_id for one in parts.topics[topic_id][1].lessons] for parts in (ours, theirs)]
        staying |= _staying(*lists)
    found: list[Change] = []
    for topic_id, (place, topic) in theirs.topics.items():
        found += _one("topic", topic_id, ours.topics.get(topic_id), (place, topic), staying)
        for number, lesson in enumerate(topic.lessons):
            found += _one("lesson", lesson.lesson_id, ours.lessons.get(lesson.lesson_id), (number, lesson), staying)
    for topic_id, there in ours.topics.items():
        if topic_id not in theirs.topics:
            found += _one("topic", topic_id, there, None, staying)
    for lesson_id, one in ours.lessons.items():
        if lesson_id not in theirs.lessons:
            found += _one("lesson", lesson_id, one, None, staying)
    return found


def _one(
    of: Literal["topic", "lesson"],
    id_: str,
    before: tuple[int, OutlineTopic | OutlineLesson] | None,
    after: tuple[int, OutlineTopic | OutlineLesson] | None,
    staying: set[str],
) -> list[Change]:
    old, new = (_spot(*one) if one else None for one in (before, after))
    if before is None or after is None or old is None or new is None:
        return [Change(of, id_, (Verb.ADDED if old is None else Verb.REMOVED,), old, new)]
    ours, theirs = _said(before[1]), _said(after[1])
    fields = tuple(sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)))
    happened = {
        Verb.MOVED: id_ not in staying,
        Verb.RENAMED: old.title != new.title,
        Verb.CHANGED: bool(fields),
    }
    verbs = tuple(verb for verb, so in happened.items() if so)
    return [Change(of, id_, verbs, old, new, fields)] if verbs else []


def _spot(place: int, part: OutlineTopic | OutlineLesson) -> Spot:
    if isinstance(part, OutlineLesson):
        return Spot(part.title, place, part.topic_id, part.body_id)
    return Spot(part.title, place)


def _said(part: OutlineTopic | OutlineLesson) -> dict[str, Any]:
    """What is said of it beyond its title; a lesson's content goes by the name that it has in the API."""
    if isinstance(part, OutlineTopic):
        return {"summary": part.summary, "release": part.release}
    said = part.content()
    said["blocks"] = said.pop("body_id")
    return {name: value for name, value in said.items() if name not in _NOT_SAID}


_NOT_SAID = {"title", "lesson_id", "ordinal", "asset_ids"}


def _staying(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Of the things in both lists, as many as stand in the same order; among equally many, the smaller ids first."""
    places = {id_: place for place, id_ in enumerate(after)}
    common = [id_ for id_ in before if id_ in places]
    tails: list[int] = []
    by_length: dict[int, list[tuple[str, int, int]]] = {}
    for place in range(len(common) - 1, -1, -1):
        # The longest row that begins here: found from the end, where each tail is the best beginning of a length.
        key = -places[common[place]]
        length = bisect_left(tails, key)
        tails[length : length + 1] = [key]
        by_length.setdefault(length, []).append((common[place], place, -key))
    chosen: set[str] = set()
    here = there = -1
    for length in range(len(tails) - 1, -1, -1):
        id_, here, there = min(one for one in by_length[length] if one[1] > here and one[2] > there)
        chosen.add(id_)
    return chosen


def _by_id(blocks: Sequence[Mapping[str, Any]]) -> dict[str, tuple[int, Mapping[str, Any]]]:
    return {str(block.get("block_id") or place): (place, block) for place, block in enumerate(blocks)}
