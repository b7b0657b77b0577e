"""Rows of how far the gateway was asked."""

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import IntegerAttribute, Key


class SweepRow(CommerceRow, discriminator="Sweep"):
    """How far a connection's sweep is."""

    connection_id = UnicodeAttribute()
    since = UTCDateTimeAttribute()
    until = UTCDateTimeAttribute()
    asking = UnicodeAttribute()
    offset = IntegerAttribute()
    long_at = UTCDateTimeAttribute()
    seen = IntegerAttribute()
    found = IntegerAttribute()
    ended = BooleanAttribute()

    @staticmethod
    def key(org_id: str, connection_id: str) -> Key:
        """Where a connection's sweep stands."""
        return f"ORG#{org_id}#SWEEP#{connection_id}", "SWEEP"
