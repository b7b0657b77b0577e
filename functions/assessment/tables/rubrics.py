"""The rows of rubrics."""

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, UnicodeAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import IntegerAttribute, Key


class RubricRow(AssessmentTableRow, discriminator="Rubric"):
    """A rubric in its current version; the criteria as compressed JSON."""

    rubric_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    title = UnicodeAttribute()
    is_hidden = BooleanAttribute(default=False)
    version = IntegerAttribute()
    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, rubric_id: str) -> Key:
        """Where a rubric stands."""
        return f"ORG#{org_id}#RUBRIC#{rubric_id}", "RUBRIC"

    @staticmethod
    def index_key(org_id: str, course_id: str, rubric_id: str = "") -> Key:
        """Where it stands among its course's."""
        return f"ORG#{org_id}#COURSE#{course_id}#RUBRICS", rubric_id


class RubricVersionRow(AssessmentTableRow, discriminator="RubricVersion"):
    """A rubric as it was in one version. Never changes, and stays for the work that is judged by it."""

    rubric_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    title = UnicodeAttribute()
    is_hidden = BooleanAttribute(default=False)
    version = IntegerAttribute()
    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, rubric_id: str, version: int) -> Key:
        """Where a version stands."""
        return f"ORG#{org_id}#RUBRIC#{rubric_id}", f"VERSION#{version:06}"
