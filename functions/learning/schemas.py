"""Request and response bodies of learning."""

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict

from functions.learning.domain import EnrolmentState, Progress
from functions.learning.service import LessonView, Place, Study
from shared.schemas import In, Out

_COURSE, _USER, _ENROLMENT = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD", "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X", "enr_01JD0M7B1C2D3E4F5G6H7J8K9M"
_TOPIC, _LESSON, _NEXT = "top_01JD0K5R2S3T4V5W6X7Y8Z9A0B", "les_01JD0K6A1B2C3D4E5F6G7H8J9K", "les_01JD0K6M3N4P5Q6R7S8T9V0W1X"
_PROGRESS = {"completed": 3, "total": 12, "percent": 25, "completed_at": None}
_ENROLMENT_EXAMPLE = {
    "enrollment_id": _ENROLMENT,
    "course_id": _COURSE,
    "course_title": "Cells: the units of life",
    "user_id": _USER,
    "state": "active",
    "progress": _PROGRESS,
    "enrolled_at": "2026-11-22T09:30:00Z",
    "last_active_at": "2026-11-22T10:05:12Z",
    "cancelled_at": None,
}


class ProgressOut(Out):
    """How far a learner is. `percent` is rounded down; `completed_at` stays once the course has been completed."""

    completed: int
    total: int
    percent: int
    completed_at: datetime | None

    model_config = ConfigDict(json_schema_extra={"examples": [_PROGRESS]})


class EnrollmentOut(Out):
    """A person's place in a course."""

    enrollment_id: str
    course_id: str
    course_title: str
    user_id: str
    state: EnrolmentState
    progress: ProgressOut
    enrolled_at: datetime
    last_active_at: datetime
    cancelled_at: datetime | None

    model_config = ConfigDict(json_schema_extra={"examples": [_ENROLMENT_EXAMPLE]})

    @classmethod
    def of(cls, place: Place) -> "EnrollmentOut":
        """The answer for an enrolment."""
        return cls(**_enrolment(place))


class RosterEntryOut(EnrollmentOut):
    """A learner on a course's roster; `user_name` is null once the person is erased."""

    user_name: str | None

    model_config = ConfigDict(json_schema_extra={"examples": [_ENROLMENT_EXAMPLE | {"user_name": "Meera Nair"}]})

    @classmethod
    def of(cls, place: Place) -> "RosterEntryOut":
        """The answer for an enrolment, to staff."""
        return cls(**_enrolment(place), user_name=place.learner_name)


class EnrollmentIn(In):
    """What an enrolment shall be: `cancelled`, or `active` again."""

    state: Literal[EnrolmentState.ACTIVE, EnrolmentState.CANCELLED]

    model_config = ConfigDict(json_schema_extra={"examples": [{"state": "cancelled"}]})


class LearnItemOut(Out):
    """A lesson in the order of the course."""

    topic_id: str
    topic_title: str
    lesson_id: str
    title: str
    required: bool
    estimated_minutes: int | None
    completed: bool


class LearnOut(Out):
    """A page of a course's outline, as its learner sees it. `version` is the same on all pages of one walk."""

    course_id: str
    enrollment_id: str
    version: int
    title: str
    progress: ProgressOut
    items: list[LearnItemOut]
    next_cursor: str | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "course_id": _COURSE,
                    "enrollment_id": _ENROLMENT,
                    "version": 2,
                    "title": "Cells: the units of life",
                    "progress": _PROGRESS,
                    "items": [
                        {
                            "topic_id": _TOPIC,
                            "topic_title": "Inside the cell",
                            "lesson_id": _LESSON,
                            "title": "Mitochondria",
                            "required": True,
                            "estimated_minutes": 8,
                            "completed": True,
                        }
                    ],
                    "next_cursor": None,
                }
            ]
        }
    )

    @classmethod
    def of(cls, study: Study, first: int, limit: int, next_cursor: str | None) -> "LearnOut":
        """The page that begins with the lesson at position ``first``."""
        return cls(
            course_id=study.course.course_id,
            enrollment_id=study.enrolment.enrolment_id,
            version=study.course.version,
            title=study.course.title,
            progress=ProgressOut.model_validate(study.progress),
            items=[
                LearnItemOut(
                    topic_id=lesson.topic_id,
                    topic_title=lesson.topic_title,
                    lesson_id=lesson.lesson_id,
                    title=lesson.title,
                    required=lesson.required,
                    estimated_minutes=lesson.estimated_minutes,
                    completed=study.enrolment.has_done(lesson.ordinal),
                )
                for lesson in study.outline.lessons[first : first + limit]
            ],
            next_cursor=next_cursor,
        )
