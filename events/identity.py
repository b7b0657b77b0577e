"""What identity tells: organizations, members, passwords, sessions."""

from typing import ClassVar

from shared.events import DomainEvent


class IdentityEvent(DomainEvent):
    """Something that happened to a person or an organization."""

    source: ClassVar[str] = "lms.identity"


class RegistrationRequested(IdentityEvent):
    """Somebody registered; the address is not proven yet, and may belong to somebody who is known already."""

    registration_id: str


class OrganizationRegistered(IdentityEvent):
    """There is a new organization."""

    organization_id: str


class OrganizationChanged(IdentityEvent):
    """An organization has another name or other settings."""

    organization_id: str


class OrganizationSuspended(IdentityEvent):
    """Nobody may act in this organization until it is resumed."""

    organization_id: str


class OrganizationResumed(IdentityEvent):
    """The organization runs again."""

    organization_id: str


class OrganizationDeleted(IdentityEvent):
    """The organization is gone for good."""

    organization_id: str


class PersonRegistered(IdentityEvent):
    """Somebody proved an address for the first time."""

    user_id: str


class MemberInvited(IdentityEvent):
    """Somebody was invited, for the first time or again."""

    user_id: str
    invitation_id: str
    roles: list[str]


class MemberJoined(IdentityEvent):
    """A person is an active member from now on: invited and accepted, or registered and proven."""

    user_id: str
    roles: list[str]


class MemberRolesChanged(IdentityEvent):
    """An active member has other roles."""

    user_id: str
    roles: list[str]


class MemberRenamed(IdentityEvent):
    """A member goes by another name here, which whoever lists by it has to ask for."""

    user_id: str


class MemberDeactivated(IdentityEvent):
    """A member may do nothing here until reactivated."""

    user_id: str


class MemberReactivated(IdentityEvent):
    """A deactivated member is active again."""

    user_id: str
    roles: list[str]


class MemberRemoved(IdentityEvent):
    """A person is no longer a member."""

    user_id: str


class MemberImportRequested(IdentityEvent):
    """A file of people waits to be imported."""

    job_id: str


class PasswordResetRequested(IdentityEvent):
    """Somebody says that they forgot a password; nobody knows yet whether the address is anybody's."""

    reset_id: str


class PasswordChanged(IdentityEvent):
    """A person has another password, and no other sessions than the one that changed it."""

    user_id: str
    by: str
    """``change`` or ``reset``."""


class RefreshTokenReused(IdentityEvent):
    """A refresh token came a second time: somebody else has it. The session has been ended."""

    user_id: str
    session_id: str


class SessionsRevoked(IdentityEvent):
    """Sessions of a person were ended by the person; None means all but the one that did it."""

    user_id: str
    session_id: str | None
