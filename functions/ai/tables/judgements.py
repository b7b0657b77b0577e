"""Rows of judgements, and of what people's marks have taught."""

from zlib import crc32

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    JSONAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from functions.ai.domain.judgements import MOST_MARKED
from functions.ai.tables.base import AiRow
from shared.dynamo import IntegerAttribute, Key


class JudgementRow(AiRow, discriminator="Judgement"):
    """A judgement; in the index of its attempt."""

    judgement_id = UnicodeAttribute()
    attempt_id = UnicodeAttribute()
    assessment_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    learner_id = UnicodeAttribute(null=True)
    state = UnicodeAttribute()
    requested_by = UnicodeAttribute(null=True)
    problem = UnicodeAttribute(null=True)
    left_out = IntegerAttribute()
    learned = BooleanAttribute()
    created_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, judgement_id: str) -> Key:
        """Where a judgement stands."""
        return f"ORG#{org_id}#JUDGEMENT#{judgement_id}", "JUDGEMENT"

    @staticmethod
    def index_key(org_id: str, attempt_id: str, judgement_id: str = "") -> Key:
        """Where it stands among those of its attempt."""
        return f"ORG#{org_id}#ATTEMPT#{attempt_id}#JUDGEMENTS", judgement_id


class JudgedAnswerRow(AiRow, discriminator="JudgedAnswer"):
    """What is suggested for one answer."""

    suggested = JSONAttribute()

    @staticmethod
    def key(org_id: str, judgement_id: str, question_id: str = "") -> Key:
        """Where it stands; without a question, where those of a judgement begin."""
        return f"ORG#{org_id}#JUDGEMENT#{judgement_id}", f"ANSWER#{question_id}"


class MarkedTextRow(AiRow, discriminator="MarkedText"):
    """An answer that a person marked. There are so many places for a question, and an attempt has one of them: a later
    one may take it, so that their number is bounded and nobody counts."""

    attempt_id = UnicodeAttribute()
    text = BinaryAttribute(legacy_encoding=False)
    """Compressed."""
    score_bp = IntegerAttribute()
    levels = JSONAttribute()
    at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, question_id: str, attempt_id: str = "") -> Key:
        """Where that of an attempt stands; without one, where those of a question begin."""
        place = f"{crc32(attempt_id.encode()) % MOST_MARKED:03}" if attempt_id else ""
        return f"ORG#{org_id}#MARKED#{question_id}", f"PLACE#{place}"


class TraceRow(AiRow, discriminator="Trace"):
    """That something is kept of what a person wrote: by it that is found when they are to be forgotten."""

    @staticmethod
    def key(org_id: str, user_id: str, *names: str) -> Key:
        """Where it stands: ``JUDGEMENT`` and its id, or ``MARKED`` and the ids of question and attempt."""
        return f"ORG#{org_id}#PERSON#{user_id}", "#".join(names)


class TallyRow(AiRow, discriminator="Tally"):
    """How often suggestions in a course were confirmed, by how sure they were."""

    bins = JSONAttribute()
    """Ten pairs: confirmed, of how many."""

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where a course's stands."""
        return f"ORG#{org_id}#TALLY#{course_id}", "TALLY"
