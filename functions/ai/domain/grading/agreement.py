"""How well suggestions agree with people, and how far a stated confidence can be believed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10
_TRUSTED = 20
"""What is stated counts as much as so many answers that people marked."""


def weighted_kappa(ours: Sequence[int], theirs: Sequence[int]) -> float:
    """Cohen's kappa with quadratic weights of marks on one scale: 1 where all agree, 0 as by chance."""
    if len(ours) != len(theirs) or not ours:
        raise ValueError("As many marks as marks, and at least one.")
    count = len(ours)
    apart = sum((one - other) ** 2 for one, other in zip(ours, theirs, strict=True)) / count
    mean, other_mean = sum(ours) / count, sum(theirs) / count
    by_chance = (sum((one - mean) ** 2 for one in ours) + sum((one - other_mean) ** 2 for one in theirs)) / count + (
        mean - other_mean
    ) ** 2
    return 1 - apart / by_chance if by_chance else 1.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions of about the same confidence, and how many of them people confirmed."""

    stated: float
    """The mean confidence."""
    count: int
    confirmed: int


def reliability(pairs: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Confidences (0 to 1) with whether each was right, in ten bins of the same width; empty ones are left out."""
    sums, counts, right = [0.0] * BINS, [0] * BINS, [0] * BINS
    for confidence, is_right in pairs:
        at = bin_of(confidence)
        sums[at] += confidence
        counts[at] += 1
        right[at] += is_right
    return tuple(Bin(sums[at] / counts[at], counts[at], right[at]) for at in range(BINS) if counts[at])


def error_of(bins: Sequence[Bin]) -> float:
    """The expected calibration error: how far what was stated is from what was right, on average."""
    total = sum(one.count for one in bins)
    return sum(abs(one.stated * one.count - one.confirmed) for one in bins) / total if total else 0.0


def bin_of(confidence: float) -> int:
    """Which of the ten bins."""
    return min(max(int(confidence * BINS), 0), BINS - 1)


def calibrated(stated: float, tallies: Sequence[tuple[int, int]]) -> float:
    """A confidence as experience corrects it. ``tallies`` has, per bin, how many were confirmed, and of how many."""
    if len(tallies) != BINS:
        return stated
    confirmed, count = tallies[bin_of(stated)]
    return (stated * _TRUSTED + confirmed) / (_TRUSTED + count)
