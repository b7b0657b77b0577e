"""Bodies about statistics."""

from datetime import date
from typing import Any

from pydantic import ConfigDict

from functions.learning.domain.standings import Report
from functions.learning.domain.states import EnrolmentState
from shared.schemas import Out

_STATES: dict[str, int] = {
    "invited": 0,
    "waiting": 2,
    "pending_payment": 1,
    "active": 20,
    "paused": 0,
    "completed": 9,
    "expired": 1,
    "cancelled": 2,
}
_REPORT: dict[str, Any] = {
    "by_state": _STATES,
    "joined": 32,
    "completed": 9,
    "completion_percent": 28,
    "progress": [{"from_percent": 0, "enrollments": 12}, {"from_percent": 100, "enrollments": 9}],
    "joined_per_day": [{"day": "2026-11-22", "enrollments": 3}],
}


class BandOut(Out):
    """How many of those with a place have done so much: ten percent from here on; from 100, all of it."""

    from_percent: int
    enrollments: int


class DayOut(Out):
    """How many first got a place on a UTC day."""

    day: date
    enrollments: int


class EnrollmentReportOut(Out):
    """A course's enrolments in numbers, or those of one group.

    `joined` and `completed` count who ever had a place and who ever completed the course; `progress` counts those who
    have a place, by how far they were at their latest step.
    """

    by_state: dict[EnrolmentState, int]
    joined: int
    completed: int
    completion_percent: int | None
    progress: list[BandOut]
    joined_per_day: list[DayOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_REPORT]})

    @classmethod
    def of(cls, report: Report) -> "EnrollmentReportOut":
        """The answer for a report."""
        return cls(
            by_state=report.by_state,
            joined=report.joined,
            completed=report.completed,
            completion_percent=report.completion_percent,
            progress=[BandOut(from_percent=band, enrollments=count) for band, count in report.bands.items()],
            joined_per_day=[DayOut(day=day, enrollments=count) for day, count in sorted(report.joined_per_day.items())],
        )
