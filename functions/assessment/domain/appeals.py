"""Appeals: somebody thinks that an answer is worth more than it was given."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.assessment.errors import AppealResolved


class AppealState(StrEnum):
    """Where an appeal is."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Appeal(BaseModel):
    """One appeal against the marks of a work: an attempt, or a submission."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    appeal_id: str
    work_id: str
    activity_id: str
    """The assessment or the assignment."""
    user_id: str
    question_ids: tuple[str, ...]
    reason: str
    state: AppealState = AppealState.OPEN
    reply: str | None = None
    score_before_centi: int
    made_at: datetime
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    revision: int = 0

    def resolve(self, outcome: AppealState, reply: str, *, by: str, now: datetime) -> "Appeal":
        """Answer it. Raises ``AppealResolved`` for one that was answered otherwise."""
        if self.state is not AppealState.OPEN:
            raise AppealResolved(appeal_id=self.appeal_id)
        return self.model_copy(update={"state": outcome, "reply": reply, "resolved_by": by, "resolved_at": now})
