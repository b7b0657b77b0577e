"""Asking an administrator to approve what is to be published."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.catalog.errors import AlreadyDecided


class ApprovalState(StrEnum):
    """What became of a request."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    REPLACED = "replaced"
    """The course was changed, and approval asked for anew."""


class Approval(BaseModel):
    """The latest request, as it stands on the course: whether exactly this content may be published."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    request_id: str
    state: ApprovalState
    digest: str
    note: str = ""

    def allows(self, digest: str) -> bool:
        """Whether this content was approved."""
        return self.state is ApprovalState.APPROVED and self.digest == digest


class ApprovalRequest(BaseModel):
    """A request to approve a course's content: what the draft was at that moment, by its digest."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    request_id: str
    course_id: str
    digest: str
    message: str = ""
    state: ApprovalState = ApprovalState.REQUESTED
    requested_by: str
    requested_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    note: str = ""
    """What who decided has to say."""
    revision: int = 0

    @property
    def approval(self) -> Approval:
        """How it stands on the course."""
        return Approval.model_validate(self)

    def decide(self, state: ApprovalState, note: str, *, by: str, now: datetime) -> "ApprovalRequest":
        """The request as it was decided; itself when it was decided so before. Raises ``AlreadyDecided``."""
        if self.state is state:
            return self
        if self.state is not ApprovalState.REQUESTED:
            raise AlreadyDecided(request=self.request_id, state=self.state.value)
        return self.model_copy(update={"state": state, "note": note, "decided_by": by, "decided_at": now})

    def replace(self, now: datetime) -> "ApprovalRequest":
        """The request after another one took its place."""
        return self.model_copy(update={"state": ApprovalState.REPLACED, "decided_at": now})
