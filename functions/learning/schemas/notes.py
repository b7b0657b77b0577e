"""Bodies of notes and bookmarks."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from functions.learning.domain.notes import Note, NoteKind
from functions.learning.domain.work import LONGEST_S
from shared.schemas import BodyId, In, Out, Text

_TEXT: dict[str, Any] = {"text": "Why two membranes? Ask in class."}
_IN: dict[str, Any] = {
    "lesson_id": "les_01JD0K6A1B2C3D4E5F6G7H8J9K",
    "kind": "note",
    "block_id": "blk_film",
    "at_s": 95,
    **_TEXT,
}
_OUT: dict[str, Any] = {
    "note_id": "not_01JD0N8B1C2D3E4F5G6H7J8K9M",
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    **_IN,
    "created_at": "2026-11-22T10:07:00Z",
    "updated_at": "2026-11-22T10:07:00Z",
}


class NoteIn(In):
    """Something to keep at a place in a lesson: a note with a text, or a bookmark."""

    lesson_id: BodyId
    kind: NoteKind = NoteKind.NOTE
    block_id: Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^blk_[0-9A-Za-z_-]+$")] | None = (
        None
    )
    at_s: Annotated[int, Field(ge=0, le=LONGEST_S)] | None = None
    text: Text = ""

    model_config = ConfigDict(json_schema_extra={"examples": [_IN]})


class NoteTextIn(In):
    """What a note shall say."""

    text: Text

    model_config = ConfigDict(json_schema_extra={"examples": [_TEXT]})


class NoteOut(Out):
    """A note or bookmark of yours."""

    note_id: str
    course_id: str
    lesson_id: str
    kind: NoteKind
    block_id: str | None
    at_s: int | None
    text: str
    created_at: datetime
    updated_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_OUT]})

    @classmethod
    def of(cls, note: Note) -> "NoteOut":
        """The answer for a note."""
        return cls(**note.model_dump(exclude={"kind_of", "revision"}), kind=note.kind_of)
