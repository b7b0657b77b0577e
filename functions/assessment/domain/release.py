"""What learners may see of an attempt, and when: one matrix."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

RIGHT_AFTER = timedelta(minutes=2)
"""How long "right after" handing in lasts."""


class What(StrEnum):
    """Something that can be seen of an attempt."""

    ANSWERS = "answers"
    """What one answered oneself."""
    CORRECTNESS = "correctness"
    """Whether an answer is right."""
    MARKS = "marks"
    FEEDBACK = "feedback"
    """What the author, or who graded, says to an answer."""
    RIGHT_ANSWERS = "right_answers"
    """What would have been right, and why."""


class When(StrEnum):
    """A phase of an attempt."""

    DURING = "during"
    RIGHT_AFTER = "right_after"
    WHILE_OPEN = "while_open"
    AFTER_CLOSE = "after_close"


_LATER = (When.RIGHT_AFTER, When.WHILE_OPEN, When.AFTER_CLOSE)


class Release(BaseModel):
    """For each thing the phases in which it may be seen.

    During an attempt the behaviour decides: an exam shows nothing, whatever is said here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    answers: tuple[When, ...] = (When.DURING, *_LATER)
    correctness: tuple[When, ...] = _LATER
    marks: tuple[When, ...] = _LATER
    feedback: tuple[When, ...] = _LATER
    right_answers: tuple[When, ...] = (When.AFTER_CLOSE,)

    def shows(self, phase: When) -> frozenset[What]:
        """What may be seen in a phase."""
        return frozenset(what for what in What if phase in getattr(self, what.value))


def phase_of(submitted_at: datetime | None, closes_at: datetime | None, now: datetime) -> When:
    """In which phase an attempt is. What never closes never comes to the last one."""
    if submitted_at is None:
        return When.DURING
    if closes_at is not None and now >= closes_at:
        return When.AFTER_CLOSE
    return When.RIGHT_AFTER if now < submitted_at + RIGHT_AFTER else When.WHILE_OPEN
