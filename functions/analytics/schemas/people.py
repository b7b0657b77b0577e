"""Bodies about people: learners in their courses, and what somebody teaches."""

from datetime import date
from typing import Any

from pydantic import ConfigDict

from functions.analytics.domain.dashboards import Learning, mean_of, share
from functions.analytics.domain.measures import Counts
from functions.analytics.schemas.courses import FUNNEL, FunnelOut
from functions.analytics.service.dashboards import Progress
from functions.catalog.published.courses import CourseCard
from shared.schemas import Out

_USER_ID = "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"
LEARNING: dict[str, Any] = {
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "title": "Organic chemistry",
    "studying": True,
    "enrolled_on": "2026-11-02",
    "started_on": "2026-11-03",
    "finished_on": None,
    "certified_on": None,
    "days_active": 12,
    "last_active_on": "2026-11-22",
    "lessons_completed": 9,
    "attempts": 2,
    "graded": 2,
    "mean_score_bp": 7400,
    "passed_bp": 10000,
}


class LearnerCourseOut(Out):
    """Somebody in a course, by the organization's days. Marks are in ten-thousandths; what is not known is null."""

    course_id: str
    title: str | None
    studying: bool
    enrolled_on: date | None
    started_on: date | None
    finished_on: date | None
    certified_on: date | None
    days_active: int
    last_active_on: date | None
    lessons_completed: int
    attempts: int
    graded: int
    mean_score_bp: int | None
    passed_bp: int | None

    model_config = ConfigDict(json_schema_extra={"examples": [LEARNING]})

    @classmethod
    def of(cls, one: Learning, title: str | None) -> "LearnerCourseOut":
        """The answer for somebody in a course."""
        study, counts = one.study, one.counts
        return cls(
            course_id=study.course_id,
            title=title,
            studying=study.standing[1],
            enrolled_on=_day(study.enrolled),
            started_on=_day(study.started),
            finished_on=_day(study.finished),
            certified_on=_day(study.certified),
            days_active=len(study.days),
            last_active_on=one.last_active,
            lessons_completed=counts.get("lessons", 0),
            attempts=counts.get("attempts", 0),
            graded=counts.get("graded", 0),
            mean_score_bp=mean_of(counts),
            passed_bp=share(counts.get("passed", 0), counts.get("judged", 0)),
        )


class CourseStudentOut(LearnerCourseOut):
    """Somebody in the course."""

    user_id: str

    model_config = ConfigDict(json_schema_extra={"examples": [{"user_id": _USER_ID, **LEARNING}]})

    @classmethod
    def about(cls, one: Learning) -> "CourseStudentOut":
        """The answer for somebody in the course, whose title is known there."""
        return cls(user_id=one.user_id, **LearnerCourseOut.of(one, None).model_dump())


class LearnerProgressOut(Out):
    """How somebody is doing, in the courses that you may know of; and the days of the period on which they learned."""

    user_id: str
    first_day: date
    last_day: date
    active_days: list[date]
    courses: list[LearnerCourseOut]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "user_id": _USER_ID,
                    "first_day": "2026-11-01",
                    "last_day": "2026-11-30",
                    "active_days": ["2026-11-21", "2026-11-22"],
                    "courses": [LEARNING],
                }
            ]
        },
    )

    @classmethod
    def of(cls, found: Progress) -> "LearnerProgressOut":
        """The answer for somebody's courses."""
        period = found.period
        days = {day for one in found.courses for day in one.study.days}
        titles = {course_id: card.title for course_id, card in found.cards.items()}
        return cls(
            user_id=found.user_id,
            first_day=period.first,
            last_day=period.last,
            active_days=[day for day in period.days() if day.toordinal() in days],
            courses=[LearnerCourseOut.of(one, titles.get(one.study.course_id)) for one in found.courses],
        )


class TaughtCourseOut(Out):
    """A course that you teach, and how it is doing in all."""

    course_id: str
    title: str
    status: str
    funnel: FunnelOut
    lessons_completed: int
    graded: int
    mean_score_bp: int | None
    passed_bp: int | None
    reviews: int
    rating_centi: int | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
                    "title": "Organic chemistry",
                    "status": "published",
                    "funnel": FUNNEL,
                    "lessons_completed": 420,
                    "graded": 38,
                    "mean_score_bp": 7230,
                    "passed_bp": 8400,
                    "reviews": 12,
                    "rating_centi": 462,
                }
            ]
        }
    )

    @classmethod
    def of(cls, card: CourseCard, total: Counts) -> "TaughtCourseOut":
        """The answer for a course and its totals."""
        return cls(
            course_id=card.course_id,
            title=card.title,
            status=card.status,
            funnel=FunnelOut.of(total),
            lessons_completed=total.get("lessons", 0),
            graded=total.get("graded", 0),
            mean_score_bp=mean_of(total),
            passed_bp=share(total.get("passed", 0), total.get("judged", 0)),
            reviews=total.get("reviews", 0),
            rating_centi=share(total.get("rating_sum", 0), total.get("reviews", 0), 100),
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
