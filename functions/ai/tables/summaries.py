"""Rows of summaries."""

from pynamodb.attributes import BinaryAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.ai.tables.base import AiRow
from shared.dynamo import IntegerAttribute, Key


class SummaryRow(AiRow, discriminator="Summary"):
    """An order of a summary."""

    summary_id = UnicodeAttribute()
    job_id = UnicodeAttribute()
    requested_by = UnicodeAttribute()
    course_id = UnicodeAttribute(null=True)
    version = IntegerAttribute(null=True)
    lesson_ids = JSONAttribute()
    title = UnicodeAttribute()
    language = UnicodeAttribute()
    wanted = UnicodeAttribute(null=True)
    words = IntegerAttribute()
    points = IntegerAttribute()
    terms = IntegerAttribute()
    digest = UnicodeAttribute()
    sections = IntegerAttribute()
    run = IntegerAttribute()
    state = UnicodeAttribute()
    failed_sections = JSONAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, summary_id: str) -> Key:
        """Where an order stands."""
        return f"ORG#{org_id}#SUMMARY#{summary_id}", "SUMMARY"

    @staticmethod
    def person_key(org_id: str, user_id: str, summary_id: str = "") -> Key:
        """Where it stands among those of a person."""
        return f"ORG#{org_id}#SUMMARIES#{user_id}", summary_id


class SummaryPieceRow(AiRow, discriminator="SummaryPiece"):
    """What belongs to an order: the text that was sent, what a section was summarized to, all of it put together."""

    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, summary_id: str, name: str) -> Key:
        """Where a piece stands. ``name`` is TEXT, WHOLE, or SECTION#0001."""
        return f"ORG#{org_id}#SUMMARY#{summary_id}", name


class SameSummaryRow(AiRow, discriminator="SameSummary"):
    """Which order somebody's request of this content stands for."""

    summary_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, digest: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#SAME#{digest}", "SAME"
