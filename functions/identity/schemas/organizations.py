"""Bodies of organizations, settings and the audit log."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field

from functions.identity.domain.audit import Act, AuditEntry, Fact
from functions.identity.domain.organizations import (
    Branding,
    Features,
    GradeBand,
    Organization,
    OrganizationStatus,
    Settings,
    checked_scale,
)
from functions.identity.repository.organizations import ListedOrganization
from functions.identity.schemas.registrations import FoundingIn
from functions.identity.schemas.types import Color, Country, Currency, Email, Gstin, HttpsUrl, Locale, Name, TimeZone
from shared.schemas import In, Line, Out

_ORG_ID = "org_01JD0K2N8M7L6K5J4H3G2F1E0D"
_ORGANIZATION: dict[str, Any] = {
    "organization_id": _ORG_ID,
    "name": "Greenfield School",
    "slug": "greenfield",
    "country": "IN",
    "status": "active",
    "created_at": "2026-11-20T08:00:00Z",
}
_SETTINGS: dict[str, Any] = {
    "locale": "en-IN",
    "time_zone": "Asia/Kolkata",
    "currency": "INR",
    "gstin": "27AAPFU0939F1ZV",
    "branding": {
        "logo_url": "https://greenfield.example/logo.png",
        "primary_color": "#1d4ed8",
        "support_email": "help@greenfield.example",
    },
    "grading_scale": [{"grade": "A", "from_percent": 60}, {"grade": "B", "from_percent": 0}],
    "features": {
        "self_registration": True,
        "public_catalog": True,
        "course_approval": False,
        "course_reviews": True,
        "leaderboards": True,
        "ai_assistance": True,
    },
}


class AdministratorIn(In):
    """Who shall administer the organization first."""

    name: Name
    email: Email


class NewOrganizationIn(FoundingIn):
    """An organization that is to be, and its first administrator, who is invited."""

    admin: AdministratorIn

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Greenfield School",
                    "slug": "greenfield",
                    "country": "IN",
                    "time_zone": "Asia/Kolkata",
                    "locale": "en-IN",
                    "admin": {"name": "Meera Nair", "email": "meera.nair@example.org"},
                }
            ]
        }
    )


class OrganizationOut(Out):
    """An organization."""

    organization_id: str
    name: str
    slug: str
    country: str
    status: OrganizationStatus
    created_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_ORGANIZATION]})

    @classmethod
    def of(cls, organization: Organization | ListedOrganization) -> "OrganizationOut":
        """The answer for an organization."""
        return cls(
            organization_id=organization.org_id,
            name=organization.name,
            slug=organization.slug,
            country=organization.country,
            status=organization.status,
            created_at=organization.created_at,
        )


class OrganizationIn(In):
    """What to change of an organization; what is left out stays. The slug is for good."""

    name: Name | None = None
    country: Country | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Greenfield High School"}]})


class BrandingIn(In):
    """How the organization looks."""

    logo_url: HttpsUrl | None = None
    primary_color: Color | None = None
    support_email: Email | None = None


class GradeBandIn(In):
    """A grade, and the percentage from which it is given."""

    grade: Annotated[Line, Field(max_length=12)]
    from_percent: Annotated[int, Field(ge=0, le=100)]


class FeaturesIn(In):
    """What is switched on."""

    self_registration: bool = True
    public_catalog: bool = True
    course_approval: bool = False
    course_reviews: bool = True
    leaderboards: bool = True
    ai_assistance: bool = True


def _scale(bands: list[GradeBandIn]) -> list[GradeBandIn]:
    checked_scale(tuple(GradeBand(grade=band.grade, from_percent=band.from_percent) for band in bands))
    return bands


class SettingsIn(In):
    """What to change of the settings; what is left out stays. A part (branding, scale, features) is replaced whole."""

    locale: Locale | None = None
    time_zone: TimeZone | None = None
    currency: Currency | None = None
    gstin: Gstin | None = None
    branding: BrandingIn | None = None
    grading_scale: Annotated[list[GradeBandIn], Field(max_length=30), AfterValidator(_scale)] | None = None
    features: FeaturesIn | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [_SETTINGS]})

    def changes(self) -> dict[str, object]:
        """What was given, for the service. Only the GSTIN can be taken away, by null."""
        given: dict[str, object] = {
            name: getattr(self, name) for name in ("locale", "time_zone", "currency") if getattr(self, name) is not None
        }
        if "gstin" in self.model_fields_set:
            given["gstin"] = self.gstin
        if self.branding is not None:
            given["branding"] = Branding(**self.branding.model_dump())
        if self.grading_scale is not None:
            given["grading_scale"] = checked_scale(tuple(GradeBand(**band.model_dump()) for band in self.grading_scale))
        if self.features is not None:
            given["features"] = Features(**self.features.model_dump())
        return given


class SettingsOut(Out):
    """An organization's settings."""

    locale: str
    time_zone: str
    currency: str
    gstin: str | None
    branding: Branding
    grading_scale: list[GradeBand]
    features: Features
    updated_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [{**_SETTINGS, "updated_at": "2026-11-22T09:30:00Z"}]})

    @classmethod
    def of(cls, settings: Settings) -> "SettingsOut":
        """The answer for settings."""
        return cls.model_validate(settings)


class AuditEntryOut(Out):
    """One act: what, by whom, to whom, when, and the request that did it."""

    entry_id: str
    act: Act
    actor_id: str
    subject_id: str
    facts: dict[str, Fact]
    request_id: str
    at: datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "entry_id": "aud_01JD0K9A1B2C3D4E5F6G7H8J9K",
                    "act": "member.roles_changed",
                    "actor_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
                    "subject_id": "usr_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
                    "facts": {"roles": ["tutor"], "status": "active"},
                    "request_id": "req_01JD0K9A1B2C3D4E5F6G7H8J9K",
                    "at": "2026-11-22T09:30:00Z",
                }
            ]
        }
    )

    @classmethod
    def of(cls, entry: AuditEntry) -> "AuditEntryOut":
        """The answer for an entry."""
        return cls.model_validate(entry)
