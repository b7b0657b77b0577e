"""How analytics is stored.

Kind      pk                                  sk                          gsi1pk                  gsi1sk
Register  ORG#<org>#REGISTER#<key>            REGISTER
Study     ORG#<org>#FIGURES#STUDENTS#<course> <user>#STUDY                ORG#<org>#LEARNER#<user>  <course>#STUDY
Figures   ORG#<org>#FIGURES#<subject>         <name>#<currency>#<shard>   (of students) the same    <course>#FIGURES
Zones     ORG#<org>#ZONES                     ZONES
Tracked   ORG#<org>#TRACKED#<user>            <digest of ids>
Risk      ORG#<org>#RISKS#<course>            <user>                      ORG#<org>#RISKS#<course> <chance>#<user>
Unjudged  ORG#<org>#UNJUDGED#<user>           UNJUDGED
Round     GLOBAL#ROUNDS                       <org>#<course>              GLOBAL#ROUNDS           <due>
Health    GLOBAL#HEALTH                       <org>                       GLOBAL#HEALTH           <last day>#<org>
Export    ORG#<org>#REPORTS                   <export>                    ORG#<org>#REPORTS#<user>  <export>
Job       ORG#<org>#JOB#<job>                 JOB
Receipt   ORG#<org>#RECEIPT#<user>            <key or digest>
Subscription ORG#<org>#SUBSCRIPTIONS#<user>   <subscription>
Due       GLOBAL#SUBSCRIPTIONS                <org>#<subscription>        GLOBAL#SUBSCRIPTIONS      <due>
          GLOBAL#… for the platform's registers and figures

Subjects are ORG, COURSE#<course>, STUDENTS#<course> (by person) and PLATFORM. Names are DAY#<day>, LESSON#<lesson>,
MARKS#<assessment>, MONTH#<month>, TOTAL, WEEK#<Monday> and WORK#<assessment>, in this order, so that one query has all
of a subject from a day on. Figures of an organization and of the platform, which many write at once, stand in eight
shards to be added up.

Access pattern                                  Answered by
what a client sent                              put    (the relay tells it; gone after a day)
the registers and zones that news is about      batch  by key
figures of a subject from a day on, and in all  query  pk=ORG#<org>#FIGURES#<subject>, sk from DAY#<day>
  totals of several subjects                    batch  by key
the students of a course, with their figures    query  pk=ORG#<org>#FIGURES#STUDENTS#<course>
the courses of a student, with their figures    query  gsi1 where gsi1pk=ORG#<org>#LEARNER#<user>
a course's learners by their risk, the highest  query  gsi1 where gsi1pk=ORG#<org>#RISKS#<course>, descending
  first; those of some learners                 batch  by key
who is not judged                               batch  by key
what is due to be looked at, of everybody       query  gsi1 where gsi1pk=GLOBAL#ROUNDS, gsi1sk up to now
when a course was looked at                     get    by key
all organizations by their last activity        query  gsi1 where gsi1pk=GLOBAL#HEALTH
an export; a job; a subscription                get    by key
somebody's exports, newest first                query  gsi1 where gsi1pk=ORG#<org>#REPORTS#<user>, descending
somebody's subscriptions                        query  pk=ORG#<org>#SUBSCRIPTIONS#<user>
subscriptions that are due, of everybody        query  gsi1 where gsi1pk=GLOBAL#SUBSCRIPTIONS, gsi1sk up to now
"""

from datetime import UTC, datetime

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.analytics.domain.measures import ALL_MEASURES
from shared.dynamo import ByGsi1, IntegerAttribute, Key, Row, TableOf
from shared.jobs import JobFields
from shared.receipts import ReceiptFields
from shared.report_rows import ReportFields

UNKNOWN_CHANCE = "-"
"""Before all digits: of whom nothing can be said is last where the highest chance is first."""
NEVER = "-"


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


class RiskRow(AnalyticsRow, discriminator="Risk"):
    """How likely it is that somebody does not finish a course, why, and what else can be said of them."""

    user_id = UnicodeAttribute()
    value = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str = "") -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#RISKS#{course_id}", user_id

    @staticmethod
    def index_key(org_id: str, course_id: str, chance_bp: int | None, user_id: str) -> Key:
        """Where it stands by chance, those of which nothing can be said before all others."""
        chance = UNKNOWN_CHANCE if chance_bp is None else f"{chance_bp:05}"
        return f"ORG#{org_id}#RISKS#{course_id}", f"{chance}#{user_id}"


class UnjudgedRow(AnalyticsRow, discriminator="Unjudged"):
    """Says that somebody is not to be judged: they do not want it, or they are gone."""

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#UNJUDGED#{user_id}", "UNJUDGED"


class RoundRow(AnalyticsRow, discriminator="Round"):
    """When a course's learners, or an organization's health (no course), are looked at the next time."""

    org_id = UnicodeAttribute()
    course_id = UnicodeAttribute(default="")
    due_at = UTCDateTimeAttribute()
    judged_at = UTCDateTimeAttribute(null=True)
    after = UnicodeAttribute(null=True)
    """The last learner of a round that is under way."""
    is_taken = BooleanAttribute(default=False)

    @staticmethod
    def key(org_id: str, course_id: str = "") -> Key:
        """Where it stands."""
        return "GLOBAL#ROUNDS", f"{org_id}#{course_id}"

    @staticmethod
    def index_key(due_at: datetime) -> Key:
        """Where it stands by the moment at which it is due."""
        return "GLOBAL#ROUNDS", due_at.astimezone(UTC).isoformat(timespec="microseconds")


class HealthRow(AnalyticsRow, discriminator="Health"):
    """How an organization is, for the platform's operator."""

    org_id = UnicodeAttribute()
    value = UnicodeAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where it stands."""
        return "GLOBAL#HEALTH", org_id

    @staticmethod
    def index_key(last_active: str, org_id: str = "") -> Key:
        """Where it stands by the last day on which anybody learned there (empty for never)."""
        return "GLOBAL#HEALTH", f"{last_active or NEVER}#{org_id}"


class ReceiptRow(AnalyticsRow, ReceiptFields, discriminator="Receipt"):
    """What a request to create made."""


class JobRow(AnalyticsRow, JobFields, discriminator="Job"):
    """An export being made."""


class ExportRow(AnalyticsRow, ReportFields, discriminator="Export"):
    """A dashboard's table that somebody asked for."""

    first_day = UnicodeAttribute()
    last_day = UnicodeAttribute()
    course_id = UnicodeAttribute(null=True)
    lesson_id = UnicodeAttribute(null=True)
    user_id = UnicodeAttribute(null=True)
    subscription_id = UnicodeAttribute(null=True)

    @staticmethod
    def person_key(org_id: str, user_id: str, export_id: str = "") -> Key:
        """Where it stands among those of who asked for it."""
        return f"ORG#{org_id}#REPORTS#{user_id}", export_id


class SubscriptionRow(AnalyticsRow, discriminator="Subscription"):
    """That somebody wants a table every week or month."""

    subscription_id = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    rhythm = UnicodeAttribute()
    kind_of_export = UnicodeAttribute()
    form = UnicodeAttribute()
    course_id = UnicodeAttribute(null=True)
    lesson_id = UnicodeAttribute(null=True)
    user_id = UnicodeAttribute(null=True)
    due_at = UTCDateTimeAttribute()
    created_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, owner_id: str, subscription_id: str = "") -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#SUBSCRIPTIONS#{owner_id}", subscription_id


class DueRow(AnalyticsRow, discriminator="Due"):
    """When a subscription is due."""

    org_id = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    subscription_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, subscription_id: str) -> Key:
        """Where it stands."""
        return "GLOBAL#SUBSCRIPTIONS", f"{org_id}#{subscription_id}"

    @staticmethod
    def index_key(due_at: datetime) -> Key:
        """Where it stands by the moment at which it is due."""
        return "GLOBAL#SUBSCRIPTIONS", due_at.astimezone(UTC).isoformat(timespec="microseconds")
