"""Rows of what the gateway settled."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import Key


class SettledRow(CommerceRow, discriminator="Settled"):
    """Some lines of a settlement's report, a thousand at most."""

    settlement_id = UnicodeAttribute()
    lines = JSONAttribute()

    @staticmethod
    def key(org_id: str, month: str, settlement_id: str = "", number: int = 0) -> Key:
        """Where they stand among all that was settled in a month (``2026-11``, UTC)."""
        return f"ORG#{org_id}#SETTLED#{month}", f"{settlement_id}#{number:05}" if settlement_id else ""
