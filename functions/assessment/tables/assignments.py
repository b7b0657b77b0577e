"""The rows of assignments and what is handed in for them."""

from pynamodb.attributes import BinaryAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import IntegerAttribute, Key


class AssignmentRow(AssessmentTableRow, discriminator="Assignment"):
    """An assignment, with its rules."""

    assignment_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    lesson_id = UnicodeAttribute(null=True)
    title = UnicodeAttribute()
    instructions = UnicodeAttribute()
    state = UnicodeAttribute()
    rules = JSONAttribute()
    created_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, assignment_id: str) -> Key:
        """Where an assignment stands."""
        return f"ORG#{org_id}#ASSIGNMENT#{assignment_id}", "ASSIGNMENT"

    @staticmethod
    def index_key(org_id: str, course_id: str, assignment_id: str = "") -> Key:
        """Where it stands among what is graded in its course."""
        return f"ORG#{org_id}#COURSE#{course_id}#GRADED", f"ASSIGNMENT#{assignment_id}"


class ExtensionRow(AssessmentTableRow, discriminator="Extension"):
    """Other dates for one learner."""

    user_id = UnicodeAttribute()
    rules = JSONAttribute()

    @staticmethod
    def key(org_id: str, assignment_id: str, user_id: str) -> Key:
        """Where a learner's extension stands."""
        return f"ORG#{org_id}#ASSIGNMENT#{assignment_id}", f"EXTENSION#{user_id}"


class TeamPlaceRow(AssessmentTableRow, discriminator="TeamPlace"):
    """In which team a learner is."""

    user_id = UnicodeAttribute()
    team_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, assignment_id: str, user_id: str) -> Key:
        """Where a learner's place stands."""
        return f"ORG#{org_id}#ASSIGNMENT#{assignment_id}", f"PLACE#{user_id}"


class EntryRow(AssessmentTableRow, discriminator="Entry"):
    """What somebody or a team has handed in, and what that is worth; the marks as compressed JSON."""

    assignment_id = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, assignment_id: str, owner_id: str = "") -> Key:
        """Where an entry stands; without an owner, where an assignment's begin."""
        return f"ORG#{org_id}#ASSIGNMENT#{assignment_id}", f"ENTRY#{owner_id}"


class SubmissionRow(AssessmentTableRow, discriminator="Submission"):
    """What was handed in once; the text compressed."""

    submission_id = UnicodeAttribute()
    assignment_id = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    number = IntegerAttribute()
    by = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    files = JSONAttribute(null=True)
    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, submission_id: str) -> Key:
        """Where a submission stands."""
        return f"ORG#{org_id}#SUBMISSION#{submission_id}", "SUBMISSION"
