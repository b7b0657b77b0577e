"""Rows of generated questions."""

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.ai.tables.base import AiRow
from shared.dynamo import IntegerAttribute, Key


class GenerationRow(AiRow, discriminator="Generation"):
    """A request for questions."""

    generation_id = UnicodeAttribute()
    job_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    packed = BinaryAttribute(legacy_encoding=False)
    """The order and what was rejected, as compressed JSON."""
    digest = UnicodeAttribute()
    state = UnicodeAttribute()
    requested_by = UnicodeAttribute()
    provider = UnicodeAttribute(null=True)
    drafted = IntegerAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, generation_id: str) -> Key:
        """Where a generation stands."""
        return f"ORG#{org_id}#GENERATION#{generation_id}", "GENERATION"


class RunningRow(AiRow, discriminator="Running"):
    """That questions are being made by an order: whoever orders the same meanwhile gets this one."""

    generation_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, digest: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#COURSE#{course_id}#RUNNING", digest


class BatchRow(AiRow, discriminator="Batch"):
    """What was made of one lesson, until the generation is finished."""

    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, generation_id: str, place: int = 0) -> Key:
        """Where the lesson's batch stands, by its place among the lessons."""
        return f"ORG#{org_id}#GENERATION#{generation_id}", f"BATCH#{place:04}"


class DraftRow(AiRow, discriminator="Draft"):
    """A question that waits for a tutor, or waited."""

    draft_id = UnicodeAttribute()
    generation_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    type = UnicodeAttribute()
    question = JSONAttribute()
    asks = UnicodeAttribute()
    passages = JSONAttribute()
    criteria = JSONAttribute()
    difficulty = IntegerAttribute()
    tags = JSONAttribute()
    provider = UnicodeAttribute()
    state = UnicodeAttribute()
    edited = BooleanAttribute()
    reason = UnicodeAttribute(null=True)
    decided_by = UnicodeAttribute(null=True)
    question_id = UnicodeAttribute(null=True)
    refused = UnicodeAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, draft_id: str) -> Key:
        """Where a draft stands."""
        return f"ORG#{org_id}#DRAFT#{draft_id}", "DRAFT"

    @staticmethod
    def index_key(org_id: str, course_id: str, state: str, draft_id: str = "") -> Key:
        """Where it stands among those of a course in a state."""
        return f"ORG#{org_id}#COURSE#{course_id}#DRAFTS#{state}", draft_id
