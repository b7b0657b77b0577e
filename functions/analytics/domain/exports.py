"""Exports: dashboards as tables, and what one may have sent every week or month."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from functions.analytics.domain.dashboards import Period
from shared import reports
from shared.tabulating import Form


class ExportKind(StrEnum):
    """Which dashboard, and which of its tables."""

    ORGANIZATION_DAYS = "organization_days"
    ORGANIZATION_MONEY = "organization_money"
    COURSE_DAYS = "course_days"
    COURSE_LESSONS = "course_lessons"
    COURSE_STUDENTS = "course_students"
    COURSE_RISKS = "course_risks"
    LESSON_WATCHING = "lesson_watching"
    LEARNER_COURSES = "learner_courses"
    TAUGHT_COURSES = "taught_courses"
    PLATFORM_DAYS = "platform_days"
    PLATFORM_MONEY = "platform_money"

    @property
    def is_of_course(self) -> bool:
        """Whether it is of one course."""
        return self in _OF_COURSE

    @property
    def subjects(self) -> frozenset[str]:
        """The fields that say what it is of; all of them are needed, and no others."""
        if self is ExportKind.LEARNER_COURSES:
            return frozenset({"user_id"})
        names = {"course_id"} if self.is_of_course else set()
        return frozenset(names | ({"lesson_id"} if self is ExportKind.LESSON_WATCHING else set()))

    @property
    def is_of_days(self) -> bool:
        """Whether it has a row for each day, or is of what there ever was."""
        return self.endswith(("_days", "_money"))


_OF_COURSE = frozenset(
    {
        ExportKind.COURSE_DAYS,
        ExportKind.COURSE_LESSONS,
        ExportKind.COURSE_STUDENTS,
        ExportKind.COURSE_RISKS,
        ExportKind.LESSON_WATCHING,
    }
)


class Wish(BaseModel):
    """What is wanted, in which form."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    kind: ExportKind
    form: Form
    course_id: str | None = None
    lesson_id: str | None = None
    user_id: str | None = None

    def misfits(self) -> list[str]:
        """The fields that are missing, or that its kind does not have."""
        given = {name for name in ("course_id", "lesson_id", "user_id") if getattr(self, name) is not None}
        return sorted(given ^ self.kind.subjects)


class Export(reports.Report):
    """A dashboard's table that somebody asked for."""

    kind: ExportKind
    first_day: str
    """As ``2026-11-22``, by the organization's days; both ends are included."""
    last_day: str
    course_id: str | None = None
    lesson_id: str | None = None
    user_id: str | None = None
    subscription_id: str | None = None
    """For which subscription it is made; None where somebody asked for it."""

    @property
    def name(self) -> str:
        """Its kind and days, or the day of which it is."""
        days = f"{self.first_day}-{self.last_day}" if self.kind.is_of_days else self.last_day
        return f"{self.kind.replace('_', '-')}-{days}"

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(date.fromisoformat(self.first_day), date.fromisoformat(self.last_day))

    @property
    def wish(self) -> Wish:
        """What it is of."""
        return Wish.model_validate(self)


class Rhythm(StrEnum):
    """How often: for each week from Monday on, or each month, once it is over."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"

    def due_after(self, moment: datetime, zone: str) -> datetime:
        """When the next one is due: six in the morning of a Monday, or of a month's first, where the organization is.

        By then, what happened on the last day has long been told.
        """
        there = ZoneInfo(zone)
        day = moment.astimezone(there).date()
        while True:
            due = datetime.combine(day, MORNING, there)
            if (day.day == 1 if self is Rhythm.MONTHLY else day.weekday() == 0) and due > moment:
                return due
            day += timedelta(days=1)

    def period_before(self, due_at: datetime, zone: str) -> Period:
        """The week or month that ends on the day before it is due."""
        last = due_at.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
        return Period(last.replace(day=1) if self is Rhythm.MONTHLY else last - timedelta(days=6), last)


MORNING = time(6)


class Subscription(BaseModel):
    """That somebody wants a table every week or month."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    subscription_id: str
    owner_id: str
    rhythm: Rhythm
    kind: ExportKind
    form: Form
    course_id: str | None = None
    lesson_id: str | None = None
    user_id: str | None = None
    due_at: datetime
    created_at: datetime
    revision: int = 0

    @property
    def wish(self) -> Wish:
        """What is wanted."""
        return Wish.model_validate(self)
