"""Registrations: what somebody says of themselves, until they prove their address."""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from functions.identity.domain.organizations import Founding

GOOD_FOR = timedelta(hours=24)
THE_SAME_WITHIN = timedelta(minutes=1)
RESET_GOOD_FOR = timedelta(minutes=30)


class Registration(BaseModel):
    """Somebody wants to join an organization, or to found one."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    registration_id: str
    email: str
    name: str
    password_hash: str
    user_id: str
    org_id: str
    founds: Founding | None = None
    asked_at: datetime
    revision: int = 0

    def is_about(self, other: "Registration") -> bool:
        """Whether both say the same, but for the password, which only its hash can tell."""
        target = self.founds == other.founds and (self.founds is not None or self.org_id == other.org_id)
        return target and self.name == other.name and self.email == other.email


class Pending(BaseModel):
    """The latest registration with an address."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    registration_id: str
    asked_at: datetime
    revision: int = 0


class ResetRequest(BaseModel):
    """Somebody forgot the password of an address."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    reset_id: str
    email: str
    revision: int = 0
