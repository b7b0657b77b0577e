"""What an answer may be worth, and how far off that may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, sqrt


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer that a person has marked, and what share of the points it got; for some criteria, too."""

    text: str
    share: float
    criteria: tuple[tuple[str, float], ...] = ()

    def share_of(self, criterion: str | None) -> float:
        """The share of a criterion's points; that of all where nobody marked it by itself."""
        return next((share for key, share in self.criteria if key == criterion), self.share)


@dataclass(frozen=True, slots=True)
class Estimate:
    """An expected share of the points, from 0 to 1, and its standard error."""

    share: float
    error: float
    all_or_nothing: bool = False
    """Whether what was graded before was right or wrong, and nothing between."""

    def nearest(self, shares: Sequence[float]) -> tuple[int, float]:
        """Which of some shares a person would give, and how likely that one is. ``shares`` are in ascending order."""
        if self.all_or_nothing and len(shares) == 2:
            right = self.share >= LEAST_CHANCE_OF_RIGHT
            return int(right), self.share if right else 1 - self.share
        place = min(range(len(shares)), key=lambda one: (abs(shares[one] - self.share), one))
        low = -1e9 if place == 0 else (shares[place - 1] + shares[place]) / 2
        high = 1e9 if place == len(shares) - 1 else (shares[place] + shares[place + 1]) / 2
        return place, self._below(high) - self._below(low)

    def within(self, most: float) -> float:
        """How likely a person's share is no further away than that."""
        return self._below(self.share + most) - self._below(self.share - most)

    def _below(self, share: float) -> float:
        return 0.5 * (1 + erf((share - self.share) / (max(self.error, 1e-3) * sqrt(2))))


LEAST_CHANCE_OF_RIGHT = 0.45
"""From here an answer is taken for right. A little below a half: both kinds of fault then are about as frequent."""
