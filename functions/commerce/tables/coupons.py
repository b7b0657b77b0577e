"""Rows of coupons: what they are, how often they were used, and by which orders."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import IntegerAttribute, Key


class CouponRow(CommerceRow, discriminator="Coupon"):
    """A coupon, where its code is."""

    coupon_id = UnicodeAttribute()
    code = UnicodeAttribute()
    coupon_kind = UnicodeAttribute()
    percent_bp = IntegerAttribute()
    amount_minor = IntegerAttribute()
    currency = UnicodeAttribute(null=True)
    cap_minor = IntegerAttribute(null=True)
    minimum_minor = IntegerAttribute()
    valid_from = UTCDateTimeAttribute(null=True)
    valid_until = UTCDateTimeAttribute(null=True)
    course_ids = JSONAttribute()
    limit_total = IntegerAttribute(null=True)
    limit_per_person = IntegerAttribute(null=True)
    limit_per_course = IntegerAttribute(null=True)
    stackable = BooleanAttribute()
    active = BooleanAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, code: str) -> Key:
        """Where a coupon stands: by its code."""
        return f"ORG#{org_id}#COUPON#{code}", "COUPON"

    @staticmethod
    def index_key(org_id: str, coupon_id: str = "") -> Key:
        """Where it stands among those of its organization."""
        return f"ORG#{org_id}#COUPONS", coupon_id


class CouponCodeRow(CommerceRow, discriminator="CouponCode"):
    """Which code a coupon has."""

    code = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, coupon_id: str) -> Key:
        """Where a coupon's code stands."""
        return f"ORG#{org_id}#COUPONCODE#{coupon_id}", "CODE"


class TallyRow(CommerceRow, discriminator="Tally"):
    """How often a coupon was used: in all, by a person, or for a course; reserved uses and consumed ones."""

    uses = IntegerAttribute()

    @staticmethod
    def key(org_id: str, code: str, *, user_id: str | None = None, course_id: str | None = None) -> Key:
        """Where the uses by a person, for a course, or in all are counted."""
        pk, _ = CouponRow.key(org_id, code)
        if user_id:
            return pk, f"USES#PERSON#{user_id}"
        return pk, f"USES#COURSE#{course_id}" if course_id else "USES"


class RedemptionRow(CommerceRow, discriminator="Redemption"):
    """That an order uses a coupon."""

    coupon_id = UnicodeAttribute()
    order_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    course_id = UnicodeAttribute(null=True)
    pass_id = UnicodeAttribute(null=True)
    discount_minor = IntegerAttribute()
    currency = UnicodeAttribute()
    state = UnicodeAttribute()
    at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, code: str, order_id: str = "") -> Key:
        """Where the use by an order stands."""
        pk, _ = CouponRow.key(org_id, code)
        return pk, f"ORDER#{order_id}"
