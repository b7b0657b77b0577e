"""The rows of progress that learners share."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.learning.tables.base import LearningRow
from shared.dynamo import Key


class ShareRow(LearningRow, discriminator="Share"):
    """What somebody lets others see of their progress in a course."""

    code = UnicodeAttribute()
    shows = JSONAttribute()
    shared_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"SHARE#{course_id}"


class ShareCodeRow(LearningRow, discriminator="ShareCode"):
    """Whose progress a code shows."""

    org_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    user_id = UnicodeAttribute()

    @staticmethod
    def key(code: str) -> Key:
        """Where it stands."""
        return f"GLOBAL#SHARE#{code}", "SHARE"
