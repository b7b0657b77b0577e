"""Bodies about where one is signed in."""

from datetime import datetime

from pydantic import ConfigDict

from functions.identity.domain.sessions import Session
from functions.identity.schemas.examples import ORG_ID, SESSION_ID
from shared.schemas import Out


class SessionOut(Out):
    """A sign-in on one device. It ends at `expires_at` unless it is used before."""

    session_id: str
    organization_id: str
    device: str
    address: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "session_id": SESSION_ID,
                    "organization_id": ORG_ID,
                    "device": "Mozilla/5.0 (Linux; Android 14) Firefox/140.0",
                    "address": "203.0.113.7",
                    "created_at": "2026-11-22T09:30:00Z",
                    "last_used_at": "2026-11-22T10:05:12Z",
                    "expires_at": "2026-12-22T10:05:12Z",
                    "current": True,
                }
            ]
        }
    )

    @classmethod
    def of(cls, session: Session, current_id: str) -> "SessionOut":
        """The answer for a session."""
        return cls(
            session_id=session.session_id,
            organization_id=session.org_id,
            device=session.device,
            address=session.address,
            created_at=session.created_at,
            last_used_at=session.last_used_at,
            expires_at=session.until,
            current=session.session_id == current_id,
        )
