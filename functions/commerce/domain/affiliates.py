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


def attributed(quote: Quote, touch: Touch | None, affiliate: Affiliate | None) -> Quote:
    """The quote, owed to the affiliate whose code the buyer used last, if they earn by it."""
    if touch is None or affiliate is None or touch.affiliate_id != affiliate.affiliate_id:
        return quote
    if not affiliate.earns(quote.user_id, touched_at=touch.touched_at, at=quote.quoted_at):
        return quote
    attribution = Attribution(
        affiliate_id=affiliate.affiliate_id,
        user_id=affiliate.user_id,
        commission_bp=affiliate.commission_bp,
        commission_minor=commission(quote, affiliate).minor,
    )
    return quote.model_copy(update={"attribution": attribution})


def commission(quote: Quote, affiliate: Affiliate | Attribution) -> Money:
    """What one payment of the quote's total earns the affiliate: a share of what is paid, discounts taken off."""
    return Money(share_of(quote.total_minor, affiliate.commission_bp), quote.currency)


class Referral(BaseModel):
    """A purchase that is owed to an affiliate, and what of it they keep."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    affiliate_id: str
    order_id: str
    course_id: str | None = None
    pass_id: str | None = None
    currency: str
    paid_minor: int
    commission_minor: int
    refunded: dict[str, int] = {}
    """What went back of the purchase, by refund."""
    paid_at: datetime
    revision: int = 0

    @property
    def refunded_minor(self) -> int:
        """What went back of the purchase."""
        return min(self.paid_minor, sum(self.refunded.values()))

    @property
    def reversed_minor(self) -> int:
        """What of the commission was taken back for it."""
        return undone(self.commission_minor, self.paid_minor, before=0, now=self.refunded_minor)

    @property
    def earned_minor(self) -> int:
        """What is left of the commission."""
        return self.commission_minor - self.reversed_minor

    def refund(self, refund_id: str, amount_minor: int) -> "Referral":
        """With a refund, once however often it is said."""
        return self.model_copy(update={"refunded": {**self.refunded, refund_id: amount_minor}})


class Earnings(BaseModel):
    """What an affiliate earned so far in a currency."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    currency: str
    purchases: int
    commission_minor: int
    reversed_minor: int

    @property
    def earned_minor(self) -> int:
        """What is left after what went back."""
        return self.commission_minor - self.reversed_minor
