"""Reconciling: what the books say came in and went out, beside what the gateway's settlement file says."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Verdict(StrEnum):
    """How the two sides of a movement go together."""

    MATCHED = "matched"
    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    AMOUNT_DIFFERS = "amount_differs"


class Movement(BaseModel):
    """A payment (above zero) or a refund (below) as one side knows it."""

    model_config = ConfigDict(frozen=True)

    movement_id: str
    """The gateway's id of the payment or the refund."""
    amount_minor: int
    currency: str


class Finding(BaseModel):
    """What both sides say of one movement; None where a side does not know it."""

    model_config = ConfigDict(frozen=True)

    movement_id: str
    currency: str
    here_minor: int | None
    there_minor: int | None

    @property
    def verdict(self) -> Verdict:
        """How they go together."""
        if self.here_minor is None:
            return Verdict.MISSING_HERE
        if self.there_minor is None:
            return Verdict.MISSING_THERE
        return Verdict.MATCHED if self.here_minor == self.there_minor else Verdict.AMOUNT_DIFFERS


def reconciled(here: Iterable[Movement], there: Iterable[Movement]) -> Iterator[Finding]:
    """Every movement that either side knows, by id and currency.

    What one side names more than once is added up, so that a line settled twice differs. Holds one number for each
    movement of each side; the order of neither matters.
    """
    ours, theirs = _sums(here), _sums(there)
    for place in sorted(ours.keys() | theirs.keys()):
        movement_id, currency = place
        yield Finding(
            movement_id=movement_id, currency=currency, here_minor=ours.get(place), there_minor=theirs.get(place)
        )


def _sums(movements: Iterable[Movement]) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = {}
    for one in movements:
        place = (one.movement_id, one.currency)
        sums[place] = sums.get(place, 0) + one.amount_minor
    return sums
