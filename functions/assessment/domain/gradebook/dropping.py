"""Which marks of a group count where some are dropped: the best choice there is, not the first that looks good.

Dropping the lowest percentages one by one is worse than the best in most groups whose columns have different points.
The share ``sum(score) / sum(max)`` of what is kept is a fraction to be made as large as can be; Dinkelbach's method
(Management Science 13, 1967) finds the largest by sorting a few times, in whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A mark in a group: what was reached, and what could have been."""

    score_centi: int
    max_centi: int
    stays: bool = False
    """Whether it may not be dropped."""

    @property
    def may_go(self) -> bool:
        """Extra credit, and what is worth nothing, has no share of its own that dropping it could better."""
        return not self.stays and self.max_centi > 0


def kept(parts: Sequence[Part], *, lowest: int, highest: int) -> tuple[bool, ...]:
    """For each part whether it counts.

    First the ``lowest`` parts go without which the share of the rest is the largest, then, of the rest, the
    ``highest`` without which it is the least. One part that is worth something always stays. Among equal choices the
    parts that stand first go.
    """
    stay = [True] * len(parts)
    for number, sign in ((lowest, 1), (highest, -1)):
        for place in _to_go(parts, stay, number, sign):
            stay[place] = False
    return tuple(stay)


def _to_go(parts: Sequence[Part], stay: Sequence[bool], number: int, sign: int) -> list[int]:
    there = [place for place, part in enumerate(parts) if stay[place]]
    free = [place for place in there if parts[place].may_go]
    fixed = [place for place in there if not parts[place].may_go]
    worth = sum(parts[place].max_centi for place in fixed)
    number = min(number, len(free) if worth else len(free) - 1)
    if number <= 0:
        return []
    going: list[int] = free[:number]
    score, of = _sums(parts, there, going)
    while True:
        # What each part adds to the share that was found so far, over which the choice is a matter of sorting.
        gain = {place: sign * (parts[place].score_centi * of - score * parts[place].max_centi) for place in free}
        going = sorted(free, key=lambda place: (gain[place], place))[:number]
        better = _sums(parts, there, going)
        if sign * (better[0] * of - score * better[1]) <= 0:
            return going
        score, of = better


def _sums(parts: Sequence[Part], there: Sequence[int], going: Sequence[int]) -> tuple[int, int]:
    left = [parts[place] for place in there if place not in going]
    return sum(part.score_centi for part in left), sum(part.max_centi for part in left)
