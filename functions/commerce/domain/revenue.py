"""Revenue: what was sold and went back, by day and by month, as the organization's own clock has it.

Counted as it happens, once for each piece of news, and never counted anew: a change of the time zone begins with the
next sale. Amounts are whole minor units of the currency beside them, tax included.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.offers import OfferKind
from functions.commerce.domain.orders import Order
from functions.commerce.domain.quotes import Discount, Quote
from functions.commerce.domain.sharing import share_of

BASIS = 10_000
MOST_DAYS = 366
MOST_MONTHS = 36


class RevenueBy(StrEnum):
    """What revenue is divided by. Days have sums alone; the others are of a month."""

    DAYS = "days"
    MONTHS = "months"
    COURSES = "courses"
    """And passes."""
    INSTRUCTORS = "instructors"
    COUPONS = "coupons"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class Figures(_Value):
    """What was counted of something in a day or a month."""

    period: str
    """``2026-11-22`` or ``2026-11``."""
    thing_id: str = ""
    """The course or pass, person, or coupon; empty for everything together."""
    currency: str
    sold_minor: int = 0
    discount_minor: int = 0
    """What coupons took off."""
    orders: int = 0
    refunded_minor: int = 0
    refunds: int = 0

    @property
    def net_minor(self) -> int:
        """What was sold less what went back in the same time."""
        return self.sold_minor - self.refunded_minor

    @property
    def refund_rate_bp(self) -> int | None:
        """What went back, in ten-thousandths of what was sold in the same time; None where nothing was."""
        return round_half_up(self.refunded_minor * BASIS, self.sold_minor) if self.sold_minor else None


class MonthFigures(Figures):
    """A month, with what is charged every so often: by how much it changed, and how many began and ended."""

    mrr_change_minor: int = 0
    began: int = 0
    ended: int = 0


class RecurringMonth(_Value):
    """What is charged every so often, at the end of a month."""

    figures: MonthFigures
    mrr_minor: int
    """What all running subscriptions come to in a month: weeks and years are converted, 52 weeks to 12 months."""
    subscribers: int

    @property
    def churn_bp(self) -> int | None:
        """How many ended, in ten-thousandths of those there were when the month began; None where there were none."""
        before = self.subscribers - self.figures.began + self.figures.ended
        return round_half_up(self.figures.ended * BASIS, before) if before > 0 else None


class Recurring(_Value):
    """What somebody pays every so often for one thing, by the latest news of it."""

    user_id: str
    thing_id: str
    currency: str
    mrr_minor: int
    """Zero while it does not run."""
    at: datetime
    """When it became so."""
    revision: int = 0


class Teaching(_Value):
    """Who teaches what was sold, and with which share of it."""

    user_id: str
    share_bp: int


def day_of(moment: datetime, time_zone: str) -> str:
    """The day of a moment by a time zone's clock: ``2026-11-22``."""
    return moment.astimezone(ZoneInfo(time_zone)).date().isoformat()


def sold(order: Order, teaching: Iterable[Teaching], at: datetime, time_zone: str) -> list[tuple[RevenueBy, Figures]]:
    """What to count of an order that is paid."""
    day, discounts = day_of(at, time_zone), _discounts(order)
    changes = {"sold_minor": order.amount_minor, "orders": 1}
    taken_off = sum(one.amount_minor for one in discounts)
    found = list(_everywhere(order, teaching, day, changes | {"discount_minor": taken_off}))
    return found + [
        (RevenueBy.COUPONS, _figures(day[:7], one.coupon_id, order, changes | {"discount_minor": one.amount_minor}))
        for one in discounts
    ]


def went_back(
    order: Order, teaching: Iterable[Teaching], amount_minor: int, at: datetime, time_zone: str
) -> list[tuple[RevenueBy, Figures]]:
    """What to count of a refund: in the time in which it was, whenever it was sold."""
    day, changes = day_of(at, time_zone), {"refunded_minor": amount_minor, "refunds": 1}
    found = list(_everywhere(order, teaching, day, changes))
    return found + [(RevenueBy.COUPONS, _figures(day[:7], one.coupon_id, order, changes)) for one in _discounts(order)]


def _discounts(order: Order) -> tuple[Discount, ...]:
    """What coupons took off what the order pays; none where it pays a part, of which that cannot be said."""
    quote = Quote.model_validate(order.quote)
    return quote.discounts if order.amount_minor == quote.total_minor else ()


def recurring(order: Order, at: datetime, *, runs: bool) -> Recurring | None:
    """What an order says of what somebody pays every so often; None for what is paid once."""
    quote = Quote.model_validate(order.quote)
    if quote.terms.kind is not OfferKind.SUBSCRIPTION or not order.amount_minor:
        return None
    return Recurring(
        user_id=order.user_id,
        thing_id=order.course_id or order.pass_id or "",
        currency=order.currency,
        mrr_minor=monthly(order.amount_minor, quote.terms.every or "month", quote.terms.every_count) if runs else 0,
        at=at,
    )


def monthly(amount_minor: int, every: str, every_count: int) -> int:
    """What a charge comes to in a month, half up."""
    times, months = {"week": (52, 12), "month": (1, 1), "year": (1, 12)}[every]
    return round_half_up(amount_minor * times, months * every_count)


def months_of(rows: Iterable[MonthFigures]) -> list[RecurringMonth]:
    """Months with what was running at the end of each, from all months there were, in order, for each currency."""
    sums: dict[str, tuple[int, int]] = {}
    found = []
    for row in sorted(rows, key=lambda one: (one.period, one.currency)):
        mrr, subscribers = sums.get(row.currency, (0, 0))
        sums[row.currency] = mrr + row.mrr_change_minor, subscribers + row.began - row.ended
        mrr, subscribers = sums[row.currency]
        found.append(RecurringMonth(figures=row, mrr_minor=mrr, subscribers=subscribers))
    return found


def days_between(first: date, last: date) -> int:
    """How many days there are, both included."""
    return (last - first).days + 1


def months_between(first: str, last: str) -> int:
    """How many months there are, both included: ``2026-11`` and the like."""
    (year, month), (last_year, last_month) = (map(int, one.split("-")) for one in (first, last))
    return (last_year - year) * 12 + last_month - month + 1


def round_half_up(numerator: int, denominator: int) -> int:
    """A quotient of numbers that are not negative, rounded; halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def _everywhere(
    order: Order, teaching: Iterable[Teaching], day: str, changes: dict[str, int]
) -> Iterator[tuple[RevenueBy, Figures]]:
    month = day[:7]
    yield RevenueBy.DAYS, _figures(day, "", order, changes)
    yield RevenueBy.MONTHS, _figures(month, "", order, changes)
    yield RevenueBy.COURSES, _figures(month, order.course_id or order.pass_id or "", order, changes)
    for one in teaching:
        shares = {
            name: share_of(amount, one.share_bp) if name.endswith("_minor") else amount
            for name, amount in changes.items()
        }
        yield RevenueBy.INSTRUCTORS, _figures(month, one.user_id, order, shares)


def _figures(period: str, thing_id: str, order: Order, changes: dict[str, int]) -> Figures:
    return Figures.model_validate({"period": period, "thing_id": thing_id, "currency": order.currency, **changes})
