"""Organizations, and the settings that their administrators choose."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

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


class Settings(BaseModel):
    """What an organization's administrators choose."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    locale: str
    time_zone: str
    currency: str
    gstin: str | None = None
    branding: dict[str, Any] = {}
    grading_scale: list[dict[str, Any]] = []
    features: dict[str, bool] = {}
    updated_at: datetime
    revision: int = 0
