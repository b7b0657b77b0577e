"""What somebody took, in order, and what they were shown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict

MOST_COURSES = 1000
"""So many courses of somebody are kept; the earliest give way."""
MOST_SEEN = 300
"""So many recommended courses are remembered; those seen longest ago give way."""
ONE_SIGHT_S = 3600
"""What is shown again so soon was seen once."""
MOST_SHOWN = 10
"""Being shown more often than this changes nothing more."""


class Taken(BaseModel):
    """A course that somebody took. Seconds since 1970; 0 for never. Each news counts by its own time, so that their
    order does not matter.
    """

    model_config = ConfigDict(frozen=True)

    since: int = 0
    """When they first got a place."""
    opened: int = 0
    """When they last got one."""
    left: int = 0
    """When they last lost or gave up theirs."""
    completed: int = 0

    @property
    def speaks(self) -> bool:
        """Whether it says what the learner likes: not, where they left without completing it."""
        return bool(self.completed) or self.opened >= self.left


class Seen(BaseModel):
    """What became of a course that was recommended."""

    model_config = ConfigDict(frozen=True)

    shown: int = 0
    clicked: bool = False
    dismissed: bool = False
    at: int = 0


class History(BaseModel):
    """What somebody took and was shown."""

    model_config = ConfigDict(frozen=True)

    courses: Mapping[str, Taken] = {}
    seen: Mapping[str, Seen] = {}
    revision: int = 0

    @property
    def line(self) -> tuple[str, ...]:
        """The courses that say what the learner likes, in the order in which they were taken."""
        speaking = [(one.since or one.completed, course_id) for course_id, one in self.courses.items() if one.speaks]
        return tuple(course_id for _, course_id in sorted(speaking))

    @property
    def completed(self) -> frozenset[str]:
        """The courses that are completed."""
        return frozenset(course_id for course_id, one in self.courses.items() if one.completed)

    def enrol(self, course_id: str, at: datetime) -> Self:
        """With a place in a course since then."""
        before, moment = self._of(course_id), _second(at)
        since = min(before.since or moment, moment)
        return self._with(course_id, before, since=since, opened=max(before.opened, moment))

    def leave(self, course_id: str, at: datetime) -> Self:
        """Without the place that there was."""
        before = self._of(course_id)
        return self._with(course_id, before, left=max(before.left, _second(at)))

    def complete(self, course_id: str, at: datetime) -> Self:
        """With a course completed."""
        before = self._of(course_id)
        return self._with(course_id, before, completed=before.completed or _second(at))

    def notice(self, course_id: str, kind: str, at: datetime) -> Self:
        """With a course that was ``shown``, ``clicked`` or ``dismissed``; saying so again changes nothing."""
        before = self.seen.get(course_id, Seen())
        again = kind == "shown" and before.shown and _second(at) - before.at < ONE_SIGHT_S
        if again or (kind != "shown" and getattr(before, kind)):
            return self
        changes: dict[str, object] = {"at": max(before.at, _second(at))}
        if kind == "shown":
            changes["shown"] = min(MOST_SHOWN, before.shown + 1)
        else:
            changes[kind] = True
        seen = {**self.seen, course_id: before.model_copy(update=changes)}
        kept = sorted(seen, key=lambda one: seen[one].at)[-MOST_SEEN:]
        return self.model_copy(update={"seen": {one: seen[one] for one in sorted(kept)}})

    def _of(self, course_id: str) -> Taken:
        return self.courses.get(course_id, Taken())

    def _with(self, course_id: str, before: Taken, **changes: int) -> Self:
        courses = {**self.courses, course_id: before.model_copy(update=changes)}
        if len(courses) > MOST_COURSES:
            del courses[min(courses, key=lambda one: (courses[one].since or courses[one].completed, one))]
        return self.model_copy(update={"courses": courses})


def _second(at: datetime) -> int:
    return int(at.timestamp())
