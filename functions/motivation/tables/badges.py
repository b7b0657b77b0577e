"""The rows of badges, and of their public pages."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.motivation.tables.base import MotivationRow
from shared.dynamo import IntegerAttribute, Key


class BadgeRow(MotivationRow, discriminator="Badge"):
    """A badge that an organization defined."""

    badge_id = UnicodeAttribute()
    name = UnicodeAttribute()
    description = UnicodeAttribute()
    course_id = UnicodeAttribute(null=True)
    conditions = JSONAttribute()
    withdrawn = BooleanAttribute()
    created_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, badge_id: str = "") -> Key:
        """Where it stands; without an id, where the organization's badges begin."""
        return f"ORG#{org_id}#BADGES", f"BADGE#{badge_id}"


class RulesRow(MotivationRow, discriminator="Rules"):
    """What earns the organization's badges, in one place for who counts; those withdrawn are not among them."""

    rules = JSONAttribute()
    defined = IntegerAttribute()
    """How many badges there are, those withdrawn too."""

    @staticmethod
    def key(org_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#BADGES", "RULES"


class ShareRow(MotivationRow, discriminator="Share"):
    """What a public page of an achievement shows, by its code."""

    org_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    badge_id = UnicodeAttribute()

    @staticmethod
    def key(code: str) -> Key:
        """Where it stands."""
        return f"GLOBAL#SHARE#{code}", "SHARE"
