"""Rows of the ledger."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import IntegerAttribute, Key


class PostingRow(CommerceRow, discriminator="Posting"):
    """One movement of money. Never changed."""

    posting_id = UnicodeAttribute()
    posted_as = UnicodeAttribute()
    entries = JSONAttribute()
    refs = JSONAttribute()
    at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, posting_id: str) -> Key:
        """Where a posting stands."""
        return f"ORG#{org_id}#POSTING#{posting_id}", "POSTING"

    @staticmethod
    def month_key(org_id: str, month: str, place: str = "") -> Key:
        """Where it stands among those of its month (``2026-11``)."""
        return f"ORG#{org_id}#POSTINGS#{month}", place


class BalanceRow(CommerceRow, discriminator="Balance"):
    """A part of an account's balance: postings are spread over some rows, so that sales do not wait for each other."""

    account = UnicodeAttribute()
    currency = UnicodeAttribute()
    amount_minor = IntegerAttribute()

    @staticmethod
    def key(org_id: str, account: str = "", currency: str = "", shard: int = 0) -> Key:
        """Where a part of a balance stands."""
        return f"ORG#{org_id}#BALANCES", f"{account}#{currency}#{shard}" if account else ""
