"""A learner's enrolment in a course as it is now."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.courses import LessonSet
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.states import OPEN, EnrolmentState
from functions.learning.tables import EnrolmentRow, LearningRow
from shared.clock import system_clock
from shared.dynamo import Ask, Key, Repository, Row

__all__ = [
    "EnrolmentCard",
    "EnrolmentState",
    "asking_enrolment",
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


def asking_enrolment(org_id: str, course_id: str, user_id: str) -> Ask[EnrolmentCard | None]:
    """The question for a person's enrolment in a course as it is now, whatever its state."""
    key = EnrolmentRow.key(org_id, course_id, user_id)

    def make(rows: dict[Key, Row]) -> EnrolmentCard | None:
        return _card(Enrolment.model_validate(rows[key])) if key in rows else None

    return Ask(_Asking(org_id), [key], make, consistent=True)


class _Asking(Repository):
    table = LearningRow


def _card(enrolment: Enrolment) -> EnrolmentCard:
    return EnrolmentCard.model_validate(enrolment.at(system_clock.now()))
