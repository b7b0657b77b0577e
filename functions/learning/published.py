"""What other rooms may ask of learning."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.learning.domain import OPEN, Enrolment, EnrolmentState, LessonSet
from functions.learning.repository import GroupRepository, LearningRepository, Members, PageKey
from functions.learning.tables import JobRow
from shared.clock import system_clock
from shared.dynamo import Ask
from shared.jobs import Job
from shared.jobs import find_job as find_job_row

__all__ = ["EnrolmentCard", "EnrolmentState", "Members", "asking_enrolment", "find_job", "list_group_members"]


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
