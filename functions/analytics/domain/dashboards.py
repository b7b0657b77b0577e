"""What dashboards are made of: a subject's figures by name, and what follows from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Any

from functions.analytics.domain.measures import TOTAL, Counts, day_name
from functions.analytics.domain.registers import Study

NOTHING: Counts = {}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A subject's figures, by name and currency (empty for what is no money)."""

    figures: Mapping[tuple[str, str], Counts]

    def of(self, name: str, currency: str = "") -> Counts:
        """What stands under a name."""
        return self.figures.get((name, currency), NOTHING)

    @property
    def total(self) -> Counts:
        """All there ever was, without money."""
        return self.of(TOTAL)

    def currencies(self) -> list[str]:
        """In which there was money."""
        return sorted({currency for _, currency in self.figures if currency})

    def listed(self, prefix: str) -> list[tuple[str, Counts]]:
        """What stands under names that begin so, by the rest of the name, without money."""
        return sorted(
            (name.removeprefix(prefix), counts)
            for (name, currency), counts in self.figures.items()
            if name.startswith(prefix) and not currency
        )


@dataclass(frozen=True, slots=True)
class Period:
    """Some whole days, both ends included."""

    first: date
    last: date

    @classmethod
    def until(cls, today: date, days: int) -> "Period":
        """So many days, of which today is the last."""
        return cls(today - timedelta(days=days - 1), today)

    def days(self) -> Iterator[date]:
        """Each day."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def sum_of(self, sheet: Sheet, currency: str = "") -> Counts:
        """What a sheet's days add up to; ``active`` people are distinct in a day only, and left out."""
        total: dict[str, int] = {}
        for day in self.days():
            for name, number in sheet.of(day_name(day), currency).items():
                if name != "active":
                    total[name] = total.get(name, 0) + number
        return total


@dataclass(frozen=True, slots=True)
class Watching:
    """How often each minute of a video was played."""

    block_id: str
    plays: tuple[int, ...]

    @property
    def drop_off_minute(self) -> int | None:
        """The minute after the first one before which most plays end; None where they go on, or there is one only."""
        losses = [(before - after, -minute) for minute, (before, after) in enumerate(pairwise(self.plays), start=1)]
        lost, place = max(losses, default=(0, 0))
        return -place if lost > 0 else None

    @classmethod
    def all_in(cls, sheet: Sheet) -> "list[Watching]":
        """Every video of a lesson, from by how much each minute's plays differ from those of the one before."""
        changes: dict[str, dict[int, int]] = {}
        for name, counts in sheet.listed("VIDEO#"):
            block_id, _, minute = name.rpartition("#")
            changes.setdefault(block_id, {})[int(minute)] = counts.get("plays", 0)
        return [
            cls(block_id, tuple(accumulate(steps.get(n, 0) for n in range(max(steps)))))
            for block_id, steps in changes.items()
        ]


@dataclass(frozen=True, slots=True)
class Learning:
    """Somebody in a course: what is known, and what they did there."""

    user_id: str
    study: Study
    counts: Counts

    @property
    def last_active(self) -> date | None:
        """The latest day on which they were at it."""
        return date.fromordinal(max(self.study.days)) if self.study.days else None


def mean_of(counts: Counts) -> int | None:
    """The mean mark in ten-thousandths; None without marks."""
    return share(counts.get("score_bp", 0), counts.get("graded", 0), 1)


def share(part: int, whole: int, scale: int = 10_000) -> int | None:
    """A part of a whole (in ten-thousandths, unless scaled otherwise), rounded half up; None of nothing."""
    return (2 * part * scale + whole) // (2 * whole) if whole else None


def learnt(counts: Counts) -> dict[str, Any]:
    """What was learned, as dashboards and their files say it; marks are in ten-thousandths."""
    return {
        "enrolments": counts.get("enrolments", 0),
        "cancellations": counts.get("cancellations", 0),
        "lessons_completed": counts.get("lessons", 0),
        "courses_completed": counts.get("completions", 0),
        "attempts": counts.get("attempts", 0),
        "graded": counts.get("graded", 0),
        "mean_score_bp": mean_of(counts),
        "passed_bp": share(counts.get("passed", 0), counts.get("judged", 0)),
        "certificates": counts.get("certificates", 0),
    }


def money_of(currency: str, counts: Counts) -> dict[str, Any]:
    """What was sold and went back, as dashboards and their files say it."""
    names = ("placed", "orders", "sold_minor", "refunds", "refunded_minor", "payments_failed")
    sold = {name: counts.get(name, 0) for name in names}
    return {"currency": currency, **sold, "net_minor": sold["sold_minor"] - sold["refunded_minor"]}
