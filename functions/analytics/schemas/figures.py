"""What the answers of several dashboards are made of."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import ConfigDict

from functions.analytics.domain.dashboards import Period, Sheet, learnt, money_of
from functions.analytics.domain.measures import TOTAL, Counts, day_name
from shared.schemas import Out

LEARNT: dict[str, Any] = {
    "enrolments": 12,
    "cancellations": 1,
    "lessons_completed": 140,
    "courses_completed": 3,
    "attempts": 40,
    "graded": 38,
    "mean_score_bp": 7230,
    "passed_bp": 8400,
    "certificates": 3,
}
DAY: dict[str, Any] = {"day": "2026-11-22", "active": 9, **LEARNT}
MONEY: dict[str, Any] = {
    "currency": "INR",
    "placed": 14,
    "orders": 12,
    "sold_minor": 5988000,
    "refunds": 1,
    "refunded_minor": 499000,
    "net_minor": 5489000,
    "payments_failed": 2,
}


class LearntOut(Out):
    """What was learned. Marks are in ten-thousandths: the mean of what was graded, and the share that passed of what
    could be passed; null where there is nothing.
    """

    enrolments: int
    cancellations: int
    lessons_completed: int
    courses_completed: int
    attempts: int
    graded: int
    mean_score_bp: int | None
    passed_bp: int | None
    certificates: int

    model_config = ConfigDict(json_schema_extra={"examples": [LEARNT]})

    @classmethod
    def of(cls, counts: Counts) -> "LearntOut":
        """The answer for some counts."""
        return cls(**learnt(counts))


class LearningDayOut(LearntOut):
    """A day: the people who learned on it, each once, and what was learned."""

    day: date
    active: int

    model_config = ConfigDict(json_schema_extra={"examples": [DAY]})


class MoneyOut(Out):
    """What was sold and went back, tax included, in minor units of the currency."""

    currency: str
    placed: int
    orders: int
    sold_minor: int
    refunds: int
    refunded_minor: int
    net_minor: int
    payments_failed: int

    model_config = ConfigDict(json_schema_extra={"examples": [MONEY]})


class MoneyDayOut(MoneyOut):
    """The same, of a day."""

    day: date

    model_config = ConfigDict(json_schema_extra={"examples": [{"day": "2026-11-22", **MONEY}]})


def learning_days(sheet: Sheet, period: Period) -> list[LearningDayOut]:
    """Each day of the period, also those on which nothing was."""
    found = [(day, sheet.of(day_name(day))) for day in period.days()]
    return [LearningDayOut(day=day, active=counts.get("active", 0), **learnt(counts)) for day, counts in found]


def money_in(sheet: Sheet, period: Period) -> list[MoneyOut]:
    """What the period's days add up to, for each currency."""
    return [MoneyOut(**money_of(currency, period.sum_of(sheet, currency))) for currency in sheet.currencies()]


def money_in_all(sheet: Sheet) -> list[MoneyOut]:
    """All there ever was, for each currency."""
    return [MoneyOut(**money_of(currency, sheet.of(TOTAL, currency))) for currency in sheet.currencies()]


def money_days(sheet: Sheet, period: Period) -> list[MoneyDayOut]:
    """The days on which there was money, for each currency."""
    days: Sequence[date] = list(period.days())
    return [
        MoneyDayOut(day=day, **money_of(currency, counts))
        for day in days
        for currency in sheet.currencies()
        if (counts := sheet.of(day_name(day), currency))
    ]
