"""Quotes: what one thing costs one person at one moment, and on what terms.

An order keeps the quote it was made from, so that what was bought keeps its price and its terms whatever becomes of
the offer and the coupons.
"""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.offers import LEAST_MINOR, Moment, OfferKind, Part, Unit
from functions.commerce.domain.sharing import share_of, shared_out


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Limits(_Value):
    """How often a coupon may be used; None for any number of times."""

    total: int | None = None
    per_person: int | None = None
    per_course: int | None = None


class Discount(_Value):
    """What one coupon takes off."""

    coupon_id: str
    code: str
    amount_minor: int
    limits: Limits = Limits()
    """As they were at the moment of the quote."""


class Line(_Value):
    """One thing that is bought: a course or a pass."""

    course_id: str | None = None
    pass_id: str | None = None
    price_minor: int
    """Before discounts."""
    discounts: tuple[Discount, ...] = ()
    """What each coupon takes off this line."""

    @property
    def discount_minor(self) -> int:
        """What all coupons take off this line."""
        return sum(one.amount_minor for one in self.discounts)

    @property
    def total_minor(self) -> int:
        """What is paid for this line."""
        return self.price_minor - self.discount_minor


class Terms(_Value):
    """What was agreed: a copy of the offer at the moment of the quote."""

    offer_id: str
    kind: OfferKind
    access_days: int | None = None
    every: Unit | None = None
    every_count: int = 1
    trial_days: int = 0
    charges: int | None = None
    parts: tuple[Part, ...] = ()
    """The instalments after discounts; they add up to the quote's total."""
    grace_days: int = 0

    def access_until(self, paid_at: datetime) -> datetime | None:
        """Until when one has what was bought at that moment, where that is by time alone; None for good."""
        return None if self.access_days is None else paid_at + timedelta(days=self.access_days)


class Attribution(_Value):
    """Whom the purchase is owed to, and what that earns them."""

    affiliate_id: str
    user_id: str
    commission_bp: int
    commission_minor: int
    """Of the quote's total, for each time that it is paid."""

    def of(self, amount: int) -> "Attribution":
        """The same share of another amount."""
        return self.model_copy(update={"commission_minor": share_of(amount, self.commission_bp)})


class PartOf(_Value):
    """That what is bought is a later instalment of a purchase, or a later charge of a subscription."""

    order_id: str
    """The purchase whose instalments are paid, or the subscription."""
    number: int
    """Which one, from 1."""
    access_until: Moment | None = None
    """Until when the purchase gives access by time alone."""


class Taught(_Value):
    """Who teaches what is bought, and their share of what it is sold for without tax, in ten-thousandths."""

    user_id: str
    share_bp: int


class Quote(_Value):
    """What something costs somebody."""

    user_id: str
    currency: str
    lines: tuple[Line, ...]
    terms: Terms
    attribution: Attribution | None = None
    part_of: PartOf | None = None
    """None for a purchase of its own."""
    title: str = ""
    """What is bought was called so when it was."""
    taught_by: tuple[Taught, ...] = ()
    """Who has a share of it, as it was agreed when it was bought. Of a pass, nobody."""
    quoted_at: Moment

    @property
    def course_id(self) -> str | None:
        """The course that is bought; None for a pass."""
        return self.lines[0].course_id

    @property
    def pass_id(self) -> str | None:
        """The pass that is bought; None for a course."""
        return self.lines[0].pass_id

    @property
    def thing_id(self) -> str:
        """What is bought, of which one has one at a time: a course, a pass, or a part of a purchase."""
        part = self.part_of
        return f"{part.order_id}#{part.number}" if part else self.course_id or self.pass_id or ""

    @property
    def price_minor(self) -> int:
        """Before discounts."""
        return sum(line.price_minor for line in self.lines)

    @property
    def discount_minor(self) -> int:
        """What all coupons take off."""
        return sum(line.discount_minor for line in self.lines)

    @property
    def total_minor(self) -> int:
        """What is to be paid: all instalments together, or each charge of a subscription."""
        return self.price_minor - self.discount_minor

    @property
    def due_now_minor(self) -> int:
        """What is to be paid first: the first instalment, nothing of a subscription on trial, or all of it."""
        if self.terms.kind is OfferKind.INSTALMENTS:
            return self.terms.parts[0].amount_minor
        return 0 if self.terms.trial_days else self.total_minor

    def access_until(self, paid_at: datetime) -> datetime | None:
        """Until when one has what is bought, when it is paid at that moment; None for good."""
        return self.part_of.access_until if self.part_of else self.terms.access_until(paid_at)

    @property
    def discounts(self) -> tuple[Discount, ...]:
        """What each coupon takes off all lines together."""
        sums: dict[str, Discount] = {}
        for one in (discount for line in self.lines for discount in line.discounts):
            before = sums.get(one.coupon_id)
            sums[one.coupon_id] = (
                one.model_copy(update={"amount_minor": before.amount_minor + one.amount_minor}) if before else one
            )
        return tuple(sums.values())


def parts_of(parts: tuple[Part, ...], total: int) -> tuple[Part, ...]:
    """Instalments of another total in the same proportions, to the last unit.

    The gateway charges no less than ``LEAST_MINOR``: an instalment that would be less is paid with the first one, and
    the first one takes in those after it until it is enough.
    """
    amounts = list(shared_out(total, [part.amount_minor for part in parts]))
    first = amounts[0] + sum(amount for amount in amounts[1:] if amount < LEAST_MINOR)
    later = [
        part.model_copy(update={"amount_minor": amount})
        for part, amount in zip(parts[1:], amounts[1:], strict=True)
        if amount >= LEAST_MINOR
    ]
    while later and first < LEAST_MINOR:
        first += later.pop(0).amount_minor
    return (parts[0].model_copy(update={"amount_minor": first}), *later)
