"""Bodies of registering, signing in and passwords."""

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict

from functions.identity.domain.organizations import Founding, OrganizationStatus
from functions.identity.domain.places import currency_of
from functions.identity.domain.sessions import Session
from functions.identity.domain.tokens import LIFE
from functions.identity.repository.memberships import Membership, Self
from functions.identity.schemas.types import (
    Country,
    Currency,
    Email,
    KnownSlug,
    Locale,
    Name,
    NewPassword,
    Password,
    Slug,
    TimeZone,
)
from functions.identity.service.sign_in import LiveSession
from shared.permissions import Role
from shared.schemas import BodyId, In, Out, Token

_ORG_ID = "org_01JD0K2N8M7L6K5J4H3G2F1E0D"
_USER_ID = "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"
_SESSION_ID = "ses_01JD0K9A1B2C3D4E5F6G7H8J9K"
_LINK = "reg_01JD0K2P8N7M6Q5R4S3T2V1W0X.2m7QxT3vY8ZcWl0pA9sDfGhJkLzXcVbN1qW2eR3tY4u"
_MEMBERSHIP: dict[str, Any] = {
    "organization_id": _ORG_ID,
    "slug": "greenfield",
    "name": "Greenfield School",
    "roles": ["org_admin"],
}
_SIGNED_IN: dict[str, Any] = {
    "access_token": "eyJhbGciOiJFZERTQSIsImtpZCI6IjIwMjYxMTIyLTlmM2EiLCJ0eXAiOiJhdCtqd3QifQ.eyJzdWIiOiJ1c3IifQ.c2ln",
    "token_type": "Bearer",
    "expires_in": 900,
    "refresh_token": f"{_USER_ID}.{_SESSION_ID}.1.Zk1vQ2x3bU9pYXNkZg.c2lnbmF0dXJl",
    "session_id": _SESSION_ID,
    "organization_id": _ORG_ID,
    "memberships": [_MEMBERSHIP],
}


class FoundingIn(In):
    """An organization that is to be. The currency is that of the country unless given."""

    name: Name
    slug: Slug
    country: Country
    time_zone: TimeZone
    locale: Locale
    currency: Currency | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Greenfield School",
                    "slug": "greenfield",
                    "country": "IN",
                    "time_zone": "Asia/Kolkata",
                    "locale": "en-IN",
                    "currency": "INR",
                }
            ]
        }
    )

    def founding(self) -> Founding:
        """The same for the service."""
        return Founding(
            name=self.name,
            slug=self.slug,
            country=self.country,
            time_zone=self.time_zone,
            locale=self.locale,
            currency=self.currency or currency_of(self.country),
        )


class RegisterOrganizationIn(In):
    """Somebody who founds an organization."""

    organization: FoundingIn
    name: Name
    email: Email
    password: NewPassword

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organization": {
                        "name": "Greenfield School",
                        "slug": "greenfield",
                        "country": "IN",
                        "time_zone": "Asia/Kolkata",
                        "locale": "en",
                    },
                    "name": "Asha Menon",
                    "email": "asha.menon@example.org",
                    "password": "seven patient rivers",
                }
            ]
        }
    )


class RegisterIn(In):
    """Somebody who joins an organization as a student."""

    organization: KnownSlug
    name: Name
    email: Email
    password: NewPassword

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organization": "greenfield",
                    "name": "Meera Nair",
                    "email": "meera.nair@example.org",
                    "password": "nine purple mangoes",
                }
            ]
        }
    )


class RegisteredOut(Out):
    """The answer to every registration: a mail is on its way to the address."""

    status: Literal["verification_sent"]


class LinkIn(In):
    """What was in the link of a mail."""

    token: Token

    model_config = ConfigDict(json_schema_extra={"examples": [{"token": _LINK}]})


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

    model_config = ConfigDict(json_schema_extra={"examples": [{"organization_id": _ORG_ID}]})


class ForgotPasswordIn(In):
    """The address whose password is forgotten."""

    email: Email

    model_config = ConfigDict(json_schema_extra={"examples": [{"email": "meera.nair@example.org"}]})


class ForgottenOut(Out):
    """The answer to every such request: if the address is somebody's, a mail is on its way."""

    status: Literal["reset_sent_if_known"]


class ResetPasswordIn(In):
    """A new password, by link."""

    token: Token
    password: NewPassword

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"token": _LINK.replace("reg", "rst"), "password": "four grey elephants"}]}
    )


class ChangePasswordIn(In):
    """A new password, knowing the current one."""

    current_password: Password
    new_password: NewPassword

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"current_password": "nine purple mangoes", "new_password": "four grey elephants"}]
        }
    )


class AcceptInvitationIn(In):
    """An invitation to accept. The password is needed by who has none yet, and ignored for everybody else."""

    token: Token
    name: Name | None = None
    password: NewPassword | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"token": f"{_ORG_ID}.{_USER_ID}.inv_01JD.c2ln", "name": "Arjun Rao", "password": "four grey elephants"}
            ]
        }
    )


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
    def of(cls, signed_in: LiveSession) -> "LiveSessionOut":
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
                    "user_id": _USER_ID,
                    "email": "meera.nair@example.org",
                    "name": "Meera Nair",
                    "locale": "en-IN",
                    "time_zone": "Asia/Kolkata",
                    "session_id": _SESSION_ID,
                    "organization": {
                        "organization_id": _ORG_ID,
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
                    "session_id": _SESSION_ID,
                    "organization_id": _ORG_ID,
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


class JwkOut(Out):
    """A public key (RFC 8037)."""

    kty: str
    crv: str
    x: str
    kid: str
    use: str
    alg: str


class JwksOut(Out):
    """The public keys that access tokens are checked with (RFC 7517)."""

    keys: list[JwkOut]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "keys": [
                        {
                            "kty": "OKP",
                            "crv": "Ed25519",
                            "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
                            "kid": "20261122-9f3a51c2d4e5f607",
                            "use": "sig",
                            "alg": "EdDSA",
                        }
                    ]
                }
            ]
        }
    )
