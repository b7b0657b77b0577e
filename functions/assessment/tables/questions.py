"""The rows of questions."""

from pynamodb.attributes import BinaryAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import IntegerAttribute, Key


class QuestionRow(AssessmentTableRow, discriminator="Question"):
    """A question of a course's bank, without what it asks: that is in its current version."""

    question_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    type = UnicodeAttribute()
    title = UnicodeAttribute()
    difficulty = IntegerAttribute()
    tags = JSONAttribute()
    skill_ids = JSONAttribute()
    version = IntegerAttribute()
    changed_at = UTCDateTimeAttribute()
    origin = JSONAttribute(null=True)

    @staticmethod
    def key(org_id: str, course_id: str, question_id: str = "") -> Key:
        """Where a question stands; without one, where a course's questions begin."""
        return f"ORG#{org_id}#COURSE#{course_id}#BANK", f"QUESTION#{question_id}"


class QuestionVersionRow(AssessmentTableRow, discriminator="QuestionVersion"):
    """What a question asked in one version, as compressed JSON. Never changes."""

    definition = BinaryAttribute(legacy_encoding=False)
    skill_ids = JSONAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, question_id: str, version: int) -> Key:
        """Where a version stands."""
        return f"ORG#{org_id}#COURSE#{course_id}#QUESTIONS", f"{question_id}#{version:06}"


class TaggedRow(AssessmentTableRow, discriminator="Tagged"):
    """Lists a question among those with a tag."""

    question_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, tag: str, difficulty: int | None = None, question_id: str = "") -> Key:
        """Where the entry stands; without a question, where those of the difficulty begin, or all."""
        within = "" if difficulty is None else f"{difficulty}#{question_id}"
        return f"ORG#{org_id}#COURSE#{course_id}#TAG#{tag}", within
