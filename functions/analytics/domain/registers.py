"""Registers: what was counted so far for one thing, and how news of it is joined to that.

Joining is commutative, associative and idempotent (each value is one of a join-semilattice), and what a register
counts follows from its value alone. So the sum of all registers' figures is the same in whatever order, and however
often, the news of them comes; whoever joins news adds the difference of the figures.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol, Self

from functions.analytics.domain.measures import (
    COHORT_WEEKS,
    ORGANIZATION,
    TOTAL,
    Bucket,
    Counts,
    Figures,
    cohort_name,
    course_subject,
    work_name,
)


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


@dataclass(frozen=True, slots=True, order=True)
class Done:
    """A work that somebody handed in: on which day (as ``date.toordinal`` counts them), and its latest mark."""

    asked_id: str
    day: int
    rank: str = ""
    """Of the news of the mark; empty while there is none."""
    score_bp: int = 0
    due: int = 0
    """The day on which it was due for them; 0 where none is known."""

    def join(self, news: "Done") -> "Done":
        """The earlier day, and the later mark and date."""
        rank, score_bp = max((self.rank, self.score_bp), (news.rank, news.score_bp))
        return Done(self.asked_id, min(self.day, news.day), rank, score_bp, max(self.due, news.due))


_UNKNOWN: list[Any] = ["", ("", ""), (), ()]
"""What a study does not say that was stored before so much was asked, from its fifth value on."""


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
    half: str = ""
    """The day on which they had completed half of the lessons."""
    last: tuple[str, str] = ("", "")
    """The rank of the latest news of a completed lesson, and which one it was."""
    works: tuple[Done, ...] = ()
    """What they handed in, by id."""
    opened: frozenset[int] = field(default_factory=frozenset)
    """The days on which they came, for the first time or again."""

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
            _earlier(self.half, news.half),
            max(self.last, news.last),
            _works(self.works, news.works),
            self.opened | news.opened,
        )

    def figures(self) -> Figures:
        """One learner of the course, as far as they came; and of their cohort, in each week in which they learned."""
        reached = {
            "studying": self.standing[1],
            "enrolled": bool(self.enrolled),
            "started": bool(self.started),
            "half": bool(self.half or self.finished),
            "finished": bool(self.finished),
            "certified": bool(self.certified),
        }
        course = course_subject(self.course_id)
        counts = {name: 1 for name, yes in reached.items() if yes}
        figures: dict[Bucket, Counts] = {Bucket(course, TOTAL): counts, Bucket(ORGANIZATION, TOTAL): counts}
        if self.enrolled:
            begun = date.fromisoformat(self.enrolled)
            came = monday(begun)
            weeks = {(day - came.toordinal()) // 7 for day in self.days}
            active = {f"w{week}": 1 for week in sorted(weeks) if 0 <= week < COHORT_WEEKS}
            if self.opened:  # what is known since days of coming are: both of them of the same learners
                active |= {"opened": 1, "finished": 1} if self.finished else {"opened": 1}
            for subject in (course, ORGANIZATION):
                figures[Bucket(subject, cohort_name(came))] = {"enrolled": 1, **active}
            for work in self.works:
                counted = {"handed_in": 1, "days_in": max(0, work.day - begun.toordinal())}
                marked = {"marked": 1, "mark_bp": work.score_bp} if work.rank else {}
                dated = {"dated": 1, "due_on": work.due, "days_left": work.due - work.day} if work.due else {}
                figures[Bucket(course, work_name(work.asked_id))] = {**counted, **marked, **dated}
        return figures

    def dump(self) -> str:
        """As it is stored."""
        reached = [self.enrolled, self.started, self.finished, self.certified]
        works = [[one.asked_id, one.day, one.rank, one.score_bp, one.due] for one in self.works]
        more = [self.half, self.last, works, sorted(self.opened)]
        return json.dumps([self.course_id, reached, sorted(self.days), self.standing, *more], separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "Study":
        """From how it is stored."""
        stored = json.loads(text)
        course_id, reached, days, standing, half, last, works, opened = stored + _UNKNOWN[len(stored) - 4 :]
        enrolled, started, finished, certified = reached
        at = frozenset(days)
        done = tuple(Done(*work) for work in works)
        in_now, lesson = (standing[0], standing[1]), (last[0], last[1])
        return cls(course_id, enrolled, started, finished, certified, at, in_now, half, lesson, done, frozenset(opened))


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


def rank_of(moment: datetime, revision: int) -> str:
    """The later counts; at the same moment the higher revision."""
    return f"{moment.isoformat()}|{revision:010}"


def rank_of_revision(revision: int, moment: datetime) -> str:
    """The higher revision of the thing counts."""
    return f"{revision:010}|{moment.isoformat()}"


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def _works(one: Iterable[Done], other: Iterable[Done]) -> tuple[Done, ...]:
    found: dict[str, Done] = {}
    for work in (*one, *other):
        found[work.asked_id] = found[work.asked_id].join(work) if work.asked_id in found else work
    return tuple(found[asked_id] for asked_id in sorted(found))


def _earlier(one: str, other: str) -> str:
    return min(one, other) if one and other else one or other
