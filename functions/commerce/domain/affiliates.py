"""Affiliates: people who bring buyers, and what that earns them.

The last affiliate whose code somebody used, within so many days before a purchase, is the one it is owed to; nobody
earns by their own purchases. The commission is a share of what is paid, rounded down, and is taken back in the
proportion in which money is given back.
"""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.quotes import Attribution, Quote
from functions.commerce.domain.sharing import share_of, undone
from shared.money import Money

MOST_COMMISSION_BP = 9_000
"""At most nine tenths."""
MOST_WINDOW_DAYS = 365


class Affiliate(BaseModel):
    """Somebody who brings buyers."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    affiliate_id: str
    user_id: str
    code: str
    commission_bp: int
    """Of ten thousand."""
    window_days: int = 30
    """For how long after their code was used a purchase is owed to them."""
    active: bool = True
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    def earns(self, buyer_id: str, *, touched_at: datetime, at: datetime) -> bool:
        """Whether a purchase at that moment is owed to them, when the buyer used their code at ``touched_at``."""
        within = touched_at <= at < touched_at + timedelta(days=self.window_days)
        return self.active and within and buyer_id != self.user_id


class Touch(BaseModel):
    """Whose code somebody used last, and when."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    user_id: str
    affiliate_id: str
    code: str
    touched_at: datetime
    revision: int = 0


def commission(quote: Quote, affiliate: Affiliate | Attribution) -> Money:
    """What one payment of the quote's total earns the affiliate: a share of what is paid, discounts taken off."""
    return Money(share_of(quote.total_minor, affiliate.commission_bp), quote.currency)


def taken_back(earned: Money, paid: int, *, before: int, now: int) -> Money:
    """How much of a commission is taken back when ``now`` of what was ``paid`` goes back, after ``before``.

    After a full refund, in however many steps, nothing of it is left.
    """
    return Money(undone(earned.minor, paid, before=before, now=now), earned.currency)
