"""What grading asks of the originality check, and what it is told."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that somebody handed in: an answer of an attempt, or a submission of an assignment."""

    org_id: str
    course_id: str
    activity_id: str
    """The assessment or the assignment."""
    work_id: str
    """The attempt or the submission."""
    item_id: str
    """The question that is answered; for a submission its own id."""
    user_ids: tuple[str, ...]
    """Whose work it is: what they handed in themselves before is no foreign source."""
    text: str
    language: str | None = None
    """None for prose, else the language of the code."""
    given: tuple[str, ...] = ()
    """What everybody was given, which is nobody's finding: the task's own text."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, in short; the report has the passages."""

    report_id: str
    share_bp: int
    """How much of the text was found elsewhere, in basis points."""


class Originality(Protocol):
    """Checks work against what was handed in before. Safe to repeat: the same piece has one report."""

    def check(self, piece: Piece) -> Finding | None:
        """What of a piece is found elsewhere; None where it is too short to tell. The piece is then known itself."""
        ...
