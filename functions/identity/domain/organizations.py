"""Organizations, and the settings that their administrators choose."""

import re
from datetime import datetime
from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

PLATFORM_ID = "org_platform"
PLATFORM_SLUG = "platform"

SLUG = re.compile(r"[a-z0-9](?:-?[a-z0-9]){2,39}")
RESERVED_SLUGS = frozenset(
    {"admin", "api", "app", "assets", "auth", "docs", "help", "login", "mail", "media", "static", "status", "support",
     "system", "www", PLATFORM_SLUG}
)  # fmt: skip


class OrganizationStatus(StrEnum):
    """Whether an organization runs."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    DELETED = "deleted"


class Organization(BaseModel):
    """A school, a company, an institute: everything inside belongs to it alone."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    org_id: str
    name: str
    slug: str
    country: str
    status: OrganizationStatus = OrganizationStatus.ACTIVE
    created_at: datetime
    updated_at: datetime
    revision: int = 0


class Branding(BaseModel):
    """How an organization looks."""

    model_config = ConfigDict(frozen=True)

    logo_url: str | None = None
    primary_color: str | None = None
    support_email: str | None = None


class GradeBand(BaseModel):
    """A grade, and the percentage from which it is given."""

    model_config = ConfigDict(frozen=True)

    grade: str
    from_percent: int


class Features(BaseModel):
    """What is switched on in an organization."""

    model_config = ConfigDict(frozen=True)

    self_registration: bool = True
    public_catalog: bool = True
    course_approval: bool = False
    course_reviews: bool = True
    leaderboards: bool = True
    ai_assistance: bool = True


DEFAULT_SCALE = (("A1", 91), ("A2", 81), ("B1", 71), ("B2", 61), ("C1", 51), ("C2", 41), ("D", 33), ("E", 0))
"""The nine-point scale of Indian schools without its lowest split: grades, and the per cent that each begins with."""


@cache
def _default_scale() -> tuple[GradeBand, ...]:
    return tuple(GradeBand(grade=grade, from_percent=percent) for grade, percent in DEFAULT_SCALE)


class Settings(BaseModel):
    """What an organization's administrators choose."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    locale: str
    time_zone: str
    currency: str
    gstin: str | None = None
    branding: Branding = Field(default_factory=Branding)
    grading_scale: tuple[GradeBand, ...] = Field(default_factory=_default_scale)
    features: Features = Field(default_factory=Features)
    updated_at: datetime
    revision: int = 0


class Founding(BaseModel):
    """What somebody says of an organization that is to be."""

    model_config = ConfigDict(frozen=True)

    name: str
    slug: str
    country: str
    time_zone: str
    locale: str
    currency: str

    def organization(self, org_id: str, now: datetime) -> Organization:
        """The organization that begins so."""
        return Organization(
            org_id=org_id, name=self.name, slug=self.slug, country=self.country, created_at=now, updated_at=now
        )

    def settings(self, now: datetime) -> Settings:
        """The settings to begin with."""
        return Settings(locale=self.locale, time_zone=self.time_zone, currency=self.currency, updated_at=now)


def checked_slug(text: str) -> str:
    """The slug, if an organization may have it. Raises ``ValueError``."""
    if not 3 <= len(text) <= 40 or not SLUG.fullmatch(text):
        raise ValueError("must be 3 to 40 small letters, digits and single hyphens")
    if text in RESERVED_SLUGS:
        raise ValueError("is reserved")
    return text


def checked_scale(bands: tuple[GradeBand, ...]) -> tuple[GradeBand, ...]:
    """The grading scale from the best grade down, if it is one. Raises ``ValueError``."""
    ordered = tuple(sorted(bands, key=lambda band: -band.from_percent))
    if not ordered or ordered[-1].from_percent != 0:
        raise ValueError("must have a grade from 0 percent")
    if len({band.from_percent for band in bands}) < len(bands) or len({band.grade for band in bands}) < len(bands):
        raise ValueError("must have every grade and every percentage once")
    return ordered
