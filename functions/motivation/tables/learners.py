"""The rows of what learners did, and what it adds up to."""

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    JSONAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from functions.motivation.domain.boards import STARTS, Board
from functions.motivation.tables.base import MotivationRow
from shared.dynamo import IntegerAttribute, Key


class DeedRow(MotivationRow, discriminator="Deed"):
    """Something that somebody did, once."""

    deed_id = UnicodeAttribute()
    deed = UnicodeAttribute()
    course_id = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    day = UnicodeAttribute()
    score_bp = IntegerAttribute(null=True)
    points = IntegerAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, deed_id: str = "") -> Key:
        """Where it stands; without an id, where the person's deeds begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}#DEEDS", f"DEED#{deed_id}"


class StandingRow(MotivationRow, discriminator="Standing"):
    """What a person's deeds add up to."""

    user_id = UnicodeAttribute()
    tally = JSONAttribute()
    days = BinaryAttribute(legacy_encoding=False)
    plan = JSONAttribute()
    awards = JSONAttribute()
    spent = IntegerAttribute()
    listed = BooleanAttribute()
    edition = IntegerAttribute()

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#LEARNER#{user_id}", "STANDING"


class ScoreRow(MotivationRow, discriminator="Score"):
    """What a person did that counts on a board; the index has the board in order of points."""

    user_id = UnicodeAttribute()
    points = IntegerAttribute()
    tally = JSONAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, board: Board | None = None) -> Key:
        """Where it stands; without a board, where the person's scores begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"SCORE#{board or ''}"

    @staticmethod
    def index_key(org_id: str, board: Board, points: int = 0, user_id: str = "") -> Key:
        """Where it stands in the index."""
        return f"ORG#{org_id}#BOARD#{board}", f"{points:010}#{user_id}"


class CrowdRow(MotivationRow, discriminator="Crowd"):
    """How many of a shard of a board's people are in each range of points."""

    # An attribute for each range, since only those of the first level can be counted up where they stand.
    locals().update({f"range_{number}": IntegerAttribute(null=True) for number in range(len(STARTS))})

    @staticmethod
    def key(org_id: str, board: Board, shard: int) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#BOARD#{board}", f"CROWD#{shard}"

    @classmethod
    def counted(cls, number: int, by: int) -> Action:
        """Counts a range up, or down, where it stands."""
        return Path(f"range_{number}").add(by)

    def people(self) -> list[int]:
        """How many there are in each range."""
        return [self.attribute_values.get(f"range_{number}") or 0 for number in range(len(STARTS))]
