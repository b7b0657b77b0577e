"""The rows of gradings and appeals."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import IntegerAttribute, Key


class GradingRow(AssessmentTableRow, discriminator="Grading"):
    """The grading of a work; in the index while a person has to do something."""

    work_id = UnicodeAttribute()
    activity_id = UnicodeAttribute()
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
    def key(org_id: str, work_id: str) -> Key:
        """Where the grading of a work stands."""
        return f"ORG#{org_id}#GRADING#{work_id}", "GRADING"

    @staticmethod
    def index_key(org_id: str, activity_id: str, opened_at: str = "", work_id: str = "") -> Key:
        """Where it stands among those of its activity that wait for a person."""
        return f"ORG#{org_id}#ACTIVITY#{activity_id}#TO-GRADE", f"{opened_at}#{work_id}" if work_id else ""


class TokenRow(AssessmentTableRow, discriminator="Token"):
    """Under which token a workflow waits. Read by who answers it, and shown to nobody."""

    token = UnicodeAttribute()
    round = IntegerAttribute()

    @staticmethod
    def key(org_id: str, work_id: str, purpose: str) -> Key:
        """Where a token stands."""
        return f"ORG#{org_id}#GRADING#{work_id}", f"TOKEN#{purpose}"


class AppealRow(AssessmentTableRow, discriminator="Appeal"):
    """An appeal against the marks of a work."""

    appeal_id = UnicodeAttribute()
    work_id = UnicodeAttribute()
    activity_id = UnicodeAttribute()
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
    def key(org_id: str, work_id: str, appeal_id: str = "") -> Key:
        """Where an appeal stands; without one, where a work's begin."""
        return f"ORG#{org_id}#GRADING#{work_id}", f"APPEAL#{appeal_id}"

    @staticmethod
    def index_key(org_id: str, activity_id: str, appeal_id: str = "") -> Key:
        """Where it stands among its activity's."""
        return f"ORG#{org_id}#ACTIVITY#{activity_id}#APPEALS", appeal_id
