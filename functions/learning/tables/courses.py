"""The rows of what was heard of courses."""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from functions.learning.tables.base import LearningRow
from shared.dynamo import IntegerAttribute, Key


class CourseRow(LearningRow, discriminator="Course"):
    """What was heard of a course."""

    course_id = UnicodeAttribute()
    status = UnicodeAttribute()
    title = UnicodeAttribute()
    version = IntegerAttribute()
    lessons = BinaryAttribute(legacy_encoding=False)
    required = BinaryAttribute(legacy_encoding=False)
    told = IntegerAttribute()

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where a course stands."""
        return f"ORG#{org_id}#COURSE#{course_id}", "COURSE"
