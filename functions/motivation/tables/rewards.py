"""The rows of rewards, and of who redeemed them."""

from datetime import datetime

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.motivation.tables.base import MotivationRow
from shared.dynamo import IntegerAttribute, Key


class RewardRow(MotivationRow, discriminator="Reward"):
    """A reward that an organization gives for points."""

    reward_id = UnicodeAttribute()
    name = UnicodeAttribute()
    description = UnicodeAttribute()
    cost = IntegerAttribute()
    left = IntegerAttribute(null=True)
    offered = BooleanAttribute()
    created_at = UTCDateTimeAttribute()
    edition = IntegerAttribute()

    @staticmethod
    def key(org_id: str, reward_id: str = "") -> Key:
        """Where it stands; without an id, where the organization's rewards begin."""
        return f"ORG#{org_id}#REWARDS", f"REWARD#{reward_id}"


class RedemptionRow(MotivationRow, discriminator="Redemption"):
    """That somebody redeemed a reward."""

    reward_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    cost = IntegerAttribute()
    redeemed_at = UTCDateTimeAttribute()
    handed_over_at = UTCDateTimeAttribute(null=True)

    @staticmethod
    def key(org_id: str, user_id: str, reward_id: str = "") -> Key:
        """Where it stands; without a reward, where the person's redemptions begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"REDEMPTION#{reward_id}"

    @staticmethod
    def index_key(org_id: str, reward_id: str, redeemed_at: datetime | None = None, user_id: str = "") -> Key:
        """Where it stands in the index."""
        return f"ORG#{org_id}#REWARD#{reward_id}", f"{redeemed_at.isoformat() if redeemed_at else ''}#{user_id}"
