"""What measuring gives, and how a goal is held against it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things measured in turn: ours and what it is compared with, in seconds of processor time."""

    name: str
    ours: float
    other: float
    goal: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the other it is."""
        return self.ours / self.other

    @property
    def is_met(self) -> bool | None:
        """Whether the goal, if there is one, is reached; as the ratio is shown, to two places."""
        return None if self.goal is None else round(self.ratio, 2) <= self.goal


def in_turn(measures: Sequence[Callable[[], float]], rounds: int = ROUNDS) -> list[float]:
    """The median of each, measured A B C A B C ...: whatever slows the machine for a while slows them all."""
    seen: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for measure, found in zip(measures, seen, strict=True):
            found.append(measure())
    return [median(found) for found in seen]


def verdict(is_met: bool | None) -> str:
    """For a table's last column."""
    return "" if is_met is None else "met" if is_met else "**missed**"


def ms(seconds: float) -> str:
    """Milliseconds, to three figures or so."""
    value = seconds * 1000
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
