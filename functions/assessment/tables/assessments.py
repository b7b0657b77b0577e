"""The rows of assessments."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import Key


class AssessmentRow(AssessmentTableRow, discriminator="Assessment"):
    """An assessment, with its slots and rules."""

    assessment_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    lesson_id = UnicodeAttribute(null=True)
    title = UnicodeAttribute()
    instructions = UnicodeAttribute()
    state = UnicodeAttribute()
    slots = JSONAttribute()
    rules = JSONAttribute()
    creator_id = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, assessment_id: str) -> Key:
        """Where an assessment stands."""
        return f"ORG#{org_id}#ASSESSMENT#{assessment_id}", "ASSESSMENT"

    @staticmethod
    def index_key(org_id: str, course_id: str, assessment_id: str = "") -> Key:
        """Where it stands among what is graded in its course."""
        return f"ORG#{org_id}#COURSE#{course_id}#GRADED", f"ASSESSMENT#{assessment_id}"


class ListingRow(AssessmentTableRow, discriminator="Listing"):
    """Lists an assessment among all, or among those of the tutor who made it."""

    @staticmethod
    def key(org_id: str, of_whom: str, assessment_id: str = "") -> Key:
        """Where the entry stands."""
        return f"ORG#{org_id}#ASSESSMENTS#{of_whom}", assessment_id


class OverrideRow(AssessmentTableRow, discriminator="Override"):
    """What is otherwise for one learner."""

    user_id = UnicodeAttribute()
    rules = JSONAttribute()

    @staticmethod
    def key(org_id: str, assessment_id: str, user_id: str = "") -> Key:
        """Where a learner's override stands."""
        return f"ORG#{org_id}#ASSESSMENT#{assessment_id}", f"OVERRIDE#{user_id}"
