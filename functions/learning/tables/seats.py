"""The rows of seats: the count, the line, and what ends by the clock."""

from datetime import datetime

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.learning.tables.base import LearningRow
from shared.deadlines import DeadlineFields
from shared.dynamo import IntegerAttribute, Key


class SeatsRow(LearningRow, discriminator="Seats"):
    """A course's rules for enrolling and its count of seats: one item, changed where it stands, never replaced.

    Its ``revision`` is not counted; ``edition`` counts the changes of the rules.
    """

    seats = IntegerAttribute(null=True)
    opens_at = UTCDateTimeAttribute(null=True)
    closes_at = UTCDateTimeAttribute(null=True)
    access_days = IntegerAttribute(null=True)
    waiting_list = BooleanAttribute(default=True)
    taken = IntegerAttribute(default=0)
    waiting = IntegerAttribute(default=0)
    edition = IntegerAttribute(default=0)

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where they stand."""
        return f"ORG#{org_id}#COURSE#{course_id}", "SEATS"


class LineRow(LearningRow, discriminator="Line"):
    """Somebody's place in the line for a seat."""

    user_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, since: datetime | None = None, user_id: str = "") -> Key:
        """Where the place is; the first in line stands first."""
        return f"ORG#{org_id}#COURSE#{course_id}#LINE", f"{moment(since)}#{user_id}" if since else ""


class DueRow(LearningRow, discriminator="Due"):
    """When something of an enrolment ends by the clock, among all of its course."""

    user_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, until: datetime | None = None, user_id: str = "") -> Key:
        """Where it stands; the earliest first."""
        return f"ORG#{org_id}#COURSE#{course_id}#DUE", f"{moment(until)}#{user_id}" if until else ""


class DeadlineRow(LearningRow, DeadlineFields, discriminator="Deadline"):
    """The same among those of all organizations, for who looks at them by the clock."""


class RefusalRow(LearningRow, discriminator="Refusal"):
    """Says that what somebody paid for could not be given; its event is told once for each order."""

    order_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, order_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"REFUSAL#{order_id}"


def moment(at: datetime) -> str:
    """A time as it sorts in a key."""
    return at.isoformat(timespec="microseconds")
