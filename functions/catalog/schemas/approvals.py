"""Bodies of requests and answers about the approval of courses."""

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict

from functions.catalog.domain.approvals import ApprovalState
from functions.catalog.schemas.courses import Summary
from shared.schemas import In, Out

_REQUEST: dict[str, Any] = {
    "request_id": "apr_01JD5H03CC4D5E6F7G8H9JKMNP",
    "course_id": "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7",
    "state": "rejected",
    "message": "The lesson on instalments is new.",
    "requested_by": "usr_01JD5GYVX1B2C3D4E5F6G7H8J9",
    "requested_at": "2026-11-20T09:30:00Z",
    "decided_by": "usr_01JD5GYVX1B2C3D4E5F6G7H8JA",
    "decided_at": "2026-11-21T10:00:00Z",
    "note": "Please name the source of the interest rates.",
}


class ApprovalRequestIn(In):
    """What to tell who decides."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"message": _REQUEST["message"]}]})

    message: Summary = ""


class DecisionIn(In):
    """What is decided, and what to say about it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"decision": "rejected", "note": _REQUEST["note"]}]})

    decision: Literal["approved", "rejected"]
    note: Summary = ""

    @property
    def state(self) -> ApprovalState:
        """What becomes of the request."""
        return ApprovalState(self.decision)


class ApprovalRequestOut(Out):
    """A request to approve a course as it was at that moment."""

    model_config = ConfigDict(json_schema_extra={"examples": [_REQUEST]})

    request_id: str
    course_id: str
    state: ApprovalState
    message: str
    requested_by: str
    requested_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    note: str
