"""Rows of what was sold and went back, counted."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import IntegerAttribute, Key


class RevenueRow(CommerceRow, discriminator="Revenue"):
    """What was counted of something in a day or a month. Who counts adds, and has not read."""

    period = UnicodeAttribute()
    thing_id = UnicodeAttribute()
    currency = UnicodeAttribute()
    sold_minor = IntegerAttribute(default=0)
    discount_minor = IntegerAttribute(default=0)
    orders = IntegerAttribute(default=0)
    refunded_minor = IntegerAttribute(default=0)
    refunds = IntegerAttribute(default=0)
    mrr_change_minor = IntegerAttribute(default=0)
    began = IntegerAttribute(default=0)
    ended = IntegerAttribute(default=0)

    @staticmethod
    def key(org_id: str, by: str, period: str = "", thing_id: str = "", currency: str = "") -> Key:
        """Where it stands: by what it is divided by, in the order of time."""
        return f"ORG#{org_id}#REVENUE#{by}", f"{period}#{thing_id}#{currency}"


class CountedRow(CommerceRow, discriminator="Counted"):
    """That a piece of news was counted, and who taught what was sold at that moment."""

    teaching = JSONAttribute()

    @staticmethod
    def key(org_id: str, order_id: str, refund_id: str = "") -> Key:
        """Where it stands, beside what else was counted of the order."""
        return f"ORG#{org_id}#COUNTED#{order_id}", f"REFUND#{refund_id}" if refund_id else "PAID"


class RecurringRow(CommerceRow, discriminator="Recurring"):
    """What somebody pays every so often for one thing."""

    user_id = UnicodeAttribute()
    thing_id = UnicodeAttribute()
    currency = UnicodeAttribute()
    mrr_minor = IntegerAttribute()
    at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, thing_id: str) -> Key:
        """Where it stands, by person and thing."""
        return f"ORG#{org_id}#RECURRING#{user_id}", thing_id
