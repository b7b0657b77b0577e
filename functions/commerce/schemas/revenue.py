"""Bodies about revenue."""

from typing import Any

from pydantic import ConfigDict

from functions.commerce.domain.revenue import Figures, RecurringMonth
from shared.schemas import Out

_DAY: dict[str, Any] = {
    "period": "2026-11-22",
    "currency": "INR",
    "sold_minor": 300_000,
    "discount_minor": 30_000,
    "orders": 3,
    "refunded_minor": 100_000,
    "refunds": 1,
    "net_minor": 200_000,
    "refund_rate_bp": 3_333,
}
_MONTH: dict[str, Any] = {
    **_DAY,
    "period": "2026-11",
    "mrr_minor": 149_700,
    "subscribers": 3,
    "began": 2,
    "ended": 1,
    "churn_bp": 5_000,
}


class RevenueOut(Out):
    """What was sold and went back in a day or a month, in one currency, tax included.

    `refund_rate_bp` is what went back in ten-thousandths of what was sold in the same time, null where nothing was.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_DAY]})

    period: str
    currency: str
    sold_minor: int
    discount_minor: int
    orders: int
    refunded_minor: int
    refunds: int
    net_minor: int
    refund_rate_bp: int | None


class RevenueOfOut(RevenueOut):
    """The same of one course or pass, instructor or coupon. Of an instructor the amounts are their share."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**_DAY, "period": "2026-11", "thing_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"}]}
    )

    thing_id: str


class RevenueMonthOut(RevenueOut):
    """A month, with what is charged every so often.

    `mrr_minor` is what all running subscriptions come to in a month, as of its end; `churn_bp` how many of those that
    ran when it began have ended in it, in ten-thousandths, null where none ran.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_MONTH]})

    mrr_minor: int
    subscribers: int
    began: int
    ended: int
    churn_bp: int | None

    @classmethod
    def of(cls, month: RecurringMonth) -> "RevenueMonthOut":
        """The answer for a month."""
        names = {name: getattr(month.figures, name) for name in (*RevenueOut.model_fields, "began", "ended")}
        return cls(**names, mrr_minor=month.mrr_minor, subscribers=month.subscribers, churn_bp=month.churn_bp)


class RevenueDaysOut(Out):
    """Days on which anything was sold or went back, in the organization's time zone."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_DAY]}]})

    items: list[RevenueOut]

    @classmethod
    def of(cls, days: list[Figures]) -> "RevenueDaysOut":
        """The answer for some days."""
        return cls(items=[RevenueOut.model_validate(one) for one in days])


class RevenueMonthsOut(Out):
    """Months in which anything was sold, went back, began or ended."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_MONTH]}]})

    items: list[RevenueMonthOut]

    @classmethod
    def of(cls, months: list[RecurringMonth]) -> "RevenueMonthsOut":
        """The answer for some months."""
        return cls(items=[RevenueMonthOut.of(one) for one in months])
