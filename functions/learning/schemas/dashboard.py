"""Bodies of what a learner sees first, and wants to reach."""

from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from functions.learning.domain.goals import MOST_COURSES, Goals
from functions.learning.domain.states import EnrolmentState
from functions.learning.schemas.enrolments import PROGRESS, CourseProgressOut
from functions.learning.service.dashboard import CourseOnDesk, Dashboard
from shared.schemas import BodyId, In, Out

_COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
_GOALS: dict[str, Any] = {
    "weekly_minutes": 120,
    "finish_by": [{"course_id": _COURSE, "day": "2199-12-31"}],
    "time_zone": "Asia/Kolkata",
}
_DESK: dict[str, Any] = {
    "course_id": _COURSE,
    "enrollment_id": "enr_01JD0M7B1C2D3E4F5G6H7J8K9M",
    "title": "Cells: the units of life",
    "state": "active",
    "progress": PROGRESS,
    "resume_lesson_id": "les_01JD0K6A1B2C3D4E5F6G7H8J9K",
    "opened_at": "2026-11-22T10:00:00Z",
    "deadline": "2026-12-31T18:30:00Z",
    "on_track": True,
}
_DASHBOARD: dict[str, Any] = {
    "items": [_DESK],
    "next_cursor": None,
    "weekly_minutes": 120,
    "minutes_this_week": 45,
    "keeps_pace": True,
    "time_zone": "Asia/Kolkata",
    "standing": {"points": 120, "level": 2, "streak": 12, "longest_streak": 21, "may_miss_today": False},
    "next_deadline": {"course_id": _COURSE, "title": "Cells: the units of life", "at": "2026-12-31T18:30:00Z"},
}


def _known(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ValueError("must be a time zone of the IANA database, such as Asia/Kolkata") from None
    return zone


def _near(day: date) -> date:
    if not 2000 <= day.year < 2200:
        raise ValueError("must lie between the years 2000 and 2199")
    return day


class FinishByIn(In):
    """The last day on which a course is to be finished."""

    course_id: BodyId
    day: Annotated[date, AfterValidator(_near)]


class GoalsIn(In):
    """What you want to reach: minutes a week, and courses finished by a day, both in your time zone."""

    weekly_minutes: Annotated[int, Field(ge=1, le=10_080)] | None = None
    finish_by: Annotated[tuple[FinishByIn, ...], Field(max_length=MOST_COURSES)] = ()
    time_zone: Annotated[str, StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9_+/-]+$"), AfterValidator(_known)]

    model_config = ConfigDict(json_schema_extra={"examples": [_GOALS]})

    def goals(self, revision: int) -> Goals:
        """The goals that they are."""
        days = {one.course_id: one.day for one in self.finish_by}
        return Goals(weekly_minutes=self.weekly_minutes, finish_by=days, time_zone=self.time_zone, revision=revision)


class FinishByOut(Out):
    """The last day on which a course is to be finished."""

    course_id: str
    day: date


class GoalsOut(Out):
    """What you want to reach."""

    weekly_minutes: int | None
    finish_by: list[FinishByOut]
    time_zone: str

    model_config = ConfigDict(json_schema_extra={"examples": [_GOALS]})

    @classmethod
    def of(cls, goals: Goals) -> "GoalsOut":
        """The answer for somebody's goals."""
        days = [FinishByOut(course_id=course_id, day=day) for course_id, day in goals.finish_by.items()]
        return cls(weekly_minutes=goals.weekly_minutes, finish_by=days, time_zone=goals.time_zone)


class DashboardCourseOut(Out):
    """One of your courses. `resume_lesson_id` is the lesson opened last; `on_track` is null without a day to finish."""

    course_id: str
    enrollment_id: str
    title: str
    state: EnrolmentState
    progress: CourseProgressOut
    resume_lesson_id: str | None
    opened_at: datetime | None
    deadline: datetime | None
    on_track: bool | None


class DeadlineOut(Out):
    """What is due next."""

    course_id: str
    title: str
    at: datetime


class DashboardStandingOut(Out):
    """Your points and level, and the days that you learned in a row, as of today where you are. With `may_miss_today`,
    a day off would not break them.
    """

    points: int
    level: int
    streak: int
    longest_streak: int
    may_miss_today: bool


class DashboardOut(Out):
    """A page of your courses, the newest first; this week so far; and what of the page is due next.

    `keeps_pace` says whether the minutes are enough for the days of the week that are over; null without such a goal.
    """

    items: list[DashboardCourseOut]
    next_cursor: str | None
    weekly_minutes: int | None
    minutes_this_week: int
    keeps_pace: bool | None
    time_zone: str
    standing: DashboardStandingOut
    next_deadline: DeadlineOut | None

    model_config = ConfigDict(json_schema_extra={"examples": [_DASHBOARD]})

    @classmethod
    def of(cls, board: Dashboard, next_cursor: str | None) -> "DashboardOut":
        """The answer for a learner."""
        nearest = board.next_deadline
        return cls(
            items=[_course(one) for one in board.courses],
            next_cursor=next_cursor,
            weekly_minutes=board.goals.weekly_minutes,
            minutes_this_week=board.minutes,
            keeps_pace=board.keeps_pace,
            time_zone=board.goals.time_zone,
            standing=DashboardStandingOut(
                points=board.standing.points,
                level=board.standing.level,
                streak=board.streak.current,
                longest_streak=board.streak.longest,
                may_miss_today=board.streak.may_miss,
            ),
            next_deadline=DeadlineOut(
                course_id=nearest.place.course.course_id, title=nearest.place.course.title, at=nearest.deadline
            )
            if nearest and nearest.deadline
            else None,
        )


def _course(one: CourseOnDesk) -> DashboardCourseOut:
    return DashboardCourseOut(
        course_id=one.place.course.course_id,
        enrollment_id=one.place.enrolment.enrolment_id,
        title=one.place.course.title,
        state=one.place.enrolment.state,
        progress=CourseProgressOut.model_validate(one.place.progress),
        resume_lesson_id=one.resume.lesson_id if one.resume else None,
        opened_at=one.resume.opened_at if one.resume else None,
        deadline=one.deadline,
        on_track=one.on_track,
    )
