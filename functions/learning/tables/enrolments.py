"""The rows of enrolments."""

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.learning.tables.base import LearningRow
from shared.dynamo import Key


class EnrolmentRow(LearningRow, discriminator="Enrolment"):
    """One person's place in one course."""

    enrolment_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    state = UnicodeAttribute()
    lessons_done = BinaryAttribute(legacy_encoding=False)
    enrolled_at = UTCDateTimeAttribute()
    last_active_at = UTCDateTimeAttribute()
    completed_at = UTCDateTimeAttribute(null=True)
    cancelled_at = UTCDateTimeAttribute(null=True)
    until = UTCDateTimeAttribute(null=True)
    line_since = UTCDateTimeAttribute(null=True)
    paused_for = UnicodeAttribute(null=True)
    order_id = UnicodeAttribute(null=True)
    order_told_at = UTCDateTimeAttribute(null=True)
    by_pass = BooleanAttribute(default=False)
    joined = BooleanAttribute(default=False)

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str) -> Key:
        """Where a person's enrolment in a course stands."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"ENROLMENT#{course_id}"


class LearnerEntryRow(LearningRow, discriminator="LearnerEntry"):
    """Lists an enrolment among its learner's, and by the learner's name among its course's.

    Changes with the name only; who has none any more stands in no index.
    """

    course_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, enrolment_id: str = "") -> Key:
        """Where the entry stands; without an enrolment, where the learner's entries begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"ENTRY#{enrolment_id}"

    @staticmethod
    def index_key(org_id: str, course_id: str, name: str, enrolment_id: str = "") -> Key:
        """Where the entry stands in the index, by the learner's sorting name; without an enrolment, where names begin
        that begin so.
        """
        return f"ORG#{org_id}#COURSE#{course_id}#NAMES", f"{name}#{enrolment_id}" if enrolment_id else name


class RosterEntryRow(LearningRow, discriminator="RosterEntry"):
    """Lists an enrolment on its course's roster, and among those of its state."""

    user_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, enrolment_id: str = "") -> Key:
        """Where the entry stands; without an enrolment, where the roster begins."""
        return f"ORG#{org_id}#COURSE#{course_id}", f"ENTRY#{enrolment_id}"

    @staticmethod
    def index_key(org_id: str, course_id: str, state: str, enrolment_id: str = "") -> Key:
        """Where the entry stands in the index, by the enrolment's state."""
        return f"ORG#{org_id}#COURSE#{course_id}#{state}", f"ENTRY#{enrolment_id}"
