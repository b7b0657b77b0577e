"""Boards: who has the most points, of everything or of a course, of all time or of a week.

A board is an index in order of points, read from the top. A rank far below is estimated from how many people there are
within each of some fifty ranges of points: exact about the ranges above, and evenly spread within one's own.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from functions.motivation.domain.deeds import Deed, week_of

WEEK_KEPT = timedelta(days=35)
"""So long after its last day a week's board is kept; a deed that becomes known later counts for it no more."""
SHARDS = 8
"""Of a board's ranges, so that many people may climb at once."""


def _starts() -> tuple[int, ...]:
    starts = [0]
    while starts[-1] < 1_000_000:
        starts.append(starts[-1] + max(50, starts[-1] // 5))
    return tuple(starts)


STARTS = _starts()
"""The points at which ranges begin: every 50 first, then a fifth more each."""


@dataclass(frozen=True, slots=True)
class Board:
    """A board: of a course or of everything (None), of an ISO week or of all time (None)."""

    course_id: str | None = None
    week: str | None = None

    def __str__(self) -> str:
        return f"{self.course_id or 'all'}#{self.week or 'ever'}"

    @classmethod
    def named(cls, name: str) -> "Board":
        """The board of that name."""
        course_id, week = name.split("#")
        return cls(None if course_id == "all" else course_id, None if week == "ever" else week)

    @property
    def last_day(self) -> date | None:
        """The last day on which it is kept; None for one that stays."""
        if self.week is None:
            return None
        year, week = self.week.split("-W")
        return date.fromisocalendar(int(year), int(week), 7) + WEEK_KEPT


def boards_of(deed: Deed, today: date) -> list[Board]:
    """The boards on which a deed counts, of those that are kept."""
    every = [Board(course_id, week) for course_id in (None, deed.course_id) for week in (None, deed.week)]
    return [board for board in every if board.last_day is None or board.last_day >= today]


def weeks_around(day: date) -> list[str]:
    """The weeks in which a day may lie for people anywhere on earth, when it is this day in Greenwich."""
    return sorted({week_of(day + timedelta(days=shift)) for shift in (-1, 0, 1)})


def range_of(points: int) -> int:
    """The number of the range in which so many points lie."""
    return bisect_right(STARTS, points) - 1


def estimated_rank(points: int, people: Sequence[int]) -> int:
    """The rank with so many points, if ``people`` are in the ranges."""
    own = range_of(points)
    above = sum(people[own + 1 :])
    if own + 1 == len(STARTS):
        return above + 1
    width = STARTS[own + 1] - STARTS[own]
    return above + (STARTS[own + 1] - 1 - points) * max(0, people[own] - 1) // width + 1
