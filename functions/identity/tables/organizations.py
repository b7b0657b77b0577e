"""Rows of organizations: what they are, their settings, their audit log."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.identity.tables.base import IdentityRow
from shared.dynamo import Key


class OrganizationRow(IdentityRow, discriminator="Organization"):
    """An organization."""

    org_id = UnicodeAttribute()
    name = UnicodeAttribute()
    slug = UnicodeAttribute()
    country = UnicodeAttribute()
    status = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where an organization stands."""
        return f"ORG#{org_id}", "ORGANIZATION"


class SettingsRow(IdentityRow, discriminator="Settings"):
    """An organization's settings."""

    locale = UnicodeAttribute()
    time_zone = UnicodeAttribute()
    currency = UnicodeAttribute()
    gstin = UnicodeAttribute(null=True)
    branding = JSONAttribute()
    grading_scale = JSONAttribute()
    features = JSONAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where an organization's settings stand."""
        return f"ORG#{org_id}", "SETTINGS"


class SlugRow(IdentityRow, discriminator="Slug"):
    """Makes a slug unique, finds its organization without reading it, and lists it among all."""

    org_id = UnicodeAttribute()
    name = UnicodeAttribute()
    slug = UnicodeAttribute()
    status = UnicodeAttribute()
    country = UnicodeAttribute()
    locale = UnicodeAttribute()
    time_zone = UnicodeAttribute()
    currency = UnicodeAttribute()
    self_registration = BooleanAttribute()
    public_catalog = BooleanAttribute(default=True)
    created_at = UTCDateTimeAttribute()

    @staticmethod
    def key(slug: str) -> Key:
        """Where a slug stands."""
        return f"GLOBAL#SLUG#{slug}", "SLUG"

    @staticmethod
    def index_key(org_id: str = "") -> Key:
        """Where it stands among all organizations."""
        return "GLOBAL#ORGANIZATIONS", org_id


class AuditRow(IdentityRow, discriminator="AuditEntry"):
    """One act that somebody may have to answer for."""

    entry_id = UnicodeAttribute()
    act = UnicodeAttribute()
    actor_id = UnicodeAttribute()
    subject_id = UnicodeAttribute()
    facts = JSONAttribute()
    request_id = UnicodeAttribute()
    at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, entry_id: str = "") -> Key:
        """Where an entry stands in an organization's log."""
        return f"ORG#{org_id}#AUDIT", entry_id
