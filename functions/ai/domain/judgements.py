"""Judgements: what was suggested for the open answers of an attempt, and what people's marks have taught."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

MOST_ANSWERS = 50
"""Of one attempt; whatever is beyond is for people."""
MOST_MARKED = 300
"""How many marked answers to one question are kept to learn from."""
KEPT = timedelta(days=400)
"""How long judgements and marked answers are kept."""
LONGEST_KEPT = 20_000
"""How many characters of a marked answer are kept."""


def is_submission(work_id: str) -> bool:
    """Whether it was handed in for an assignment, and is no attempt; ids say what they are of."""
    return work_id.startswith("sub_")


class JudgementState(StrEnum):
    """Where a judgement is."""

    QUEUED = "queued"
    READY = "ready"
    FAILED = "failed"


class Judgement(BaseModel):
    """What a provider suggests for the open answers of one attempt."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    judgement_id: str
    attempt_id: str
    """The attempt, or the submission, that is judged."""
    assessment_id: str
    """Its assessment, or its assignment."""
    course_id: str
    learner_id: str | None = None
    """Whose attempt it is; None for judgements from before that was kept."""
    state: JudgementState = JudgementState.QUEUED
    requested_by: str | None
    """None where the grading of the attempt asked."""
    problem: str | None = None
    """Why there is none: the code of a fault."""
    left_out: int = 0
    """How many answers nothing could be suggested for."""
    learned: bool = False
    """Whether what people gave was held against it."""
    created_at: datetime
    revision: int = 0


class MarkedText(BaseModel):
    """An answer that a person marked, without who wrote it, and without that person's name in it."""

    model_config = ConfigDict(frozen=True)

    attempt_id: str
    text: str
    score_bp: int
    """Of the points there were."""
    levels: dict[str, str]
    at: datetime
