"""Notes and bookmarks: what learners keep for themselves at a place in a lesson."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class NoteKind(StrEnum):
    """What is kept."""

    NOTE = "note"
    BOOKMARK = "bookmark"


class Note(BaseModel):
    """Something that one learner keeps at a place in a lesson, and nobody else sees.

    It names the lesson, and where it likes a block and a second in it. It stays whatever becomes of these.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    note_id: str
    course_id: str
    lesson_id: str
    kind_of: NoteKind
    block_id: str | None = None
    at_s: int | None = None
    text: str = ""
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    def matches(self, words: str) -> bool:
        """Whether all of these words are in the text, without regard to case."""
        text = self.text.casefold()
        return all(word in text for word in words.casefold().split())
