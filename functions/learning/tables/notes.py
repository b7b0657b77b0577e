"""The rows of notes."""

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from functions.learning.tables.base import LearningRow
from shared.dynamo import IntegerAttribute, Key


class NoteRow(LearningRow, discriminator="Note"):
    """A learner's note or bookmark."""

    note_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    lesson_id = UnicodeAttribute()
    kind_of = UnicodeAttribute()
    block_id = UnicodeAttribute(null=True)
    at_s = IntegerAttribute(null=True)
    text = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, note_id: str = "") -> Key:
        """Where it stands; without an id, where the learner's notes begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"NOTE#{note_id}"

    @staticmethod
    def index_key(org_id: str, user_id: str, course_id: str, note_id: str = "") -> Key:
        """Where it stands in the index, among those of its course."""
        return f"ORG#{org_id}#LEARNER#{user_id}#NOTES#{course_id}", f"NOTE#{note_id}"
