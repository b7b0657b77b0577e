"""The rows of gradebooks."""

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import Key


class BookRow(AssessmentTableRow, discriminator="Book"):
    """How a course's grade is made, and the columns of its own."""

    weighting = UnicodeAttribute()
    categories = JSONAttribute()
    columns = JSONAttribute()
    own = JSONAttribute()

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where a gradebook stands."""
        return f"ORG#{org_id}#COURSE#{course_id}#GRADEBOOK", "BOOK"


class SheetRow(AssessmentTableRow, discriminator="Sheet"):
    """All marks of one learner; compressed, so that five hundred fit into a page."""

    user_id = UnicodeAttribute()
    is_enrolled = BooleanAttribute()
    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str = "") -> Key:
        """Where a learner's marks stand; without one, where they begin."""
        return f"ORG#{org_id}#COURSE#{course_id}#GRADEBOOK", f"LEARNER#{user_id}"


class GradeChangeRow(AssessmentTableRow, discriminator="GradeChange"):
    """Somebody put something in the place of a mark, or took it away again."""

    change_id = UnicodeAttribute()
    item_id = UnicodeAttribute()
    before = JSONAttribute(null=True)
    after = JSONAttribute(null=True)
    by = UnicodeAttribute()
    reason = UnicodeAttribute()
    at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str, change_id: str = "") -> Key:
        """Where a change stands; without an id, where a learner's begin."""
        return f"ORG#{org_id}#COURSE#{course_id}#GRADES#{user_id}", change_id
