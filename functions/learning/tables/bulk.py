"""The rows of enrolling many: the job, and what became of each."""

from pynamodb.attributes import UnicodeAttribute

from functions.learning.tables.base import LearningRow
from shared.dynamo import IntegerAttribute, Key
from shared.jobs import JobFields


class JobRow(LearningRow, JobFields, discriminator="Job"):
    """A piece of long work of this room."""


class ListRow(LearningRow, discriminator="List"):
    """In which course a job enrols its list."""

    course_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, job_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#BULK#{job_id}", "LIST"


class EnrolledRow(LearningRow, discriminator="Enrolled"):
    """What became of one line of a list; it goes with its job."""

    line = IntegerAttribute()
    who = UnicodeAttribute()
    outcome = UnicodeAttribute()
    user_id = UnicodeAttribute(null=True)

    @staticmethod
    def key(org_id: str, job_id: str, line: int | None = None) -> Key:
        """Where it stands; without a line, where the report begins."""
        return f"ORG#{org_id}#BULK#{job_id}", "LINE#" if line is None else f"LINE#{line:06}"
