"""What is owed to people who teach and bring buyers: what changed of it, by posting, and its sums by month.

A posting changes it by what it credits (earned) or debits (taken back, paid) of the account of what they are owed.
"""

from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.ledger import PAYABLE, Posting, PostingKind

COUNTED = ("amount_minor", "earned_minor", "taken_back_minor", "paid_minor")


class Owed(NamedTuple):
    """What a posting changes of what a person is owed: above zero where they earn, below where it goes back."""

    party: str
    currency: str
    amount_minor: int
    counted_as: str


class OwedMovement(BaseModel):
    """What one posting changed of what somebody is owed."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    posting_id: str
    posted_as: PostingKind
    order_id: str | None = None
    currency: str
    amount_minor: int
    at: datetime


class OwedMonth(BaseModel):
    """What changed of what somebody is owed in a month and a currency."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    party: str
    month: str
    """As ``2026-11``, by UTC."""
    currency: str
    earned_minor: int
    taken_back_minor: int
    paid_minor: int

    @property
    def whose(self) -> tuple[str, str]:
        """The person, and the currency."""
        return self.party, self.currency

    def plus(self, other: "OwedMonth") -> "OwedMonth":
        """Both together."""
        return self.model_copy(
            update={
                name: getattr(self, name) + getattr(other, name)
                for name in ("earned_minor", "taken_back_minor", "paid_minor")
            }
        )


def owed_of(posting: Posting) -> list[Owed]:
    """What a posting changes of what people are owed, one for each person and currency."""
    names = {PostingKind.REFUND: "taken_back_minor", PostingKind.PAYOUT: "paid_minor"}
    sums: dict[tuple[str, str], int] = {}
    for entry in posting.entries:
        if entry.account.startswith(PAYABLE):
            place = (entry.account.removeprefix(PAYABLE), entry.currency)
            sums[place] = sums.get(place, 0) - entry.amount_minor
    counted_as = names.get(posting.kind, "earned_minor")
    return [Owed(*place, amount, counted_as) for place, amount in sums.items()]
