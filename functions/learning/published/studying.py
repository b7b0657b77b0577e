"""How far somebody is in a course."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.states import EnrolmentState
from functions.learning.repository.work import WorkRepository
from shared.clock import system_clock

__all__ = [
    "EnrolmentState",
    "StudyRecord",
    "find_record",
]


class StudyRecord(BaseModel):
    """How far somebody is in a course, seen through its current version."""

    model_config = ConfigDict(frozen=True)

    enrolment_id: str
    state: EnrolmentState
    """As it is by the clock."""
    completed_at: datetime | None
    percent: int
    """Of the required lessons."""
    minutes: int | None
    """Spent in its lessons; None where nobody asked."""
    scores: dict[str, int]
    """The best in each assessment, in per cent, rounded down."""


def find_record(org_id: str, course_id: str, user_id: str, *, minutes: bool) -> StudyRecord | None:
    """How far somebody is in a course; None for who never had a place in it. One read, and with the minutes a query."""
    works = WorkRepository(org_id)
    desk = works.find_desk(course_id, user_id)
    if desk.enrolment is None or not desk.enrolment.joined:
        return None
    enrolment = desk.enrolment.at(system_clock.now())
    return StudyRecord(
        enrolment_id=enrolment.enrolment_id,
        state=enrolment.state,
        completed_at=enrolment.completed_at,
        percent=enrolment.progress(desk.course).percent if desk.course else 0,
        minutes=works.seconds_in(course_id, user_id) // 60 if minutes else None,
        scores=desk.scores.best(),
    )
