"""What assessment tells. Marks are in basis points: 10,000 is everything that could be reached."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from shared.events import DomainEvent


class AnswerGraded(BaseModel):
    """What one answer says about what somebody can do."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question_id: str
    skill_ids: tuple[str, ...]
    score_bp: int
    guess_bp: int = 0
    """What guessing alone gets, on average."""


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

    due_at: datetime | None = None
    """When the assessment closes for them; None where it never does."""


class AttemptGraded(_AttemptEvent):
    """An attempt has a mark that may be shown; told again, with a higher revision, when a mark changes."""

    score_bp: int
    passed: bool | None
    """None where the assessment has no pass mark."""
    answers: tuple[AnswerGraded, ...]


class _AssignmentEvent(DomainEvent):
    source: ClassVar[str] = "lms.assessment"

    assignment_id: str
    course_id: str
    lesson_id: str | None
    """The lesson that shows the assignment, where one does."""
    submission_id: str


class SubmissionReceived(_AssignmentEvent):
    """Somebody handed in work for an assignment, alone or for a team; it waits to be graded."""


class SubmissionGraded(_AssignmentEvent):
    """Work for an assignment has a mark, told for each whose work it is; again, with a higher revision, when it
    changes."""

    user_id: str
    score_bp: int
    passed: bool | None
    """None where the assignment has no pass mark."""
    handed_in_at: datetime | None = None
    due_at: datetime | None = None
    """After which it would have been late for who handed it in; None where nothing is."""


class SubmissionAppealed(_AssignmentEvent):
    """Somebody appeals against the mark of work for an assignment: another round of grading begins."""

    round: int
    appeal_id: str


class SubmissionGradingRequested(_AssignmentEvent):
    """An appeal against the mark of work for an assignment waits for somebody who may grade; told again as a
    reminder."""

    round: int
    reminder: int = 0
    """Which reminder it is; 0 for the first news."""


class SubmissionGradingOverdue(_AssignmentEvent):
    """Nobody has answered such an appeal in spite of all reminders."""

    round: int


class SubmissionAppealAnswered(_AssignmentEvent):
    """Somebody answered an appeal against the mark of work for an assignment."""

    user_id: str
    appeal_id: str
    changed: bool
    """Whether what counts for who appealed is something else than before."""


class PeersEvaluated(DomainEvent):
    """What peers say of the works for an assignment was worked out."""

    source: ClassVar[str] = "lms.assessment"

    assignment_id: str
    course_id: str


class GradingOpened(_AttemptEvent):
    """Some answers of an attempt are for no rule to mark, or somebody appeals: a round of grading begins."""

    round: int
    appeal_id: str | None = None


class SuggestionRequested(_AttemptEvent):
    """Somebody may say what the open answers of an attempt could be worth; a workflow waits for some minutes."""

    round: int


class RegradeRequested(DomainEvent):
    """Staff want to know what corrected questions make of attempts, or have that applied."""

    source: ClassVar[str] = "lms.assessment"

    regrade_id: str
    course_id: str
    step: str
    """``compare`` or ``apply``."""


class GradingRequested(_AttemptEvent):
    """Some answers of an attempt wait for somebody who may grade; told again as a reminder."""

    round: int = 1
    reminder: int = 0
    """Which reminder it is; 0 for the first news."""


class GradingOverdue(_AttemptEvent):
    """Nobody has graded in spite of all reminders."""

    round: int


class AppealAnswered(_AttemptEvent):
    """Somebody answered an appeal against the marks of an attempt."""

    appeal_id: str
    changed: bool
    """Whether the attempt is worth something else than before."""
