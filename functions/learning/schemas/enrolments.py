"""Bodies about places in courses, and how far learners are."""

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict

from functions.learning.domain.states import EnrolmentState
from functions.learning.service.places import Place
from shared.schemas import In, Out

PROGRESS: dict[str, Any] = {"completed": 3, "total": 12, "percent": 25, "completed_at": None}
_ENROLMENT: dict[str, Any] = {
    "enrollment_id": "enr_01JD0M7B1C2D3E4F5G6H7J8K9M",
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "course_title": "Cells: the units of life",
    "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "state": "active",
    "progress": PROGRESS,
    "enrolled_at": "2026-11-22T09:30:00Z",
    "last_active_at": "2026-11-22T10:05:12Z",
    "cancelled_at": None,
    "until": None,
}


class CourseProgressOut(Out):
    """How far a learner is. `percent` is rounded down; `completed_at` stays once the course has been completed."""

    completed: int
    total: int
    percent: int
    completed_at: datetime | None

    model_config = ConfigDict(json_schema_extra={"examples": [PROGRESS]})


class EnrollmentOut(Out):
    """A person's place in a course.

    `until` says when the state ends by itself, if it does: access to the course, a seat that is kept while the learner
    pays, or one that is offered to who waited. Who waits without it is still in line.
    """

    enrollment_id: str
    course_id: str
    course_title: str
    user_id: str
    state: EnrolmentState
    progress: CourseProgressOut
    enrolled_at: datetime
    last_active_at: datetime
    cancelled_at: datetime | None
    until: datetime | None

    model_config = ConfigDict(json_schema_extra={"examples": [_ENROLMENT]})

    @classmethod
    def of(cls, place: Place) -> "EnrollmentOut":
        """The answer for an enrolment."""
        return cls(**_enrolment(place))


class RosterEntryOut(EnrollmentOut):
    """A learner on a course's roster; `user_name` is null once the person is erased."""

    user_name: str | None

    model_config = ConfigDict(json_schema_extra={"examples": [_ENROLMENT | {"user_name": "Meera Nair"}]})

    @classmethod
    def of(cls, place: Place) -> "RosterEntryOut":
        """The answer for an enrolment, to staff."""
        return cls(**_enrolment(place), user_name=place.learner_name)


class EnrollmentIn(In):
    """What an enrolment shall be: `cancelled`, `paused`, or `active` (again)."""

    state: Literal[EnrolmentState.ACTIVE, EnrolmentState.PAUSED, EnrolmentState.CANCELLED]

    model_config = ConfigDict(json_schema_extra={"examples": [{"state": "cancelled"}]})


def _enrolment(place: Place) -> dict[str, Any]:
    enrolment = place.enrolment
    return {
        "enrollment_id": enrolment.enrolment_id,
        "course_id": enrolment.course_id,
        "course_title": place.course.title,
        "user_id": enrolment.user_id,
        "state": enrolment.state,
        "progress": CourseProgressOut.model_validate(place.progress),
        "enrolled_at": enrolment.enrolled_at,
        "last_active_at": enrolment.last_active_at,
        "cancelled_at": enrolment.cancelled_at,
        "until": enrolment.until,
    }
