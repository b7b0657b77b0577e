"""What assessment tells. Marks are in basis points: 10,000 is everything that could be reached."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from shared.events import DomainEvent


class AnswerGraded(BaseModel):
    """What one answer says about what somebody can do."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question_id: str
    skill_ids: tuple[str, ...]
    score_bp: int


class _AssessmentEvent(DomainEvent):
    source: ClassVar[str] = "lms.assessment"

    assessment_id: str
    course_id: str
    lesson_id: str | None
    """The lesson that shows the assessment, where one does."""


class _AttemptEvent(_AssessmentEvent):
    attempt_id: str
    user_id: str


class AttemptSubmitted(_AttemptEvent):
    """Somebody handed in an attempt, or its time ran out."""


class AttemptGraded(_AttemptEvent):
    """An attempt has a mark that may be shown; told again, with a higher revision, when a mark changes."""

    score_bp: int
    passed: bool | None
    """None where the assessment has no pass mark."""
    answers: tuple[AnswerGraded, ...]


class GradingRequested(_AttemptEvent):
    """Some answers of an attempt wait for somebody who may grade."""
