"""Coupons: what takes something off a price, how much, and how often.

Codes are compared in capitals. Uses are counted where they are limited: in total, for each person, and for each course.
A use is reserved when an order is made, consumed when it is paid, and released when it lapses; reserved and consumed
uses together never exceed a limit.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.offers import LEAST_MINOR
from functions.commerce.domain.quotes import Discount, Limits, Line
from functions.commerce.domain.sharing import shared_out
from functions.commerce.errors import CouponUnsound

MOST_COUPONS_OF_ORDER = 3
MOST_COURSES = 100
"""To how many courses a coupon may be restricted by name."""
MOST_USES = 10**9


class CouponKind(StrEnum):
    """How much a coupon takes off: a share, or an amount."""

    PERCENT = "percent"
    FIXED = "fixed"


class RedemptionState(StrEnum):
    """What has become of a use of a coupon."""

    RESERVED = "reserved"
    """By an order that is not paid yet."""
    CONSUMED = "consumed"
    RELEASED = "released"
    """The order lapsed: the use does not count any more."""


class Redemption(BaseModel):
    """One use of a coupon, by an order."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    coupon_id: str
    order_id: str
    user_id: str
    course_id: str | None = None
    pass_id: str | None = None
    discount_minor: int
    currency: str
    state: RedemptionState
    at: datetime
    """When it came into this state."""


class Coupon(BaseModel):
    """What takes something off a price for whoever knows its code."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    coupon_id: str
    code: str
    kind: CouponKind
    percent_bp: int = 0
    """Of ten thousand."""
    amount_minor: int = 0
    currency: str | None = None
    """Of the amounts; a coupon with one is good for prices in that currency only."""
    cap_minor: int | None = None
    """The most that a percentage takes off."""
    minimum_minor: int = 0
    """The least that what it covers must cost before discounts."""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    course_ids: tuple[str, ...] = ()
    """The only courses it is good for; empty for whatever is sold."""
    limit_total: int | None = None
    limit_per_person: int | None = None
    limit_per_course: int | None = None
    stackable: bool = False
    """Whether it may be used together with others that may."""
    active: bool = True
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def limits(self) -> Limits:
        """How often it may be used."""
        return Limits(total=self.limit_total, per_person=self.limit_per_person, per_course=self.limit_per_course)

    def holds(self, at: datetime) -> bool:
        """Whether it is good then. The first moment belongs to it, the last one does not."""
        return (
            self.active
            and (self.valid_from is None or self.valid_from <= at)
            and (self.valid_until is None or at < self.valid_until)
        )

    def covers(self, line: Line) -> bool:
        """Whether it is good for what this line is about."""
        return not self.course_ids or line.course_id in self.course_ids

    def takes_off(self, amount: int) -> int:
        """How much of an amount it takes off: a share rounded down, never more than its cap or than there is."""
        if self.kind is CouponKind.FIXED:
            return min(self.amount_minor, amount)
        share = amount * self.percent_bp // 10_000
        return share if self.cap_minor is None else min(share, self.cap_minor)

    def sound(self) -> "Coupon":
        """The same coupon. Raises ``CouponUnsound``, naming the field, where what it says does not fit together."""
        percent = self.kind is CouponKind.PERCENT
        if percent and not 1 <= self.percent_bp <= 10_000:
            raise CouponUnsound.field("/percent_bp", "out_of_range", "A percentage is between 1 and 10,000.")
        if not percent and (self.percent_bp or self.cap_minor is not None):
            raise CouponUnsound.field("/percent_bp", "wrong_kind", "A fixed amount has neither percentage nor cap.")
        if percent and self.amount_minor:
            raise CouponUnsound.field("/amount_minor", "wrong_kind", "A percentage has no amount.")
        if not percent and self.amount_minor < 1:
            raise CouponUnsound.field("/amount_minor", "out_of_range", "Say how much it takes off.")
        if (self.amount_minor or self.cap_minor is not None or self.minimum_minor) and self.currency is None:
            raise CouponUnsound.field("/currency", "missing", "Say in which currency the amounts are.")
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            raise CouponUnsound.field("/valid_until", "ends_before_it_begins", "The end must come after the beginning.")
        return self


def normalized(code: str) -> str:
    """A code as it is compared."""
    return code.strip().upper()


def stackable(coupons: Sequence[Coupon]) -> bool:
    """Whether these may be used together: one alone always, several if each of them allows it."""
    return len(coupons) <= 1 or all(coupon.stackable for coupon in coupons)


def discounted(lines: Sequence[Line], coupons: Sequence[Coupon]) -> tuple[Line, ...]:
    """The lines with what each coupon takes off them, whichever order the coupons are named in.

    Percentages come before amounts, greater ones first; each counts what those before it left. What one takes off is
    shared out over the lines that it covers as these still cost, to the last unit. What would be left of the whole but
    is less than the gateway charges is taken off too, by the last coupon.
    """
    priced = tuple(lines)
    applied = [coupon for coupon in sorted(coupons, key=_order) if any(map(coupon.covers, priced))]
    for coupon in applied:
        priced = _off(priced, coupon, coupon.takes_off(_left(priced, coupon)))
    rest = sum(line.total_minor for line in priced)
    if 0 < rest < LEAST_MINOR and any(line.discounts for line in priced):
        by = {one.coupon_id for line in priced for one in line.discounts}
        last = [coupon for coupon in applied if coupon.coupon_id in by][-1]
        priced = _off(priced, last, _left(priced, last))
    return priced


def _off(lines: Sequence[Line], coupon: Coupon, amount: int) -> tuple[Line, ...]:
    if amount == 0:
        return tuple(lines)
    weights = [line.total_minor if coupon.covers(line) else 0 for line in lines]
    return tuple(_with(line, coupon, off) for line, off in zip(lines, shared_out(amount, weights), strict=True))


def _with(line: Line, coupon: Coupon, off: int) -> Line:
    if off == 0:
        return line
    before = sum(one.amount_minor for one in line.discounts if one.coupon_id == coupon.coupon_id)
    others = tuple(one for one in line.discounts if one.coupon_id != coupon.coupon_id)
    one = Discount(coupon_id=coupon.coupon_id, code=coupon.code, amount_minor=before + off, limits=coupon.limits)
    return line.model_copy(update={"discounts": (*others, one)})


def _left(lines: Sequence[Line], coupon: Coupon) -> int:
    return sum(line.total_minor for line in lines if coupon.covers(line))


def _order(coupon: Coupon) -> tuple[bool, int, str]:
    return coupon.kind is CouponKind.FIXED, -(coupon.percent_bp or coupon.amount_minor), coupon.coupon_id
