"""How learning is stored.

Kind          pk                                sk                 gsi1pk                             gsi1sk
Enrolment     ORG#<org>#LEARNER#<user>          ENROLMENT#<course>
LearnerEntry  ORG#<org>#LEARNER#<user>          ENTRY#<enrolment>
RosterEntry   ORG#<org>#COURSE#<course>         ENTRY#<enrolment>  ORG#<org>#COURSE#<course>#<state>  ENTRY#<enrolment>
Course        ORG#<org>#COURSE#<course>         COURSE
Receipt       ORG#<org>#RECEIPT#<user>          KEY#<idempotency key>

The key of an enrolment is the person and the course, so there cannot be two. An enrolment changes with every completed
lesson and therefore stands in no index; its entries, which list it, change with its state only. Ids sort by time.

Access pattern                                  Answered by
one's enrolment in a course                     get    pk=ORG#<org>#LEARNER#<user>, sk=ENROLMENT#<course>
  and what is known of the course               batch  that, and pk=ORG#<org>#COURSE#<course>, sk=COURSE
  and in the courses before it                  batch  those, and what is known of these courses
one's enrolments, newest first                  query  pk=ORG#<org>#LEARNER#<user>, sk begins ENTRY#, descending;
                                                batch  the enrolments and their courses
an enrolment of a course by its id              get    pk=ORG#<org>#COURSE#<course>, sk=ENTRY#<enrolment>;
                                                get    the enrolment
a course's enrolments, newest first             query  pk=ORG#<org>#COURSE#<course>, sk begins ENTRY#, descending;
                                                batch  the enrolments, with the course and the people
  those in one state                            query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>#<state>, descending;
                                                batch  as above
what is known of a course                       get    pk=ORG#<org>#COURSE#<course>, sk=COURSE
"""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.dynamo import ByGsi1, IntegerAttribute, Key, Row, TableOf
from shared.idempotency import ReceiptFields


class LearningRow(Row):
    """Any row of learning's table."""

    class Meta(TableOf):
        context = "learning"

    by_gsi1 = ByGsi1()


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

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str) -> Key:
        """Where a person's enrolment in a course stands."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"ENROLMENT#{course_id}"


class LearnerEntryRow(LearningRow, discriminator="LearnerEntry"):
    """Lists an enrolment among its learner's. Never changes."""

    course_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, enrolment_id: str = "") -> Key:
        """Where the entry stands; without an enrolment, where the learner's entries begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"ENTRY#{enrolment_id}"


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


class CourseRow(LearningRow, discriminator="Course"):
    """What was heard of a course."""

    course_id = UnicodeAttribute()
    status = UnicodeAttribute()
    title = UnicodeAttribute()
    version = IntegerAttribute()
    lessons = BinaryAttribute(legacy_encoding=False)
    required = BinaryAttribute(legacy_encoding=False)
    told = IntegerAttribute()

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where a course stands."""
        return f"ORG#{org_id}#COURSE#{course_id}", "COURSE"


class ReceiptRow(LearningRow, ReceiptFields, discriminator="Receipt"):
    """Proof of an enrolment that was asked for under an Idempotency-Key."""
