"""Bodies of signing in, and of who one is."""

from typing import TYPE_CHECKING, Any, Literal

from pydantic import ConfigDict

from functions.identity.domain.organizations import OrganizationStatus
from functions.identity.domain.tokens import LIFE
from functions.identity.repository.memberships import Membership, Self
from functions.identity.schemas.examples import ORG_ID, SESSION_ID, USER_ID
from functions.identity.schemas.types import Email, KnownSlug, Password
from shared.permissions import Role
from shared.schemas import BodyId, In, Out, Token

if TYPE_CHECKING:
    from functions.identity.service.sign_in import LiveSession

_MEMBERSHIP: dict[str, Any] = {
    "organization_id": ORG_ID,
    "slug": "greenfield",
    "name": "Greenfield School",
    "roles": ["org_admin"],
}
_SIGNED_IN: dict[str, Any] = {
    "access_token": "eyJhbGciOiJFZERTQSIsImtpZCI6IjIwMjYxMTIyLTlmM2EiLCJ0eXAiOiJhdCtqd3QifQ.eyJzdWIiOiJ1c3IifQ.c2ln",
    "token_type": "Bearer",
    "expires_in": 900,
    "refresh_token": f"{USER_ID}.{SESSION_ID}.1.Zk1vQ2x3bU9pYXNkZg.c2lnbmF0dXJl",
    "session_id": SESSION_ID,
    "organization_id": ORG_ID,
    "memberships": [_MEMBERSHIP],
}


class SignInIn(In):
    """Who signs in, and where: in the organization with that slug, or in the one joined first."""

    email: Email
    password: Password
    organization: KnownSlug | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"email": "meera.nair@example.org", "password": "nine purple mangoes", "organization": "greenfield"}
            ]
        }
    )


class RefreshIn(In):
    """A refresh token. It is good for one use."""

    refresh_token: Token

    model_config = ConfigDict(json_schema_extra={"examples": [{"refresh_token": _SIGNED_IN["refresh_token"]}]})


class OrganizationChoiceIn(In):
    """The organization to go on in."""

    organization_id: BodyId

    model_config = ConfigDict(json_schema_extra={"examples": [{"organization_id": ORG_ID}]})


class MembershipOut(Out):
    """Where one may act, and as what."""

    organization_id: str
    slug: str
    name: str
    roles: list[Role]

    @classmethod
    def of(cls, membership: Membership) -> "MembershipOut":
        """The answer for a membership."""
        organization = membership.organization
        return cls(
            organization_id=organization.org_id,
            slug=organization.slug,
            name=organization.name,
            roles=[*membership.member.roles],
        )


class LiveSessionOut(Out):
    """Tokens: the access token goes into `Authorization: Bearer …`; the refresh token brings the next pair, once.

    Let one place in the client refresh: a refresh token that is used twice ends the session.
    """

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    refresh_token: str
    session_id: str
    organization_id: str
    memberships: list[MembershipOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_SIGNED_IN]})

    @classmethod
    def of(cls, signed_in: "LiveSession") -> "LiveSessionOut":
        """The answer for a session."""
        return cls(
            access_token=signed_in.access_token,
            token_type="Bearer",
            expires_in=int(LIFE.total_seconds()),
            refresh_token=signed_in.refresh_token,
            session_id=signed_in.session.session_id,
            organization_id=signed_in.session.org_id,
            memberships=[MembershipOut.of(membership) for membership in signed_in.memberships],
        )


class PresentOrganizationOut(Out):
    """The organization that the session is for."""

    organization_id: str
    slug: str
    name: str
    status: OrganizationStatus


class SelfOut(Out):
    """Who is signed in: the person, where, as what, and what that allows."""

    user_id: str
    email: str
    name: str
    locale: str
    time_zone: str
    session_id: str
    organization: PresentOrganizationOut
    roles: list[Role]
    permissions: list[str]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "user_id": USER_ID,
                    "email": "meera.nair@example.org",
                    "name": "Meera Nair",
                    "locale": "en-IN",
                    "time_zone": "Asia/Kolkata",
                    "session_id": SESSION_ID,
                    "organization": {
                        "organization_id": ORG_ID,
                        "slug": "greenfield",
                        "name": "Greenfield School",
                        "status": "active",
                    },
                    "roles": ["student"],
                    "permissions": ["courses.read", "enrollments.create"],
                }
            ]
        }
    )

    @classmethod
    def of(cls, known: Self, session_id: str, permissions: list[str]) -> "SelfOut":
        """The answer for the caller, under the name that the organization knows."""
        organization = known.organization
        return cls(
            user_id=known.person.user_id,
            email=known.person.email,
            name=known.member.name,
            locale=known.person.locale,
            time_zone=known.person.time_zone,
            session_id=session_id,
            organization=PresentOrganizationOut(
                organization_id=organization.org_id,
                slug=organization.slug,
                name=organization.name,
                status=organization.status,
            ),
            roles=[*known.member.roles],
            permissions=permissions,
        )
