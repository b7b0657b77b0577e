"""The rows of statistics."""

from pynamodb.attributes import BinaryAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import IntegerAttribute, Key

SUM_SHARDS = 8
"""Over so many rows the sums of an assessment are spread: thousands hand in at the same bell."""


class SumsRow(AssessmentTableRow, discriminator="Sums"):
    """The sums over some of an assessment's attempts."""

    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, assessment_id: str, shard: int | None = None) -> Key:
        """Where a shard stands; without one, where they begin."""
        return f"ORG#{org_id}#ASSESSMENT#{assessment_id}#SUMS", "" if shard is None else f"{shard:02}"


class CountedRow(AssessmentTableRow, discriminator="Counted"):
    """What an attempt has added to the sums, and in which revision."""

    counted = IntegerAttribute()
    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, attempt_id: str) -> Key:
        """Where it stands, below the attempt."""
        return f"ORG#{org_id}#ATTEMPT#{attempt_id}", "COUNTED"
