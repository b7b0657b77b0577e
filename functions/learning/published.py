"""What other rooms may ask of learning."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.learning.domain import Enrolment, EnrolmentState, LessonSet
from functions.learning.repository import LearningRepository
from shared.dynamo import Ask

__all__ = ["EnrolmentCard", "asking_enrolment"]


class EnrolmentCard(BaseModel):
    """What other rooms need to know of an enrolment. Who is enrolled studies the course's current version."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    enrolment_id: str
    state: EnrolmentState
    enrolled_at: datetime
    lessons_done: LessonSet
    """By ordinal, as release conditions ask for it."""

    @property
    def gives_access(self) -> bool:
        """Whether the learner may study now."""
        return self.state is not EnrolmentState.CANCELLED


def asking_enrolment(org_id: str, course_id: str, user_id: str) -> Ask[EnrolmentCard | None]:
    """The question for a person's enrolment in a course as it is now, whatever its state."""
    asked = LearningRepository(org_id).asking_enrolments(course_id, [user_id])
    return asked.then(lambda found: _card(found[0] if found else None))


def _card(enrolment: Enrolment | None) -> EnrolmentCard | None:
    return EnrolmentCard.model_validate(enrolment) if enrolment else None
