"""Sharing whole minor units out, so that the parts add up to the whole."""

from collections.abc import Sequence


def shared_out(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """The amount in parts as the weights are to each other; together they are exactly the amount.

    Each part is what the proportion says, rounded down or up: what rounding down leaves goes, a unit each, to those
    whose remainders are the largest (of equal ones the earlier). So no part exceeds its weight unless the amount
    exceeds the weights' sum. Raises ``ValueError`` for a negative number, and where there is something to share and
    nothing to share by.
    """
    if amount < 0 or any(weight < 0 for weight in weights):
        raise ValueError("Neither amounts nor weights are negative.")
    whole = sum(weights)
    if whole == 0:
        if amount:
            raise ValueError("There is nothing to share by.")
        return (0,) * len(weights)
    parts = [amount * weight // whole for weight in weights]
    left = amount - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda place: -(amount * weights[place] % whole))
    for place in by_remainder[:left]:
        parts[place] += 1
    return tuple(parts)


def share_of(amount: int, basis_points: int) -> int:
    """So many ten-thousandths of the amount, rounded down: never more than was promised."""
    return amount * basis_points // 10_000


def undone(part: int, whole: int, *, before: int, now: int) -> int:
    """How much of a part is taken back when ``now`` more of the whole is given back, after ``before``.

    Counted from the sums, so that the steps add up: when all of the whole is given back, all of the part is.
    """
    if not 0 <= before <= before + now <= whole:
        raise ValueError("No more can be given back than there is.")
    if whole == 0:
        return 0
    return part * (before + now) // whole - part * before // whole
