"""Members: persons in one organization, what they are there, and how they are found."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from shared.permissions import Role

INVITED_FOR = timedelta(days=7)
ANY = "any"
ADMINISTRATORS = frozenset({Role.ORG_ADMIN, Role.PLATFORM_ADMIN})


class MemberStatus(StrEnum):
    """Where a membership stands."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


class Member(BaseModel):
    """A person in an organization, under the name by which they are known there."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    user_id: str
    email: str
    name: str
    roles: tuple[Role, ...]
    status: MemberStatus
    invitation_id: str | None = None
    invited_until: datetime | None = None
    joined_at: datetime | None = None
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def administers(self) -> bool:
        """Whether this is one of the organization's administrators at present."""
        return self.status is MemberStatus.ACTIVE and not ADMINISTRATORS.isdisjoint(self.roles)

    def facets(self) -> list[tuple[str, str]]:
        """The lists this member stands in: by role (or any) and status (or any)."""
        return [(role, status) for role in (ANY, *self.roles) for status in (ANY, self.status.value)]


def sorted_roles(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each role once, in one order."""
    return tuple(sorted(set(roles)))


def sorting_name(name: str) -> str:
    """The name as lists are sorted and searched by it."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[:120]
