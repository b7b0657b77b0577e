"""What somebody has done in a lesson: facts go in, in any order and as often as they like; one state comes out.

Each fact *is* a state that says only this one thing. States are joined by unions of sets and by the greater of two
numbers, so joining is commutative, associative and idempotent, and so is taking in facts: nobody needs to remember
which of them were seen. Sets are bitmaps: the seconds of a video that were seen, the ticks of a day that were spent.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

TICK_S = 10
"""Time is counted in ticks of the wall clock, whoever studies on however many devices meanwhile."""
DAY_S = 86_400
LONGEST_S = 21_600
"""So long a video or a recording may be: six hours."""

K = TypeVar("K")
Bits = int


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody has done in one lesson. ``of`` makes one from a fact, ``|`` joins two."""

    watched: Mapping[str, Bits] = field(default_factory=dict)
    """Of a video or a recording, by its block: bit *n* stands for the second that begins *n* seconds into it."""
    lengths: Mapping[str, int] = field(default_factory=dict)
    """How long it is in seconds, as players told; the longest counts."""
    days: Mapping[int, Bits] = field(default_factory=dict)
    """When they were at it, by the days (UTC) since 1970: bit *n* stands for the day's tick *n*."""
    answered: Mapping[str, int] = field(default_factory=dict)
    """The best result in what can be tried out, by its block, in basis points."""
    opened: bool = False
    confirmed: bool = False
    """Whether they said that they have read it."""

    def __or__(self, other: "Work") -> "Work":
        return Work(
            watched=_joined(self.watched, other.watched, int.__or__),
            lengths=_joined(self.lengths, other.lengths, max),
            days=_joined(self.days, other.days, int.__or__),
            answered=_joined(self.answered, other.answered, max),
            opened=self.opened or other.opened,
            confirmed=self.confirmed or other.confirmed,
        )

    @property
    def seconds(self) -> int:
        """The time spent. Ticks count once, so neither replays nor a second device add any."""
        return TICK_S * sum(ticks.bit_count() for ticks in self.days.values())

    @property
    def last_day(self) -> int:
        """The latest day on which they were at it; 0 for none."""
        return max(self.days, default=0)

    def seen(self, block_id: str, length: int | None = None) -> int:
        """How much of a video of this length (as players told it, unless another is given) was seen, in per cent,
        rounded down; 0 while its length is not known.
        """
        whole = self.lengths.get(block_id, 0) if length is None else length
        within = self.watched.get(block_id, 0) & ((1 << whole) - 1)
        return 100 * within.bit_count() // whole if whole else 0

    def ranges(self, block_id: str) -> list[tuple[int, int]]:
        """What of a video was seen, as ranges of seconds in order: from, and up to."""
        return list(_ranges(self.watched.get(block_id, 0)))

    def seconds_between(self, start: datetime, end: datetime) -> int:
        """The time spent from one moment up to another."""
        first, last = int(start.timestamp()), int(end.timestamp())
        ticks = 0
        for day, bits in self.days.items():
            low, high = (min(max(moment - day * DAY_S, 0), DAY_S) for moment in (first, last))
            ticks += (bits & span(_first_tick(low), _first_tick(high))).bit_count()
        return ticks * TICK_S

    def dump(self) -> bytes:
        """This state as it is stored: runs of equal bits weigh next to nothing."""
        values = {
            "watched": {block_id: f"{bits:x}" for block_id, bits in self.watched.items()},
            "lengths": dict(self.lengths),
            "days": {day: f"{bits:x}" for day, bits in self.days.items()},
            "answered": dict(self.answered),
            "opened": self.opened,
            "confirmed": self.confirmed,
        }
        return zlib.compress(json.dumps(values, separators=(",", ":"), sort_keys=True).encode(), 9)

    @classmethod
    def load(cls, stored: bytes) -> "Work":
        """The state that was stored so."""
        values: dict[str, Any] = json.loads(zlib.decompress(stored))
        values["watched"] = {block_id: int(bits, 16) for block_id, bits in values["watched"].items()}
        values["days"] = {int(day): int(bits, 16) for day, bits in values["days"].items()}
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a lesson somebody is."""

    block_id: str | None
    position_s: int
    at: datetime
    """When the server heard of it."""


def together(works: Iterable[Work]) -> Work:
    """All of these joined: of several lessons, only the time makes sense."""
    whole = Work()
    for work in works:
        whole = whole | work
    return whole


def time_spent(until: datetime, seconds: int) -> Work:
    """Being at it for so long, up to a moment. A tick counts if its beginning lies in that time."""
    end = int(until.timestamp())
    days: dict[int, Bits] = {}
    for tick in range(_first_tick(end - seconds), _first_tick(end)):
        day, within = divmod(tick, DAY_S // TICK_S)
        days[day] = days.get(day, 0) | 1 << within
    return Work(days=days)


def watching(block_id: str, start_s: int, end_s: int, length_s: int | None) -> Work:
    """Having seen a video from one second up to another."""
    return Work(watched={block_id: span(start_s, end_s)}, lengths={block_id: length_s} if length_s else {})


def span(start: int, end: int) -> Bits:
    """The bits from one up to another."""
    return ((1 << max(0, end - start)) - 1) << start


def _first_tick(second: int) -> int:
    return -(-second // TICK_S)


def _joined(one: Mapping[K, int], other: Mapping[K, int], join: Callable[[int, int], int]) -> Mapping[K, int]:
    both = dict(one)
    for key, value in other.items():
        both[key] = join(both[key], value) if key in both else value
    return both


def _ranges(bits: Bits) -> Iterator[tuple[int, int]]:
    at = 0
    while bits:
        skip = (bits & -bits).bit_length() - 1
        bits >>= skip
        run = (~bits & bits + 1).bit_length() - 1
        yield at + skip, at + skip + run
        bits >>= run
        at += skip + run
