"""Questions being made, and drafts of questions that wait for a tutor."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from functions.ai.domain.questions.checks import Reason
from functions.ai.domain.questions.items import Kind, Passage
from functions.ai.domain.tasks import Used

MOST_QUESTIONS = 50
"""Of one request."""
MOST_LESSONS = 60
LONGEST_TEXT = 60_000
MOST_SHOWN_REJECTED = 50
"""How many rejected items are told with their prompts; all are counted."""
SPARE = 2
"""How many more than its share each of several lessons makes: some say the same as those of another."""


class GenerationState(StrEnum):
    """Where a generation is."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Source(BaseModel):
    """What is asked about: some lessons, the lessons of a topic, a text, or, with none of these, the whole course."""

    model_config = ConfigDict(frozen=True)

    lesson_ids: tuple[str, ...] = ()
    topic_id: str | None = None
    text: str | None = None
    title: str = ""


class Order(BaseModel):
    """What is wanted."""

    model_config = ConfigDict(frozen=True)

    source: Source
    kinds: tuple[Kind, ...]
    count: int
    difficulty: int | None = None
    language: str = "en"


class RejectedQuestion(BaseModel):
    """What was made and did not pass."""

    model_config = ConfigDict(frozen=True)

    kind: Kind
    prompt: str
    reason: Reason
    lesson_id: str | None = None


class FailedPart(BaseModel):
    """A lesson about which nothing could be asked, and why, as a code."""

    model_config = ConfigDict(frozen=True)

    lesson_id: str | None
    code: str


class Generation(BaseModel):
    """One request for questions, and what came of it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    generation_id: str
    job_id: str
    course_id: str
    order: Order
    digest: str
    """Of course and order: while one of a digest runs, another is not begun."""
    state: GenerationState = GenerationState.QUEUED
    requested_by: str
    provider: str | None = None
    used: tuple[Used, ...] = ()
    """By whom, and what that took: several where not all lessons were done by the same."""
    drafted: int = 0
    rejected: dict[Reason, int] = Field(default_factory=dict)
    shown_rejected: tuple[RejectedQuestion, ...] = ()
    failed: tuple[FailedPart, ...] = ()
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state not in (GenerationState.QUEUED, GenerationState.RUNNING)


class DraftState(StrEnum):
    """What a tutor said of a draft."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class QuestionDraftKept(BaseModel):
    """A question that was made and passed its checks, until a tutor approves it; then it is in the bank too."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    draft_id: str
    generation_id: str
    course_id: str
    type: Kind
    question: dict[str, Any]
    """As the bank takes it, and as the tutor changed it."""
    asks: str
    """What it asks and what is right, as one text: what later ones are compared with."""
    passages: tuple[Passage, ...]
    criteria: tuple[dict[str, Any], ...] = ()
    difficulty: Annotated[int, Field(ge=1, le=5)]
    tags: tuple[str, ...] = ()
    provider: str
    state: DraftState = DraftState.PENDING
    edited: bool = False
    reason: str | None = None
    """Why it was rejected."""
    decided_by: str | None = None
    question_id: str | None = None
    """Its id in the bank, once approved."""
    refused: str | None = None
    """The code of what the bank did not take; None where it did."""
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def lesson_id(self) -> str | None:
        """The lesson that it asks about."""
        return self.passages[0].lesson_id


def shares_of(count: int, sizes: Sequence[int]) -> list[int]:
    """How many questions to make of each of several texts of these sizes: a long one stands in for a short one."""
    whole = sum(sizes)
    parts = [-(-count * size // whole) if whole else count // len(sizes) for size in sizes]
    return [min(count, part + SPARE) for part in parts]
