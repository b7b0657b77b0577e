"""Rows of what is to be looked at when its time has come."""

from pynamodb.attributes import UnicodeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import Key


class DeadlineRow(CommerceRow, discriminator="Deadline"):
    """Something of an organization that is to be looked at from a moment on. They belong to no organization, so that a
    query for each shard finds all whose time has come.
    """

    org_id = UnicodeAttribute()
    what = UnicodeAttribute()

    @staticmethod
    def key(shard: int, at: str = "", org_id: str = "", what: str = "") -> Key:
        """Where a deadline stands: in a shard, by time."""
        return f"GLOBAL#DEADLINES#{shard:02}", f"{at}#{org_id}#{what}"
