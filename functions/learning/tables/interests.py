"""The rows of what interests learners."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.learning.tables.base import LearningRow
from shared.dynamo import Key


class InterestsRow(LearningRow, discriminator="Interests"):
    """What interests somebody, as they say."""

    category_ids = JSONAttribute()
    tags = JSONAttribute()
    languages = JSONAttribute()
    difficulty = UnicodeAttribute(null=True)

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#LEARNER#{user_id}", "INTERESTS"


class FavouriteRow(LearningRow, discriminator="Favourite"):
    """A course that somebody marked."""

    course_id = UnicodeAttribute()
    added_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, course_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"FAVOURITE#{course_id}"

    @staticmethod
    def index_key(org_id: str, user_id: str, at: str = "", course_id: str = "") -> Key:
        """Where it stands among the learner's, by when it was marked; without that, where these begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}#FAVOURITES", f"{at}#{course_id}" if at else ""
