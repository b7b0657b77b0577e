"""The rows of regrades, and of what each makes of an attempt."""

from pynamodb.attributes import BinaryAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import IntegerAttribute, Key


class RegradeRow(AssessmentTableRow, discriminator="Regrade"):
    """A regrade, and how far it is."""

    regrade_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    assessment_ids = JSONAttribute()
    attempt_id = UnicodeAttribute(null=True)
    question_ids = JSONAttribute()
    asked_by = UnicodeAttribute()
    asked_at = UTCDateTimeAttribute()
    state = UnicodeAttribute()
    tally = JSONAttribute()
    place = IntegerAttribute()
    start = JSONAttribute(null=True)

    @staticmethod
    def key(org_id: str, course_id: str, regrade_id: str = "") -> Key:
        """Where a regrade stands among its course's."""
        return f"ORG#{org_id}#COURSE#{course_id}#REGRADES", regrade_id


class ChangeRow(AssessmentTableRow, discriminator="Change"):
    """What a regrade makes of an attempt, as compressed JSON; it stays, and so tells what the marks were before."""

    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, regrade_id: str, attempt_id: str = "") -> Key:
        """Where a change stands among its regrade's."""
        return f"ORG#{org_id}#REGRADE#{regrade_id}", attempt_id
