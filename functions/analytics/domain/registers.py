"""Registers: what was counted so far for one thing, and how news of it is joined to that.

Joining is commutative, associative and idempotent (each value is one of a join-semilattice), and what a register
counts follows from its value alone. So the sum of all registers' figures is the same in whatever order, and however
often, the news of them comes; whoever joins news adds the difference of the figures.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol, Self

from functions.analytics.domain.measures import COHORT_WEEKS, TOTAL, Bucket, Figures, added, cohort_name, course_subject


class Value(Protocol):
    """What a register holds."""

    def join(self, news: Any) -> Self:
        """With the news; itself where that is nothing new."""
        ...

    def figures(self) -> Figures:
        """What it counts."""
        ...

    def dump(self) -> str:
        """As it is stored."""
        ...


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures of which one version counts: that of the highest rank, or of the lowest where the first news counts."""

    rank: str
    counts: Figures
    first: bool = False

    def join(self, news: "Counted") -> "Counted":
        """That of both that counts."""
        mine, other = (self.rank, self.dump()), (news.rank, news.dump())
        return news if (other < mine if self.first else other > mine) else self

    def figures(self) -> Figures:
        """What it counts."""
        return self.counts

    def dump(self) -> str:
        """As it is stored."""
        rows = [[one.subject, one.name, one.currency, dict(counts)] for one, counts in sorted(self.counts.items())]
        return json.dumps([self.rank, self.first, rows], separators=(",", ":"), sort_keys=True)

    @classmethod
    def load(cls, text: str) -> "Counted":
        """From how it is stored."""
        rank, first, rows = json.loads(text)
        return cls(rank, {Bucket(subject, name, currency): counts for subject, name, currency, counts in rows}, first)


@dataclass(frozen=True, slots=True)
class Study:
    """Somebody in a course: when they came and how far, the days on which they were at it, and whether they are in."""

    course_id: str
    enrolled: str = ""
    """The organization's first day of it, as ``2026-11-22``; empty while not heard of."""
    started: str = ""
    finished: str = ""
    certified: str = ""
    days: frozenset[int] = field(default_factory=frozenset)
    """Days with activity, as ``date.toordinal`` counts them."""
    standing: tuple[str, bool] = ("", False)
    """The rank of the latest news of whether they are in, and that."""

    def join(self, news: "Study") -> "Study":
        """Everything that either knows."""
        return Study(
            self.course_id,
            _earlier(self.enrolled, news.enrolled),
            _earlier(self.started, news.started),
            _earlier(self.finished, news.finished),
            _earlier(self.certified, news.certified),
            self.days | news.days,
            max(self.standing, news.standing),
        )

    def figures(self) -> Figures:
        """One learner of the course, as far as they came; and of their cohort, in each week in which they learned."""
        reached = {
            "studying": self.standing[1],
            "enrolled": bool(self.enrolled),
            "started": bool(self.started),
            "finished": bool(self.finished),
            "certified": bool(self.certified),
        }
        figures = {Bucket(course_subject(self.course_id), TOTAL): {name: 1 for name, yes in reached.items() if yes}}
        if self.enrolled:
            came = monday(date.fromisoformat(self.enrolled))
            weeks = {(day - came.toordinal()) // 7 for day in self.days}
            active = {f"w{week}": 1 for week in sorted(weeks) if 0 <= week < COHORT_WEEKS}
            figures[Bucket(course_subject(self.course_id), cohort_name(came))] = {"enrolled": 1, **active}
        return figures

    def dump(self) -> str:
        """As it is stored."""
        reached = [self.enrolled, self.started, self.finished, self.certified]
        return json.dumps([self.course_id, reached, sorted(self.days), self.standing], separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "Study":
        """From how it is stored."""
        course_id, reached, days, standing = json.loads(text)
        enrolled, started, finished, certified = reached
        at = frozenset(days)
        return cls(course_id, enrolled, started, finished, certified, at, (standing[0], standing[1]))


@dataclass(frozen=True, slots=True)
class Claim:
    """News for a register: which one (its key within the organization, or the platform's), and what it says."""

    key: str
    value: Counted | Study
    user_id: str = ""
    """Whose study it is."""
    of_platform: bool = False


def joined(before: Value | None, news: Value) -> Value:
    """What the register holds after the news."""
    return before.join(news) if before is not None else news


def fold(claims: Iterable[Claim]) -> dict[tuple[bool, str], Value]:
    """What all registers hold after some claims, from nothing; in any order the same."""
    registers: dict[tuple[bool, str], Value] = {}
    for claim in claims:
        place = (claim.of_platform, claim.key)
        registers[place] = joined(registers.get(place), claim.value)
    return registers


def sums(registers: Mapping[tuple[bool, str], Value], *, of_platform: bool = False) -> Figures:
    """What all registers count together."""
    return added(*(value.figures() for (platform, _), value in registers.items() if platform == of_platform))


def rank_of(moment: datetime, revision: int) -> str:
    """The later counts; at the same moment the higher revision."""
    return f"{moment.isoformat()}|{revision:010}"


def rank_of_revision(revision: int, moment: datetime) -> str:
    """The higher revision of the thing counts."""
    return f"{revision:010}|{moment.isoformat()}"


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def _earlier(one: str, other: str) -> str:
    return min(one, other) if one and other else one or other
