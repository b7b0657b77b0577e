"""The rows of rosters and statistics: read models, brought up to the enrolments by their news."""

from collections import Counter
from datetime import date

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute

from functions.learning.domain.standings import BANDS
from functions.learning.domain.states import EnrolmentState
from functions.learning.tables.base import LearningRow
from shared.dynamo import IntegerAttribute, Key

SHARDS = 8
"""Statistics of a course are counted in so many items, so that a crowd does not queue for one."""


class ProgressEntryRow(LearningRow, discriminator="ProgressEntry"):
    """Lists an enrolment by its progress, and says how it was when it was last counted."""

    user_id = UnicodeAttribute()
    state = UnicodeAttribute()
    percent = IntegerAttribute()
    joined_on = UnicodeAttribute(null=True)
    has_completed = BooleanAttribute()
    groups = JSONAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str) -> Key:
        """Where the entry stands."""
        return f"ORG#{org_id}#COURSE#{course_id}", f"PROGRESS#{user_id}"

    @staticmethod
    def index_key(org_id: str, course_id: str, percent: int, enrolment_id: str = "") -> Key:
        """Where it stands in the index, by percent."""
        return f"ORG#{org_id}#COURSE#{course_id}#PROGRESS", f"{percent:03}#{enrolment_id}"


class ActivityEntryRow(LearningRow, discriminator="ActivityEntry"):
    """Lists an enrolment by the UTC day on which the learner was last active."""

    user_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str) -> Key:
        """Where the entry stands."""
        return f"ORG#{org_id}#COURSE#{course_id}", f"ACTIVITY#{user_id}"

    @staticmethod
    def index_key(org_id: str, course_id: str, day: date, enrolment_id: str = "") -> Key:
        """Where it stands in the index, by day."""
        return f"ORG#{org_id}#COURSE#{course_id}#ACTIVITY", f"{day.isoformat()}#{enrolment_id}"


class CountsRow(LearningRow, discriminator="Counts"):
    """Some of the counts of a course, or of one group in it: only ever added to."""

    joined = IntegerAttribute(default=0)
    done = IntegerAttribute(default=0)
    in_invited = IntegerAttribute(default=0)
    in_waiting = IntegerAttribute(default=0)
    in_pending_payment = IntegerAttribute(default=0)
    in_active = IntegerAttribute(default=0)
    in_paused = IntegerAttribute(default=0)
    in_completed = IntegerAttribute(default=0)
    in_expired = IntegerAttribute(default=0)
    in_cancelled = IntegerAttribute(default=0)
    band_0 = IntegerAttribute(default=0)
    band_10 = IntegerAttribute(default=0)
    band_20 = IntegerAttribute(default=0)
    band_30 = IntegerAttribute(default=0)
    band_40 = IntegerAttribute(default=0)
    band_50 = IntegerAttribute(default=0)
    band_60 = IntegerAttribute(default=0)
    band_70 = IntegerAttribute(default=0)
    band_80 = IntegerAttribute(default=0)
    band_90 = IntegerAttribute(default=0)
    band_100 = IntegerAttribute(default=0)

    @staticmethod
    def key(org_id: str, course_id: str, scope: str, shard: str = "") -> Key:
        """Where they stand; without a shard, where all of a scope begin."""
        return f"ORG#{org_id}#COURSE#{course_id}", f"COUNTS#{scope}#{shard}"

    def counts(self) -> Counter[str]:
        """The counts by name."""
        return Counter({name: self.attribute_values.get(name, 0) for name in COUNTED})


COUNTED = ("joined", "done", *(f"in_{state}" for state in EnrolmentState), *(f"band_{band}" for band in BANDS))
"""The names of the counts, which are those of their attributes."""


class DayRow(LearningRow, discriminator="Day"):
    """How many first had access to a course on a UTC day, of everybody or of one group: only ever added to."""

    day = UnicodeAttribute()
    joined = IntegerAttribute(default=0)

    @staticmethod
    def key(org_id: str, course_id: str, scope: str, day: str, shard: str = "") -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#COURSE#{course_id}", f"DAY#{scope}#{day}#{shard}"
