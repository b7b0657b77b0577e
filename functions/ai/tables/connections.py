"""Rows of connected providers."""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.ai.tables.base import AiRow
from shared.dynamo import IntegerAttribute, Key


class AiConnectionRow(AiRow, discriminator="AiConnection"):
    """An account at a provider, its key sealed."""

    base_url = UnicodeAttribute()
    model = UnicodeAttribute()
    sealed_key = BinaryAttribute(legacy_encoding=False)
    key_ends = UnicodeAttribute()
    currency = UnicodeAttribute()
    input_micro = IntegerAttribute()
    output_micro = IntegerAttribute()
    updated_by = UnicodeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#PROVIDER", "PROVIDER"
