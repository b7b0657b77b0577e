"""Rows of what calls may take and took."""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from functions.ai.tables.base import AiRow
from shared.dynamo import IntegerAttribute, Key


class SpentRow(AiRow, discriminator="Spent"):
    """What a month has taken so far, reservations included: of all, of a person, or of a feature (settled calls)."""

    tokens = IntegerAttribute(null=True)
    micro = IntegerAttribute(null=True)
    calls = IntegerAttribute(null=True)

    @staticmethod
    def key(org_id: str, month: str, whose: str = "") -> Key:
        """Where it stands. ``whose`` is ALL, PERSON#<user> or FEATURE#<feature>."""
        return f"ORG#{org_id}#SPENT#{month}", whose


class CallRow(AiRow, discriminator="Call"):
    """A call of a provider: what is reserved for it, and once it is settled what it answered."""

    call_id = UnicodeAttribute()
    tried = IntegerAttribute()
    """How often it was begun."""
    state = UnicodeAttribute()
    month = UnicodeAttribute()
    reserved_tokens = IntegerAttribute()
    reserved_micro = IntegerAttribute()
    answer = BinaryAttribute(legacy_encoding=False, null=True)

    @staticmethod
    def key(org_id: str, call_id: str) -> Key:
        """Where a call stands."""
        return f"ORG#{org_id}#CALL#{call_id}", "CALL"
