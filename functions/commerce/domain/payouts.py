"""Payout statements: what somebody earned in a month, what of it was taken back or paid, and what is still held.

Drawn up from the ledger alone. What a sale earned is held until its refund window has passed; what was taken back of
it in the meantime is taken off what is held.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.ledger import Posting, PostingKind, payable


class Statement(BaseModel):
    """One person's month in one currency. ``opening + earned - taken_back - paid`` is ``closing``; ``held`` of the
    closing balance cannot be paid out yet.
    """

    model_config = ConfigDict(frozen=True)

    party: str
    month: str
    """As ``2026-11``, by UTC."""
    currency: str
    opening_minor: int = 0
    earned_minor: int = 0
    taken_back_minor: int = 0
    paid_minor: int = 0
    held_minor: int = 0

    @property
    def closing_minor(self) -> int:
        """What is owed at the end; below zero where more was paid than was earned in the end."""
        return self.opening_minor + self.earned_minor - self.taken_back_minor - self.paid_minor

    @property
    def due_minor(self) -> int:
        """What can be paid out."""
        return max(0, self.closing_minor - self.held_minor)


def statement(
    party: str, month: str, currency: str, postings: Iterable[Posting], *, window: timedelta, at: datetime
) -> Statement:
    """The statement of a month from all postings up to its end, as things stand ``at`` a moment. Their order does not
    matter; what came after the month is left out.
    """
    account = payable(party)
    sums = dict.fromkeys(("opening_minor", "earned_minor", "taken_back_minor", "paid_minor"), 0)
    names = {PostingKind.SALE: "earned_minor", PostingKind.REFUND: "taken_back_minor", PostingKind.PAYOUT: "paid_minor"}
    held: dict[str, int] = {}
    open_orders: set[str] = set()
    for posting in postings:
        owed = -sum(one.amount_minor for one in posting.entries if one.account == account and one.currency == currency)
        when = f"{posting.at.astimezone(UTC):%Y-%m}"
        if owed == 0 or when > month:
            continue
        if when < month:
            sums["opening_minor"] += owed
        else:
            sums[names[posting.kind]] += abs(owed)
        order_id = posting.refs.get("order_id")
        if order_id:
            held[order_id] = held.get(order_id, 0) + owed
            if posting.kind is PostingKind.SALE and posting.at + window > at:
                open_orders.add(order_id)
    held_minor = sum(max(0, held[order_id]) for order_id in open_orders)
    return Statement(party=party, month=month, currency=currency, held_minor=held_minor, **sums)
