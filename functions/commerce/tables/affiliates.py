"""Rows of affiliates, whose codes people used, and what was bought by that."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import IntegerAttribute, Key


class AffiliateRow(CommerceRow, discriminator="Affiliate"):
    """Somebody who brings buyers."""

    affiliate_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    code = UnicodeAttribute()
    commission_bp = IntegerAttribute()
    window_days = IntegerAttribute()
    active = BooleanAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, affiliate_id: str = "") -> Key:
        """Where an affiliate stands among those of their organization."""
        return f"ORG#{org_id}#AFFILIATES", affiliate_id


class AffiliateNameRow(CommerceRow, discriminator="AffiliateName"):
    """Which affiliate a code, or a person, is."""

    affiliate_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, *, code: str | None = None, user_id: str | None = None) -> Key:
        """Where it stands which affiliate a code or a person is."""
        return f"ORG#{org_id}#AFFILIATE#{f'CODE#{code}' if code else f'PERSON#{user_id}'}", "NAME"


class TouchRow(CommerceRow, discriminator="Touch"):
    """Whose code somebody used last."""

    user_id = UnicodeAttribute()
    affiliate_id = UnicodeAttribute()
    code = UnicodeAttribute()
    touched_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where it stands whose code somebody used."""
        return f"ORG#{org_id}#TOUCH#{user_id}", "TOUCH"


class ReferralRow(CommerceRow, discriminator="Referral"):
    """A purchase that is owed to an affiliate."""

    affiliate_id = UnicodeAttribute()
    order_id = UnicodeAttribute()
    course_id = UnicodeAttribute(null=True)
    pass_id = UnicodeAttribute(null=True)
    currency = UnicodeAttribute()
    paid_minor = IntegerAttribute()
    commission_minor = IntegerAttribute()
    refunded = JSONAttribute()
    paid_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, affiliate_id: str, order_id: str = "") -> Key:
        """Where a purchase stands among those owed to an affiliate."""
        return f"ORG#{org_id}#REFERRALS#{affiliate_id}", order_id


class EarningsRow(CommerceRow, discriminator="Earnings"):
    """What an affiliate earned so far in a currency."""

    currency = UnicodeAttribute()
    purchases = IntegerAttribute()
    commission_minor = IntegerAttribute()
    reversed_minor = IntegerAttribute()

    @staticmethod
    def key(org_id: str, affiliate_id: str, currency: str = "") -> Key:
        """Where the sums in a currency stand."""
        return f"ORG#{org_id}#EARNINGS#{affiliate_id}", currency
