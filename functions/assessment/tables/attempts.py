"""The rows of attempts, answers and deadlines."""

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.deadlines import DeadlineFields
from shared.dynamo import IntegerAttribute, Key


class TakerRow(AssessmentTableRow, discriminator="Taker"):
    """One person's attempts at an assessment, in short."""

    user_id = UnicodeAttribute()
    attempts = JSONAttribute()

    @staticmethod
    def key(org_id: str, assessment_id: str, user_id: str) -> Key:
        """Where a person's attempts are listed."""
        return f"ORG#{org_id}#ASSESSMENT#{assessment_id}", f"TAKER#{user_id}"

    @staticmethod
    def index_key(org_id: str, assessment_id: str, first_attempt_id: str = "") -> Key:
        """Where they stand among all who took it."""
        return f"ORG#{org_id}#ASSESSMENT#{assessment_id}#TAKERS", first_attempt_id


class AttemptRow(AssessmentTableRow, discriminator="Attempt"):
    """An attempt; paper, rules and marks as compressed JSON."""

    attempt_id = UnicodeAttribute()
    assessment_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    lesson_id = UnicodeAttribute(null=True)
    user_id = UnicodeAttribute()
    number = IntegerAttribute()
    state = UnicodeAttribute()
    seed = UnicodeAttribute()
    packed = BinaryAttribute(legacy_encoding=False)
    started_at = UTCDateTimeAttribute()
    due_at = UTCDateTimeAttribute(null=True)
    submitted_at = UTCDateTimeAttribute(null=True)
    submitted_by_clock = BooleanAttribute(default=False)
    score_centi = IntegerAttribute(null=True)
    score_bp = IntegerAttribute(null=True)
    passed = BooleanAttribute(null=True)
    device = UnicodeAttribute(null=True)

    @staticmethod
    def key(org_id: str, attempt_id: str) -> Key:
        """Where an attempt stands, and its answers below it."""
        return f"ORG#{org_id}#ATTEMPT#{attempt_id}", "ATTEMPT"


class AnswerRow(AssessmentTableRow, discriminator="Answer"):
    """What somebody answered to a question of an attempt: the last, and those that were checked."""

    question_id = UnicodeAttribute()
    sequence = IntegerAttribute()
    response = JSONAttribute(null=True)
    flagged = BooleanAttribute(default=False)
    device = UnicodeAttribute(null=True)
    saved_at = UTCDateTimeAttribute()
    checks = JSONAttribute(null=True)

    @staticmethod
    def key(org_id: str, attempt_id: str, question_id: str = "") -> Key:
        """Where an answer stands; without a question, where an attempt's answers begin."""
        return f"ORG#{org_id}#ATTEMPT#{attempt_id}", f"ANSWER#{question_id}"


class DeadlineRow(AssessmentTableRow, DeadlineFields, discriminator="Deadline"):
    """When somebody must look after an attempt."""
