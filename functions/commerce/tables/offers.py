"""Rows of what is sold: shelves, passes, and who holds them."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import Key


class ShelfRow(CommerceRow, discriminator="Shelf"):
    """All offers of a course or a pass: at most twenty, some 80 KB."""

    offers = JSONAttribute()
    priced = BooleanAttribute()
    pass_ids = JSONAttribute()

    @staticmethod
    def key(org_id: str, *, course_id: str | None = None, pass_id: str | None = None) -> Key:
        """Where the offers of a course or of a pass stand."""
        place = f"COURSE#{course_id}" if course_id else f"PASS#{pass_id}"
        return f"ORG#{org_id}#{place}", "OFFERS"


class PassRow(CommerceRow, discriminator="Pass"):
    """What opens several courses."""

    pass_id = UnicodeAttribute()
    name = UnicodeAttribute()
    description = UnicodeAttribute()
    every_course = BooleanAttribute()
    course_ids = JSONAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, pass_id: str = "") -> Key:
        """Where a pass stands among those of its organization."""
        return f"ORG#{org_id}#PASSES", pass_id


class OfferPlaceRow(CommerceRow, discriminator="OfferPlace"):
    """What an offer is of."""

    course_id = UnicodeAttribute(null=True)
    pass_id = UnicodeAttribute(null=True)

    @staticmethod
    def key(org_id: str, offer_id: str) -> Key:
        """Where it stands what an offer is of."""
        return f"ORG#{org_id}#OFFER#{offer_id}", "PLACE"


class WalletRow(CommerceRow, discriminator="Wallet"):
    """All passes that somebody holds: at most fifty, some 10 KB."""

    user_id = UnicodeAttribute()
    held = JSONAttribute()

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where somebody's passes stand."""
        return f"ORG#{org_id}#WALLET#{user_id}", "WALLET"
