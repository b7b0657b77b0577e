"""The rows of learning paths."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.learning.tables.base import LearningRow
from shared.dynamo import Key


class PathRow(LearningRow, discriminator="Path"):
    """A path."""

    path_id = UnicodeAttribute()
    title = UnicodeAttribute()
    description = UnicodeAttribute()
    status = UnicodeAttribute()
    courses = JSONAttribute()
    outside = JSONAttribute()
    owner_id = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, path_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#PATH#{path_id}", "PATH"

    @staticmethod
    def index_key(org_id: str, status: str, path_id: str = "") -> Key:
        """Where it stands among those of its status; without an id, where these begin."""
        return f"ORG#{org_id}#PATHS#{status}", f"PATH#{path_id}"


class FollowerRow(LearningRow, discriminator="Follower"):
    """That somebody follows a path."""

    path_id = UnicodeAttribute()
    joined_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, path_id: str = "") -> Key:
        """Where it stands; without a path, where those of the learner begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"PATH#{path_id}"
