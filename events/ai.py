"""What ai tells: what is to be made, what was made or not, what was taken of it. Ids and numbers only."""

from typing import ClassVar

from shared.events import DomainEvent


class _AiEvent(DomainEvent):
    source: ClassVar[str] = "lms.ai"


class SummaryRequested(_AiEvent):
    """Somebody wants a summary, or what is missing of one. Told once for each run; ai itself makes it."""

    summary_id: str
    run: int


class SummaryReady(_AiEvent):
    """A summary can be read; some of its sections may be missing."""

    summary_id: str
    requested_by: str


class SummaryFailed(_AiEvent):
    """Nothing came of a summary that somebody asked for."""

    summary_id: str
    requested_by: str


class GenerationRequested(_AiEvent):
    """Somebody wants questions made. Told once; ai itself makes them."""

    generation_id: str


class QuestionsDrafted(_AiEvent):
    """Questions that somebody asked for are made, as far as the texts gave any, and wait to be approved."""

    generation_id: str
    job_id: str
    course_id: str
    requested_by: str
    drafted: int
    rejected: int


class GenerationFailed(_AiEvent):
    """Questions that somebody asked for could not be made."""

    generation_id: str
    job_id: str
    course_id: str
    requested_by: str


class QuestionApproved(_AiEvent):
    """A tutor took a draft: it goes into the bank under ``question_id``. Told once; ai itself hands it over."""

    draft_id: str
    question_id: str
    course_id: str


class JudgementRequested(_AiEvent):
    """Somebody wants to know what the open answers of an attempt may be worth. Told once; ai itself finds out."""

    judgement_id: str
