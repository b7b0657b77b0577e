"""The rows of groups."""

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.learning.tables.base import LearningRow
from shared.dynamo import IntegerAttribute, Key


class GroupRow(LearningRow, discriminator="Group"):
    """A group: one item, changed where it stands. ``edition`` counts its changes, ``size`` its members."""

    group_id = UnicodeAttribute()
    name = UnicodeAttribute()
    course_id = UnicodeAttribute(null=True)
    starts_on = UnicodeAttribute(null=True)
    ends_on = UnicodeAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    size = IntegerAttribute(default=0)
    edition = IntegerAttribute(default=1)
    deleted = BooleanAttribute(null=True)

    @staticmethod
    def key(org_id: str, group_id: str = "") -> Key:
        """Where a group stands; without one, where the groups begin."""
        return f"ORG#{org_id}#GROUPS", f"GROUP#{group_id}"

    @staticmethod
    def index_key(org_id: str, course_id: str, group_id: str = "") -> Key:
        """Where it stands among those of its course."""
        return f"ORG#{org_id}#GROUPS#{course_id}", f"GROUP#{group_id}"


class GroupMemberRow(LearningRow, discriminator="GroupMember"):
    """Somebody in a group. Who left is a row whose time is over, in no index, that tells it."""

    group_id = UnicodeAttribute()
    user_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, group_id: str = "") -> Key:
        """Where the membership stands; without a group, where those of a person begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"GROUP#{group_id}"

    @staticmethod
    def index_key(org_id: str, group_id: str, user_id: str = "") -> Key:
        """Where it stands among those of its group."""
        return f"ORG#{org_id}#GROUP#{group_id}", f"MEMBER#{user_id}"
