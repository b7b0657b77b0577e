"""Rows of settings."""

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.ai.tables.base import AiRow
from shared.dynamo import IntegerAttribute, Key


class SettingsRow(AiRow, discriminator="Settings"):
    """How far AI may go in an organization."""

    switched_on = BooleanAttribute()
    may_leave = BooleanAttribute()
    organization_tokens = IntegerAttribute()
    organization_micro = IntegerAttribute()
    person_tokens = IntegerAttribute()
    person_micro = IntegerAttribute()
    updated_by = UnicodeAttribute(null=True)
    updated_at = UTCDateTimeAttribute(null=True)

    @staticmethod
    def key(org_id: str) -> Key:
        """Where they stand."""
        return f"ORG#{org_id}#SETTINGS", "SETTINGS"
