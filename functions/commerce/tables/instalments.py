"""Rows of what is paid in parts."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import IntegerAttribute, Key


class InstalmentPlanRow(CommerceRow, discriminator="InstalmentPlan"):
    """The instalments of a purchase, beside its order."""

    order_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    course_id = UnicodeAttribute(null=True)
    pass_id = UnicodeAttribute(null=True)
    currency = UnicodeAttribute()
    offer_id = UnicodeAttribute()
    attribution = JSONAttribute(null=True)
    title = UnicodeAttribute(null=True)
    taught_by = JSONAttribute(null=True)
    parts = JSONAttribute()
    grace_days = IntegerAttribute()
    access_until = UTCDateTimeAttribute(null=True)
    ended = BooleanAttribute()
    access = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, order_id: str) -> Key:
        """Where the instalments of a purchase stand."""
        return f"ORG#{org_id}#INSTALMENTS#{order_id}", "PLAN"
