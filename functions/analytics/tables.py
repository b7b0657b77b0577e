"""How analytics is stored.

Kind      pk                                  sk                          gsi1pk                  gsi1sk
Register  ORG#<org>#REGISTER#<key>            REGISTER
Study     ORG#<org>#FIGURES#STUDENTS#<course> <user>#STUDY                ORG#<org>#LEARNER#<user>  <course>#STUDY
Figures   ORG#<org>#FIGURES#<subject>         <name>#<currency>#<shard>   (of students) the same    <course>#FIGURES
Zones     ORG#<org>#ZONES                     ZONES
Tracked   ORG#<org>#TRACKED#<user>            <digest of ids>
          GLOBAL#… for the platform's registers and figures

Subjects are ORG, COURSE#<course>, STUDENTS#<course> (by person) and PLATFORM. Names are DAY#<day>, LESSON#<lesson>,
MARKS#<assessment>, MONTH#<month>, TOTAL and WEEK#<Monday>, in this order, so that one query has all of a subject from
a day on. Figures of an organization and of the platform, which many write at once, are in eight shards to be added up.

Access pattern                                  Answered by
what a client sent                              put    (the relay tells it; gone after a day)
the registers and zones that news is about      batch  by key
figures of a subject from a day on, and in all  query  pk=ORG#<org>#FIGURES#<subject>, sk from DAY#<day>
  totals of several subjects                    batch  by key
the students of a course, with their figures    query  pk=ORG#<org>#FIGURES#STUDENTS#<course>
the courses of a student, with their figures    query  gsi1 where gsi1pk=ORG#<org>#LEARNER#<user>
"""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute

from functions.analytics.domain.measures import ALL_MEASURES
from shared.dynamo import ByGsi1, IntegerAttribute, Key, Row, TableOf


class AnalyticsRow(Row):
    """Any row of analytics' table."""

    class Meta(TableOf):
        context = "analytics"

    by_gsi1 = ByGsi1()


class TrackedRow(AnalyticsRow, discriminator="Tracked"):
    """Some events that a client sent, on their way to the bus."""

    @staticmethod
    def key(org_id: str, user_id: str, batch_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#TRACKED#{user_id}", batch_id


class RegisterRow(AnalyticsRow, discriminator="Register"):
    """What was counted so far for one thing."""

    value = UnicodeAttribute()

    @staticmethod
    def key(scope: str, name: str) -> Key:
        """Where it stands."""
        return f"{scope}#REGISTER#{name}", "REGISTER"


class StudyRow(AnalyticsRow, discriminator="Study"):
    """What is known of somebody in a course."""

    value = UnicodeAttribute()
    user_id = UnicodeAttribute()
    course_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#FIGURES#STUDENTS#{course_id}", f"{user_id}#STUDY"

    @staticmethod
    def index_key(org_id: str, user_id: str, course_id: str = "") -> Key:
        """Where it stands among the courses of its learner."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"{course_id}#STUDY"


class FiguresRow(AnalyticsRow, discriminator="Figures"):
    """Some counts of a subject."""

    locals().update({measure: IntegerAttribute(null=True) for measure in ALL_MEASURES})

    @staticmethod
    def key(scope: str, subject: str, name: str = "", currency: str = "", shard: int = 0) -> Key:
        """Where they stand."""
        return f"{scope}#FIGURES#{subject}", f"{name}#{currency}#{shard}"

    @staticmethod
    def learner_key(org_id: str, user_id: str, course_id: str) -> Key:
        """Where those of a student stand among the courses of that learner."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"{course_id}#FIGURES"

    def counts(self) -> dict[str, int]:
        """What is counted, without zeros."""
        return {name: int(n) for name in ALL_MEASURES if (n := self.attribute_values.get(name))}


class ZonesRow(AnalyticsRow, discriminator="Zones"):
    """In which time zones an organization's days were and are counted."""

    since = JSONAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where they stand."""
        return f"ORG#{org_id}#ZONES", "ZONES"
