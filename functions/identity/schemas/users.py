"""Bodies of people, invitations, profiles and imports."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from functions.identity.domain.imports import SAID, Outcome
from functions.identity.domain.members import Member, MemberStatus, Profile
from functions.identity.domain.people import Person
from functions.identity.repository.imports import Imported
from functions.identity.schemas.types import Email, HttpsUrl, Locale, Name, Roles, TimeZone
from shared.permissions import Role
from shared.schemas import In, Line, Out, Text

_USER_ID = "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"
_PROFILE: dict[str, Any] = {
    "headline": "Physics, from the kitchen to the stars",
    "biography": "I have taught physics in Pune for twelve years.",
    "subjects": ["Physics", "Astronomy"],
    "languages": ["en", "hi", "mr"],
    "links": ["https://example.org/meera"],
}

Short = Annotated[list[Line], Field(max_length=20)]


class UserOut(Out):
    """Somebody in the organization. `email` is null for who may not see it."""

    user_id: str
    name: str
    email: str | None
    roles: list[Role]
    status: MemberStatus
    joined_at: datetime | None
    created_at: datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "user_id": _USER_ID,
                    "name": "Meera Nair",
                    "email": "meera.nair@example.org",
                    "roles": ["tutor"],
                    "status": "active",
                    "joined_at": "2026-11-22T09:30:00Z",
                    "created_at": "2026-11-20T08:00:00Z",
                }
            ]
        }
    )

    @classmethod
    def of(cls, member: Member, *, with_email: bool) -> "UserOut":
        """The answer for a member."""
        return cls(
            user_id=member.user_id,
            name=member.name,
            email=member.email if with_email else None,
            roles=[*member.roles],
            status=member.status,
            joined_at=member.joined_at,
            created_at=member.created_at,
        )


class UserIn(In):
    """What to change of a member; what is left out stays."""

    name: Name | None = None
    roles: Roles | None = None
    status: Literal[MemberStatus.ACTIVE, MemberStatus.DEACTIVATED] | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"roles": ["tutor", "student"], "status": "active"}]})


class PersonOut(Out):
    """Oneself, as a person in all organizations."""

    user_id: str
    email: str
    name: str
    locale: str
    time_zone: str
    created_at: datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "user_id": _USER_ID,
                    "email": "meera.nair@example.org",
                    "name": "Meera Nair",
                    "locale": "en-IN",
                    "time_zone": "Asia/Kolkata",
                    "created_at": "2026-11-20T08:00:00Z",
                }
            ]
        }
    )

    @classmethod
    def of(cls, person: Person) -> "PersonOut":
        """The answer for a person."""
        return cls.model_validate(person)


class PersonIn(In):
    """What to change of oneself; what is left out stays."""

    name: Name | None = None
    locale: Locale | None = None
    time_zone: TimeZone | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"locale": "hi-IN", "time_zone": "Asia/Kolkata"}]})


class InvitationIn(In):
    """Somebody to invite, and what as."""

    email: Email
    name: Name
    roles: Roles

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"email": "arjun.rao@example.org", "name": "Arjun Rao", "roles": ["tutor"]}]}
    )


class ProfileIn(In):
    """A tutor's profile, whole."""

    headline: Annotated[Text, Field(max_length=200)]
    biography: Text
    subjects: Short
    languages: Annotated[list[Locale], Field(max_length=20)]
    links: Annotated[list[HttpsUrl], Field(max_length=10)]

    model_config = ConfigDict(json_schema_extra={"examples": [_PROFILE]})


class ProfileOut(Out):
    """A tutor's profile."""

    user_id: str
    headline: str
    biography: str
    subjects: list[str]
    languages: list[str]
    links: list[str]
    updated_at: datetime | None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"user_id": _USER_ID, **_PROFILE, "updated_at": "2026-11-22T09:30:00Z"}]}
    )

    @classmethod
    def of(cls, profile: Profile) -> "ProfileOut":
        """The answer for a profile."""
        return cls.model_validate(profile)


class ImportedOut(Out):
    """What became of one line of an imported file. `user_id` is null where nobody was invited."""

    line: int
    email: str
    outcome: Outcome
    message: str
    user_id: str | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "line": 7,
                    "email": "arjun.rao@example.org",
                    "outcome": "created",
                    "message": "Invited.",
                    "user_id": _USER_ID,
                }
            ]
        }
    )

    @classmethod
    def of(cls, imported: Imported) -> "ImportedOut":
        """The answer for a line."""
        return cls(
            line=imported.line,
            email=imported.email,
            outcome=imported.outcome,
            message=SAID[imported.outcome],
            user_id=imported.user_id,
        )
