"""The rows of originality: what was handed in, by which fingerprints it is found, and what was found."""

from pynamodb.attributes import (
    BinaryAttribute,
    JSONAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import IntegerAttribute, Key


class DocumentRow(AssessmentTableRow, discriminator="Document"):
    """A text that somebody handed in, compressed."""

    document_id = UnicodeAttribute()
    item_id = UnicodeAttribute()
    kind_of_text = UnicodeAttribute()
    course_id = UnicodeAttribute()
    activity_id = UnicodeAttribute()
    work_id = UnicodeAttribute()
    user_ids = JSONAttribute()
    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, work_id: str, item_id: str = "") -> Key:
        """Where a text stands; without an item, where a work's begin."""
        return f"ORG#{org_id}#WORK#{work_id}", f"DOCUMENT#{item_id}"


class ReportRow(AssessmentTableRow, discriminator="OriginalityReport"):
    """What was found of a text elsewhere."""

    item_id = UnicodeAttribute()
    digest = UnicodeAttribute()
    score_bp = IntegerAttribute()
    packed = BinaryAttribute(legacy_encoding=False)
    checked_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, work_id: str, item_id: str = "") -> Key:
        """Where a report stands; without an item, where a work's begin."""
        return f"ORG#{org_id}#WORK#{work_id}", f"REPORT#{item_id}"


class PrintRow(AssessmentTableRow, discriminator="Print"):
    """Which documents have a fingerprint."""

    holders = UnicodeSetAttribute()

    @staticmethod
    def key(org_id: str, fingerprint: str) -> Key:
        """Where a fingerprint stands."""
        return f"ORG#{org_id}#PRINT#{fingerprint}", "PRINT"
