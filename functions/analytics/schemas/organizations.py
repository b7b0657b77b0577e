"""Bodies of the organization's and the platform's dashboards."""

from datetime import date
from typing import Any

from pydantic import ConfigDict

from functions.analytics.domain.dashboards import share
from functions.analytics.domain.measures import month_name
from functions.analytics.schemas.courses import FUNNEL, CohortOut, FunnelOut, cohorts_in
from functions.analytics.schemas.figures import (
    DAY,
    LEARNT,
    MONEY,
    LearningDayOut,
    LearntOut,
    MoneyDayOut,
    MoneyOut,
    learning_days,
    money_days,
    money_in,
    money_in_all,
)
from functions.analytics.service.dashboards import Board
from shared.schemas import Out

_PEOPLE: dict[str, Any] = {"members": 240, "students": 230, "tutors": 8}
_OFFER: dict[str, Any] = {"courses": 12, "reviews": 40, "rating_centi": 462, "assets": 310, "stored_bytes": 7340032}
_ORGANIZATION: dict[str, Any] = {
    "org_id": "org_01JD0JZ0A1B2C3D4E5F6G7H8J9",
    "first_day": "2026-11-01",
    "last_day": "2026-11-30",
    "active_this_month": 180,
    "people": _PEOPLE,
    "offer": _OFFER,
    "funnel": FUNNEL,
    "cohorts": [{"week": "2026-11-16", "learners": 12, "active_by_week": [12, 9]}],
    "learnt": LEARNT,
    "learnt_in_all": LEARNT,
    "days": [DAY],
    "money": [MONEY],
    "money_in_all": [MONEY],
    "money_days": [{"day": "2026-11-22", **MONEY}],
}
_PLATFORM: dict[str, Any] = {
    "first_day": "2026-11-01",
    "last_day": "2026-11-30",
    "organizations": 42,
    "active_this_month": 9100,
    "days": [{"day": "2026-11-22", "active": 1200}],
    "money": [MONEY],
    "money_in_all": [MONEY],
    "money_days": [{"day": "2026-11-22", **MONEY}],
}


class HeadcountOut(Out):
    """Who is in the organization now. Who has several roles is counted in each."""

    members: int
    students: int
    tutors: int


class CourseShelfOut(Out):
    """What the organization has: courses on offer, what learners say of them (in hundredths of a star), and files."""

    courses: int
    reviews: int
    rating_centi: int | None
    assets: int
    stored_bytes: int


class OrganizationDashboardOut(Out):
    """An organization. What is not said to be in all, or now, is of the period, both days included."""

    org_id: str
    first_day: date
    last_day: date
    active_this_month: int
    people: HeadcountOut
    offer: CourseShelfOut
    funnel: FunnelOut
    cohorts: list[CohortOut]
    learnt: LearntOut
    learnt_in_all: LearntOut
    days: list[LearningDayOut]
    money: list[MoneyOut]
    money_in_all: list[MoneyOut]
    money_days: list[MoneyDayOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_ORGANIZATION]})

    @classmethod
    def of(cls, org_id: str, board: Board) -> "OrganizationDashboardOut":
        """The answer for an organization's figures."""
        sheet, period = board.sheet, board.period
        total = sheet.total
        return cls(
            org_id=org_id,
            first_day=period.first,
            last_day=period.last,
            active_this_month=sheet.of(month_name(period.last)).get("active", 0),
            people=HeadcountOut(**{name: total.get(name, 0) for name in ("members", "students", "tutors")}),
            offer=CourseShelfOut(
                courses=total.get("courses", 0),
                reviews=total.get("reviews", 0),
                rating_centi=share(total.get("rating_sum", 0), total.get("reviews", 0), 100),
                assets=total.get("assets", 0),
                stored_bytes=total.get("stored_bytes", 0),
            ),
            funnel=FunnelOut.of(total),
            cohorts=cohorts_in(sheet, period.last),
            learnt=LearntOut.of(period.sum_of(sheet)),
            learnt_in_all=LearntOut.of(total),
            days=learning_days(sheet, period),
            money=money_in(sheet, period),
            money_in_all=money_in_all(sheet),
            money_days=money_days(sheet, period),
        )


class ActiveDayOut(Out):
    """A day, and how many learned on it."""

    day: date
    active: int


class PlatformDashboardOut(Out):
    """The platform. Organizations are those that run now; people are counted once, in however many they are."""

    first_day: date
    last_day: date
    organizations: int
    active_this_month: int
    days: list[ActiveDayOut]
    money: list[MoneyOut]
    money_in_all: list[MoneyOut]
    money_days: list[MoneyDayOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_PLATFORM]})

    @classmethod
    def of(cls, board: Board) -> "PlatformDashboardOut":
        """The answer for the platform's figures."""
        sheet, period = board.sheet, board.period
        return cls(
            first_day=period.first,
            last_day=period.last,
            organizations=sheet.total.get("organizations", 0),
            active_this_month=sheet.of(month_name(period.last)).get("active", 0),
            days=[ActiveDayOut(day=one.day, active=one.active) for one in learning_days(sheet, period)],
            money=money_in(sheet, period),
            money_in_all=money_in_all(sheet),
            money_days=money_days(sheet, period),
        )
