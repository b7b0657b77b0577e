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
    """A part of an account's balance: postings are spread over some rows, so that sales do not wait for each other.

    What is owed to a person is kept by month, with what of it was earned, taken back and paid: all of it together is
    the balance, and a month of it a statement.
    """

    account = UnicodeAttribute()
    currency = UnicodeAttribute()
    amount_minor = IntegerAttribute()
    party = UnicodeAttribute(null=True)
    month = UnicodeAttribute(null=True)
    earned_minor = IntegerAttribute(null=True)
    taken_back_minor = IntegerAttribute(null=True)
    paid_minor = IntegerAttribute(null=True)

    @staticmethod
    def key(org_id: str, account: str = "", currency: str = "", shard: int = 0, month: str = "") -> Key:
        """Where a part of a balance stands."""
        return f"ORG#{org_id}#BALANCES", "#".join(
            filter(None, [account, account and currency, month, str(shard) if account else ""])
        )

    @staticmethod
    def month_key(org_id: str, month: str, party: str = "", currency: str = "", shard: int = 0) -> Key:
        """Where what somebody is owed stands among all of a month (``2026-11``)."""
        return f"ORG#{org_id}#OWED#{month}", f"{party}#{currency}#{shard}" if party else ""


class OwedRow(CommerceRow, discriminator="Owed"):
    """What a posting changes of what is owed to somebody. Never changed."""

    posting_id = UnicodeAttribute()
    posted_as = UnicodeAttribute()
    order_id = UnicodeAttribute(null=True)
    currency = UnicodeAttribute()
    amount_minor = IntegerAttribute()
    at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, party: str, place: str = "") -> Key:
        """Where it stands among all that is owed to the person, by time."""
        return f"ORG#{org_id}#OWED#{party}", place
