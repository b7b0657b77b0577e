"""Bodies of a course's dashboard."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import ConfigDict

from functions.analytics.domain.dashboards import Sheet, Watching, mean_of, share
from functions.analytics.domain.measures import COHORT_WEEKS, Counts
from functions.analytics.permissions import SEE_ORGANIZATION_FIGURES
from functions.analytics.schemas.figures import (
    DAY,
    LEARNT,
    MONEY,
    LearningDayOut,
    LearntOut,
    MoneyOut,
    learning_days,
    money_in_all,
)
from functions.analytics.service.dashboards import CourseBoard
from shared.auth import Caller
from shared.schemas import Out

FUNNEL: dict[str, Any] = {"studying": 28, "enrolled": 31, "started": 27, "half": 14, "finished": 9, "certified": 8}
_COURSE: dict[str, Any] = {
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "title": "Organic chemistry",
    "first_day": "2026-11-01",
    "last_day": "2026-11-30",
    "funnel": FUNNEL,
    "rating_centi": 462,
    "learnt": LEARNT,
    "learnt_in_all": LEARNT,
    "days": [DAY],
    "lessons": [{"lesson_id": "les_01JD0K6A1B2C3D4E5F6G7H8J9K", "views": 41, "completions": 22}],
    "marks": [{"asked_id": "asm_01JD0K6A1B2C3D4E5F6G7H8J9K", "graded": 20, "mean_score_bp": 6900, "passed_bp": 8000}],
    "cohorts": [{"week": "2026-11-16", "learners": 12, "active_by_week": [12, 9]}],
    "money_in_all": [MONEY],
}


class FunnelOut(Out):
    """Learners of a course, each once (of an organization, once in each course): who is in it now, and who ever came so
    far. `half` had completed half of the lessons.
    """

    studying: int
    enrolled: int
    started: int
    half: int
    finished: int
    certified: int

    @classmethod
    def of(cls, total: Counts) -> "FunnelOut":
        """The answer for a course's totals."""
        return cls(**{name: total.get(name, 0) for name in FUNNEL})


class LessonFiguresOut(Out):
    """How often a lesson was opened, as clients track it, and how many completed it."""

    lesson_id: str
    views: int
    completions: int


class MarksOut(Out):
    """How an assessment or assignment went, in ten-thousandths."""

    asked_id: str
    graded: int
    mean_score_bp: int | None
    passed_bp: int | None


class VideoWatchingOut(Out):
    """How often each minute of a video was played, the first one first; and before which minute most plays end."""

    block_id: str
    plays_by_minute: list[int]
    drop_off_minute: int | None


class LessonWatchingOut(Out):
    """How the videos of a lesson are watched."""

    lesson_id: str
    videos: list[VideoWatchingOut]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "lesson_id": "les_01JD0K6A1B2C3D4E5F6G7H8J9K",
                    "videos": [{"block_id": "blk_film", "plays_by_minute": [40, 38, 12], "drop_off_minute": 2}],
                }
            ]
        }
    )

    @classmethod
    def of(cls, lesson_id: str, videos: Sequence[Watching]) -> "LessonWatchingOut":
        """The answer for a lesson's videos."""
        return cls(
            lesson_id=lesson_id,
            videos=[
                VideoWatchingOut(
                    block_id=one.block_id, plays_by_minute=list(one.plays), drop_off_minute=one.drop_off_minute
                )
                for one in videos
            ],
        )


class CohortOut(Out):
    """Who came in the week that begins on that Monday, and how many of them were active in it and the weeks after."""

    week: date
    learners: int
    active_by_week: list[int]


class CoursePerformanceOut(Out):
    """A course. What is not said to be in all is of the period, both days included."""

    course_id: str
    title: str
    first_day: date
    last_day: date
    funnel: FunnelOut
    rating_centi: int | None
    learnt: LearntOut
    learnt_in_all: LearntOut
    days: list[LearningDayOut]
    lessons: list[LessonFiguresOut]
    marks: list[MarksOut]
    cohorts: list[CohortOut]
    money_in_all: list[MoneyOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_COURSE]})

    @classmethod
    def of(cls, found: CourseBoard, *, by: Caller) -> "CoursePerformanceOut":
        """The answer for a course's figures."""
        sheet, period = found.board.sheet, found.board.period
        total = sheet.total
        return cls(
            course_id=found.course.course_id,
            title=found.course.title,
            first_day=period.first,
            last_day=period.last,
            funnel=FunnelOut.of(total),
            rating_centi=share(total.get("rating_sum", 0), total.get("reviews", 0), 100),
            learnt=LearntOut.of(period.sum_of(sheet)),
            learnt_in_all=LearntOut.of(total),
            days=learning_days(sheet, period),
            lessons=[
                LessonFiguresOut(
                    lesson_id=lesson_id, views=counts.get("views", 0), completions=counts.get("completions", 0)
                )
                for lesson_id, counts in sheet.listed("LESSON#")
            ],
            marks=[
                MarksOut(
                    asked_id=asked_id,
                    graded=counts.get("graded", 0),
                    mean_score_bp=mean_of(counts),
                    passed_bp=share(counts.get("passed", 0), counts.get("judged", 0)),
                )
                for asked_id, counts in sheet.listed("MARKS#")
            ],
            cohorts=cohorts_in(sheet, period.last),
            money_in_all=money_in_all(sheet) if by.may(SEE_ORGANIZATION_FIGURES) else [],
        )


def cohorts_in(sheet: Sheet, today: date) -> list[CohortOut]:
    """Everybody by the week in which they came."""
    return [_cohort(date.fromisoformat(week), counts, today) for week, counts in sheet.listed("WEEK#")]


def _cohort(week: date, counts: Counts, today: date) -> CohortOut:
    """Only weeks that have begun."""
    begun = min(COHORT_WEEKS, max(0, (today - week).days // 7 + 1))
    active = [counts.get(f"w{number}", 0) for number in range(begun)]
    return CohortOut(week=week, learners=counts.get("enrolled", 0), active_by_week=active)
