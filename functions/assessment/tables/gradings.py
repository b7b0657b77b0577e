"""The rows of gradings and appeals."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import IntegerAttribute, Key


class GradingRow(AssessmentTableRow, discriminator="Grading"):
    """The grading of an attempt; in the index while a person has to do something."""

    attempt_id = UnicodeAttribute()
    assessment_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    round = IntegerAttribute()
    state = UnicodeAttribute()
    reasons = JSONAttribute()
    suggestions = JSONAttribute()
    findings = JSONAttribute()
    programs = JSONAttribute(default=list)
    reminders = IntegerAttribute()
    appeal_id = UnicodeAttribute(null=True)
    opened_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, attempt_id: str) -> Key:
        """Where the grading of an attempt stands."""
        return f"ORG#{org_id}#GRADING#{attempt_id}", "GRADING"

    @staticmethod
    def index_key(org_id: str, assessment_id: str, opened_at: str = "", attempt_id: str = "") -> Key:
        """Where it stands among those of its assessment that wait for a person."""
        return f"ORG#{org_id}#ASSESSMENT#{assessment_id}#TO-GRADE", f"{opened_at}#{attempt_id}" if attempt_id else ""


class TokenRow(AssessmentTableRow, discriminator="Token"):
    """Under which token a workflow waits. Read by who answers it, and shown to nobody."""

    token = UnicodeAttribute()
    round = IntegerAttribute()

    @staticmethod
    def key(org_id: str, attempt_id: str, purpose: str) -> Key:
        """Where a token stands."""
        return f"ORG#{org_id}#GRADING#{attempt_id}", f"TOKEN#{purpose}"


class AppealRow(AssessmentTableRow, discriminator="Appeal"):
    """An appeal against the marks of an attempt."""

    appeal_id = UnicodeAttribute()
    attempt_id = UnicodeAttribute()
    assessment_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    question_ids = JSONAttribute()
    reason = UnicodeAttribute()
    state = UnicodeAttribute()
    reply = UnicodeAttribute(null=True)
    score_before_centi = IntegerAttribute()
    made_at = UTCDateTimeAttribute()
    resolved_at = UTCDateTimeAttribute(null=True)
    resolved_by = UnicodeAttribute(null=True)

    @staticmethod
    def key(org_id: str, attempt_id: str, appeal_id: str = "") -> Key:
        """Where an appeal stands; without one, where an attempt's begin."""
        return f"ORG#{org_id}#GRADING#{attempt_id}", f"APPEAL#{appeal_id}"

    @staticmethod
    def index_key(org_id: str, assessment_id: str, appeal_id: str = "") -> Key:
        """Where it stands among its assessment's."""
        return f"ORG#{org_id}#ASSESSMENT#{assessment_id}#APPEALS", appeal_id
