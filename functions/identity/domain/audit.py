"""The audit log: acts that somebody may have to answer for. Ids and choices only, never names."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

Fact = str | int | bool | None | list[str]


class Act(StrEnum):
    """What was done."""

    ORGANIZATION_REGISTERED = "organization.registered"
    ORGANIZATION_CHANGED = "organization.changed"
    ORGANIZATION_SUSPENDED = "organization.suspended"
    ORGANIZATION_RESUMED = "organization.resumed"
    ORGANIZATION_DELETED = "organization.deleted"
    SETTINGS_CHANGED = "settings.changed"
    MEMBER_INVITED = "member.invited"
    MEMBER_JOINED = "member.joined"
    MEMBER_CHANGED = "member.changed"
    MEMBER_ROLES_CHANGED = "member.roles_changed"
    MEMBER_DEACTIVATED = "member.deactivated"
    MEMBER_REACTIVATED = "member.reactivated"
    MEMBER_REMOVED = "member.removed"
    MEMBERS_IMPORTED = "members.imported"
    ADMINISTRATOR_SIGNED_IN = "administrator.signed_in"
    PASSWORD_CHANGED = "password.changed"
    PASSWORD_RESET = "password.reset"
    SESSIONS_REVOKED = "sessions.revoked"
    REFRESH_TOKEN_REUSED = "refresh_token.reused"


class AuditEntry(BaseModel):
    """One act."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    entry_id: str
    act: Act
    actor_id: str
    subject_id: str
    facts: dict[str, Fact]
    request_id: str
    at: datetime
