"""The rows of peer review."""

from pynamodb.attributes import BinaryAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import Key


class PeersRow(AssessmentTableRow, discriminator="Peers"):
    """Who reads whose work for an assignment, by which seed, and what came of it; as compressed JSON."""

    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, assignment_id: str) -> Key:
        """Where an assignment's allocation stands."""
        return f"ORG#{org_id}#ASSIGNMENT#{assignment_id}#PEERS", "PEERS"


class ReviewRow(AssessmentTableRow, discriminator="Review"):
    """What somebody says of another's work."""

    peer_review_id = UnicodeAttribute()
    criteria = JSONAttribute()
    comment = UnicodeAttribute(null=True)
    at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, assignment_id: str, peer_review_id: str = "") -> Key:
        """Where a review stands; without an id, where an assignment's begin."""
        return f"ORG#{org_id}#ASSIGNMENT#{assignment_id}#PEERS", f"REVIEW#{peer_review_id}"
