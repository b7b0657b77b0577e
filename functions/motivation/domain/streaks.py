"""Streaks: how many days in a row somebody has learned, by their own calendar.

A streak is a function of three things: the set of days on which somebody learned, the weekdays on which they meant to,
and today. So it does not matter in which order, how often or how late the news of a day arrives; and one day more in
the set never makes a streak shorter, so that what was earned for one stays earned.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, PlainSerializer

from functions.motivation.domain.plans import Plan

FIRST_DAY = date(2020, 1, 1)
"""The day for which bit 0 of a set of days stands; nobody learned here before."""
FREEZE_EVERY = 7
"""One day in so many may be missed."""


def _bits(stored: object) -> object:
    return int.from_bytes(stored, "little") if isinstance(stored, bytes) else stored


def _stored(bits: int) -> bytes:
    return bits.to_bytes(max(1, (bits.bit_length() + 7) // 8), "little")


DaySet = Annotated[int, BeforeValidator(_bits), PlainSerializer(_stored)]
"""A set of days: bit *n* stands for the *n*-th day after ``FIRST_DAY``. Stored as bytes, 46 for a year."""


@dataclass(frozen=True, slots=True)
class Streak:
    """How long somebody has learned in a row, in days on which they did.

    ``frozen`` are the days that they missed without losing the streak; ``may_miss`` says whether today is another.
    """

    current: int
    longest: int
    frozen: tuple[date, ...]
    may_miss: bool


def day_of(moment: datetime, time_zone: str) -> date:
    """The date on somebody's calendar at a moment. The zone's rules decide, also on a day of 23 or 25 hours."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def with_day(days: int, day: date) -> int:
    """The set with one day more. A day before ``FIRST_DAY`` is left out."""
    number = (day - FIRST_DAY).days
    return days | 1 << number if number >= 0 else days


def streak(days: int, plan: Plan, today: date | None = None) -> Streak:
    """The streak as of today; without today, as of the last day on which somebody learned.

    Every day on which somebody learned counts. A day of the plan on which they did not is missed, once the next has
    begun, by the clock or by something done on it. It is frozen, and breaks nothing, if none of the six days before it
    was missed; what lies before the first day ever counts as missed, so a freeze is earned by a week.
    """
    if not days:
        return Streak(0, 0, (), may_miss=False)
    first, last = (days & -days).bit_length() - 1, days.bit_length() - 1
    now = (today - FIRST_DAY).days if today else last
    current = longest = 0
    frozen: list[date] = []
    missed = _missed_before(first, plan)
    for number in range(first, max(now, last) + 1):
        day = FIRST_DAY + timedelta(days=number)
        if days >> number & 1:
            current += 1
            longest = max(longest, current)
        elif plan.means(day) and number < max(now, last):
            if number - missed >= FREEZE_EVERY:
                frozen.append(day)
            else:
                current, frozen = 0, []
            missed = number
    may_miss = current > 0 and now - missed >= FREEZE_EVERY and not days >> max(now, 0) & 1
    return Streak(current, longest, tuple(frozen), may_miss)


def _missed_before(first: int, plan: Plan) -> int:
    """The last day of the plan before the first one on which somebody learned."""
    for back in range(1, FREEZE_EVERY + 1):
        if plan.means(FIRST_DAY + timedelta(days=first - back)):
            return first - back
    return first - FREEZE_EVERY
