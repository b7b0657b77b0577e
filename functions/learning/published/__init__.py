"""What other rooms may ask of learning."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.courses import LessonSet
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.states import OPEN, EnrolmentState
from functions.learning.repository.enrolments import LearningRepository, PageKey
from functions.learning.repository.groups import GroupRepository, Members
from functions.learning.repository.work import WorkRepository
from functions.learning.tables import JobRow
from shared.clock import system_clock
from shared.dynamo import Ask
from shared.jobs import Job
from shared.jobs import find_job as find_job_row

__all__ = [
    "EnrolmentCard",
    "EnrolmentState",
    "Members",
    "StudyRecord",
    "asking_enrolment",
    "find_job",
    "find_record",
    "list_group_members",
]


class EnrolmentCard(BaseModel):
    """What other rooms need to know of an enrolment. Who is enrolled studies the course's current version."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    enrolment_id: str
    state: EnrolmentState
    """As it is by the clock."""
    enrolled_at: datetime
    until: datetime | None = None
    """When the state ends by itself; None for never."""
    completed_at: datetime | None = None
    lessons_done: LessonSet
    """By ordinal, as release conditions ask for it."""

    @property
    def gives_access(self) -> bool:
        """Whether the learner may study: while active, and when completed too, until the access ends."""
        return self.state in OPEN


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


def asking_enrolment(org_id: str, course_id: str, user_id: str) -> Ask[EnrolmentCard | None]:
    """The question for a person's enrolment in a course as it is now, whatever its state."""
    asked = LearningRepository(org_id).asking_enrolments(course_id, [user_id])
    return asked.then(lambda found: _card(found[0] if found else None))


def list_group_members(org_id: str, group_id: str, start: PageKey = None, *, limit: int = 100) -> Members:
    """Who is in a group, by id, from a place on (None: the beginning); nobody in one that is not there. One query a
    page, which whoever asks must be granted: the room's manifest lists what it answers with.
    """
    return GroupRepository(org_id).list_members(group_id, limit=limit, start=start)


def find_job(org_id: str, job_id: str) -> Job:
    """A list of people being enrolled. Raises ``JobNotFound``."""
    return find_job_row(LearningRepository(org_id), JobRow, job_id)


def _card(enrolment: Enrolment | None) -> EnrolmentCard | None:
    return EnrolmentCard.model_validate(enrolment.at(system_clock.now())) if enrolment else None
