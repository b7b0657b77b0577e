"""The rows of what learners do in lessons."""

from pynamodb.attributes import BinaryAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.learning.tables.base import LearningRow
from shared.dynamo import IntegerAttribute, Key


class WorkRow(LearningRow, discriminator="Work"):
    """What somebody has done in one lesson."""

    course_id = UnicodeAttribute()
    lesson_id = UnicodeAttribute()
    work = BinaryAttribute(legacy_encoding=False)
    block_id = UnicodeAttribute(null=True)
    position_s = IntegerAttribute(null=True)
    placed_at = UTCDateTimeAttribute(null=True)

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str, lesson_id: str = "") -> Key:
        """Where it stands; without a lesson, where those of the course begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"WORK#{course_id}#{lesson_id}"

    @staticmethod
    def index_key(org_id: str, user_id: str, day: int, lesson_id: str = "") -> Key:
        """Where it stands in the index, by the latest day on which somebody was at it."""
        return f"ORG#{org_id}#LEARNER#{user_id}#DAYS", f"{day:06}#{lesson_id}"


class ResumeRow(LearningRow, discriminator="Resume"):
    """Which lesson of a course somebody opened last."""

    course_id = UnicodeAttribute()
    lesson_id = UnicodeAttribute()
    opened_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"RESUME#{course_id}"


class ScoresRow(LearningRow, discriminator="Scores"):
    """What somebody reached in a course's assessments."""

    attempts = JSONAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str) -> Key:
        """Where they stand."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"SCORES#{course_id}"


class RulesRow(LearningRow, discriminator="Rules"):
    """What completes a course and its lessons."""

    course = UnicodeAttribute()
    assessment_id = UnicodeAttribute(null=True)
    at_least = IntegerAttribute()
    watched_percent = IntegerAttribute()
    reading_s = IntegerAttribute(null=True)

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where they stand."""
        return f"ORG#{org_id}#COURSE#{course_id}", "RULES"
