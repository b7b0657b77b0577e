"""Members: persons in one organization, what they are there, and how they are found."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.identity.errors import LastAdministrator, MemberNotYetJoined
from shared.permissions import Role

INVITED_FOR = timedelta(days=7)
ANY = "any"
ADMINISTRATORS = frozenset({Role.ORG_ADMIN, Role.PLATFORM_ADMIN})


class MemberStatus(StrEnum):
    """Where a membership stands."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody to invite, and what as."""

    email: str
    name: str
    roles: tuple[Role, ...]


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

    def goes_by(self, beginning: str) -> bool:
        """Whether the name begins so."""
        return sorting_name(self.name).startswith(sorting_name(beginning))

    def facets(self) -> list[tuple[str, str]]:
        """The lists this member stands in: by role (or any) and status (or any)."""
        return [(role, status) for role in (ANY, *self.roles) for status in (ANY, self.status.value)]

    def joined(self, now: datetime) -> "Member":
        """The member as active, with the invitation used."""
        return self._changed(now, status=MemberStatus.ACTIVE, joined_at=now, invitation_id=None, invited_until=None)

    def invited_again(self, invitation_id: str, roles: tuple[Role, ...], name: str, now: datetime) -> "Member":
        """The member with a new invitation; the one before is worth nothing from now on."""
        return self._changed(
            now,
            name=name,
            roles=roles,
            status=MemberStatus.INVITED,
            invitation_id=invitation_id,
            invited_until=now + INVITED_FOR,
        )

    def may_accept(self, invitation_id: str, now: datetime) -> bool:
        """Whether this invitation can still be accepted."""
        current = self.status is MemberStatus.INVITED and self.invitation_id == invitation_id
        return current and self.invited_until is not None and now < self.invited_until

    def edited(
        self, now: datetime, *, name: str | None, roles: tuple[Role, ...] | None, status: MemberStatus | None
    ) -> "Member":
        """The member after an administrator's change. Raises ``MemberNotYetJoined``: nobody accepts for another."""
        if status is MemberStatus.ACTIVE and self.joined_at is None:
            raise MemberNotYetJoined
        over = {"invitation_id": None, "invited_until": None} if status is MemberStatus.DEACTIVATED else {}
        return self._changed(
            now, name=name or self.name, roles=roles or self.roles, status=status or self.status, **over
        )

    def _changed(self, now: datetime, **changes: object) -> "Member":
        return self.model_copy(update={**changes, "updated_at": now})


class Administrators(BaseModel):
    """Who administers an organization at present."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    user_ids: tuple[str, ...] = ()
    revision: int = 0

    def after(self, member: Member | None, user_id: str) -> "Administrators":
        """The administrators once this member is so (None: gone). Raises ``LastAdministrator`` if none is left."""
        others = tuple(other for other in self.user_ids if other != user_id)
        remaining = (*others, user_id) if member and member.administers else others
        if self.user_ids and not remaining:
            raise LastAdministrator
        return self.model_copy(update={"user_ids": remaining})


class Profile(BaseModel):
    """How a tutor presents themselves in an organization."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    user_id: str
    headline: str = ""
    biography: str = ""
    subjects: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    updated_at: datetime | None = None
    revision: int = 0


def sorted_roles(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each role once, in one order."""
    return tuple(sorted(set(roles)))


def sorting_name(name: str) -> str:
    """The name as lists are sorted and searched by it."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[:120]
