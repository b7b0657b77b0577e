"""The rows of what learners want to reach."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute

from functions.learning.tables.base import LearningRow
from shared.dynamo import IntegerAttribute, Key


class GoalsRow(LearningRow, discriminator="Goals"):
    """What somebody wants to reach."""

    weekly_minutes = IntegerAttribute(null=True)
    finish_by = JSONAttribute()
    time_zone = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#LEARNER#{user_id}", "GOALS"
