"""What is owed to people who teach and bring buyers: what changed of it, by posting, and its sums by month.

A posting changes it by what it credits (earned) or debits (taken back, paid) of the account of what they are owed. What
a sale earned is held until its refund window has passed; what was taken back of it in the meantime is taken off that.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
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


class Statement(BaseModel):
    """One person's month in one currency. ``opening + earned - taken_back - paid`` is ``closing``."""

    model_config = ConfigDict(frozen=True)

    party: str
    month: str
    currency: str
    opening_minor: int = 0
    earned_minor: int = 0
    taken_back_minor: int = 0
    paid_minor: int = 0
    held_minor: int = 0
    """What of the closing balance cannot be paid out yet."""
    since_minor: int = 0
    """What was paid out and taken back after the month, which lowers what is due of it."""

    @property
    def closing_minor(self) -> int:
        """What is owed at the end; below zero where more was paid than was earned in the end."""
        return self.opening_minor + self.earned_minor - self.taken_back_minor - self.paid_minor

    @property
    def due_minor(self) -> int:
        """What can be paid out of it now."""
        return max(0, self.closing_minor - self.held_minor - self.since_minor)


def statement(
    party: str,
    month: str,
    currency: str,
    months: Iterable[OwedMonth],
    movements: Iterable[OwedMovement],
    *,
    window: timedelta,
    at: datetime,
) -> Statement:
    """The statement of a month as things stand ``at`` a moment, from all of the person's months, and their movements of
    at least the refund window before that moment. The order of neither matters.
    """
    sums = {"earned_minor": 0, "taken_back_minor": 0, "paid_minor": 0}
    opening = since = 0
    for one in months:
        if (one.party, one.currency) != (party, currency):
            continue
        if one.month < month:
            opening += one.earned_minor - one.taken_back_minor - one.paid_minor
        elif one.month > month:
            since += one.taken_back_minor + one.paid_minor
        else:
            for name in sums:
                sums[name] += getattr(one, name)
    held: dict[str, int] = {}
    open_orders: set[str] = set()
    for move in movements:
        if move.order_id is None or move.currency != currency or f"{move.at.astimezone(UTC):%Y-%m}" > month:
            continue
        held[move.order_id] = held.get(move.order_id, 0) + move.amount_minor
        if move.posted_as is PostingKind.SALE and move.at + window > at:
            open_orders.add(move.order_id)
    held_minor = sum(max(0, held[order_id]) for order_id in open_orders)
    return Statement(
        party=party,
        month=month,
        currency=currency,
        opening_minor=opening,
        held_minor=held_minor,
        since_minor=since,
        **sums,
    )
