"""What has a mark, is graded in rounds and can be appealed against: an attempt, or a submission."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from events.assessment import (
    AppealAnswered,
    GradingOpened,
    GradingOverdue,
    GradingRequested,
    SubmissionAppealAnswered,
    SubmissionAppealed,
    SubmissionGradingOverdue,
    SubmissionGradingRequested,
)
from functions.assessment.domain.appeals import Appeal
from functions.assessment.domain.assignments import Assignment, Entry
from functions.assessment.domain.attempts import Attempt, AttemptState
from functions.assessment.domain.release import What, phase_of
from functions.assessment.errors import AttemptNotFound, SubmissionNotFound
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.assignments import AssignmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.service.ending import ids_of
from shared.clock import Clock, system_clock
from shared.errors import NotFound
from shared.events import DomainEvent


class Gradable(Protocol):
    """One of them, and what is told of its grading."""

    @property
    def work_id(self) -> str: ...

    @property
    def activity_id(self) -> str: ...

    @property
    def course_id(self) -> str: ...

    @property
    def owner_ids(self) -> tuple[str, ...]: ...

    @property
    def rounds(self) -> int:
        """Rounds of grading that every one of its kind has without an appeal, and that leave nothing behind."""
        ...

    @property
    def is_graded(self) -> bool: ...

    def score_of(self, user_id: str) -> int:
        """What counts for one of its owners, in hundredths of a point; 0 where nothing does yet."""
        ...

    def has(self, question_id: str) -> bool:
        """Whether it answers this question."""
        ...

    def requested(self, round: int, reminder: int = 0) -> DomainEvent: ...

    def overdue(self, round: int) -> DomainEvent: ...

    def appealed(self, round: int, appeal: Appeal) -> DomainEvent: ...

    def answered(self, appeal: Appeal, changed: bool) -> DomainEvent: ...


@dataclass(frozen=True, slots=True)
class Terms:
    """Whether somebody may appeal."""

    marks_are_seen: bool
    appeals_allowed: int


G = TypeVar("G", bound=Gradable)


class Gradables(Protocol[G]):
    """Where those of one kind are found."""

    org_id: str

    def get(self, work_id: str) -> G: ...

    def missing(self, work_id: str) -> NotFound:
        """What is said where there is none of that id."""
        ...

    def course_of(self, activity_id: str) -> str: ...

    def terms(self, work: G, user_id: str) -> Terms: ...


@dataclass(frozen=True, slots=True)
class GradableAttempt:
    """An attempt at an assessment."""

    attempt: Attempt

    @property
    def work_id(self) -> str:
        return self.attempt.attempt_id

    @property
    def activity_id(self) -> str:
        return self.attempt.assessment_id

    @property
    def course_id(self) -> str:
        return self.attempt.course_id

    @property
    def owner_ids(self) -> tuple[str, ...]:
        return (self.attempt.user_id,)

    @property
    def rounds(self) -> int:
        return 0

    @property
    def is_graded(self) -> bool:
        return self.attempt.state is AttemptState.GRADED

    def score_of(self, user_id: str) -> int:
        return self.attempt.score_centi or 0

    def has(self, question_id: str) -> bool:
        return self.attempt.item(question_id) is not None

    def requested(self, round: int, reminder: int = 0) -> DomainEvent:
        return GradingRequested(**ids_of(self.attempt), round=round, reminder=reminder)

    def overdue(self, round: int) -> DomainEvent:
        return GradingOverdue(**ids_of(self.attempt), round=round)

    def appealed(self, round: int, appeal: Appeal) -> DomainEvent:
        return GradingOpened(**ids_of(self.attempt), round=round, appeal_id=appeal.appeal_id)

    def answered(self, appeal: Appeal, changed: bool) -> DomainEvent:
        return AppealAnswered(**ids_of(self.attempt), appeal_id=appeal.appeal_id, changed=changed)


class GradableAttempts:
    """One tenant's attempts."""

    def __init__(
        self, attempts: AttemptRepository, assessments: AssessmentRepository, clock: Clock = system_clock
    ) -> None:
        self.org_id = attempts.org_id
        self._attempts = attempts
        self._assessments = assessments
        self._clock = clock

    def get(self, work_id: str) -> GradableAttempt:
        return GradableAttempt(self._attempts.get(work_id))

    def missing(self, work_id: str) -> NotFound:
        return AttemptNotFound(attempt_id=work_id)

    def course_of(self, activity_id: str) -> str:
        return self._assessments.get(activity_id).course_id

    def terms(self, work: GradableAttempt, user_id: str) -> Terms:
        rules = self._assessments.get(work.activity_id).rules
        phase = phase_of(work.attempt.submitted_at, rules.closes_at, self._clock.now())
        is_seen = work.is_graded and not work.attempt.is_preview and What.MARKS in rules.release.shows(phase)
        return Terms(is_seen, rules.appeals_allowed)


@dataclass(frozen=True, slots=True)
class GradableSubmission:
    """What was handed in for an assignment, alone or by a team."""

    submission_id: str
    assignment: Assignment
    entry: Entry

    @property
    def work_id(self) -> str:
        return self.submission_id

    @property
    def activity_id(self) -> str:
        return self.assignment.assignment_id

    @property
    def course_id(self) -> str:
        return self.assignment.course_id

    @property
    def owner_ids(self) -> tuple[str, ...]:
        return self.entry.member_ids

    @property
    def rounds(self) -> int:
        return 1

    @property
    def is_graded(self) -> bool:
        return any(self.entry.score_of(one) is not None for one in self.owner_ids)

    def score_of(self, user_id: str) -> int:
        return self.entry.score_of(user_id) or 0

    def has(self, question_id: str) -> bool:
        return False

    def requested(self, round: int, reminder: int = 0) -> DomainEvent:
        return SubmissionGradingRequested(**self._ids(), round=round, reminder=reminder)

    def overdue(self, round: int) -> DomainEvent:
        return SubmissionGradingOverdue(**self._ids(), round=round)

    def appealed(self, round: int, appeal: Appeal) -> DomainEvent:
        return SubmissionAppealed(**self._ids(), round=round, appeal_id=appeal.appeal_id)

    def answered(self, appeal: Appeal, changed: bool) -> DomainEvent:
        about = {"user_id": appeal.user_id, "appeal_id": appeal.appeal_id, "changed": changed}
        return SubmissionAppealAnswered.model_validate({**self._ids(), **about})

    def _ids(self) -> dict[str, str]:
        plain = self.assignment.model_dump(include={"assignment_id", "course_id", "lesson_id"})
        return {**plain, "submission_id": self.submission_id}


class GradableSubmissions:
    """One tenant's submissions."""

    def __init__(self, assignments: AssignmentRepository, clock: Clock = system_clock) -> None:
        self.org_id = assignments.org_id
        self._assignments = assignments
        self._clock = clock

    def get(self, work_id: str) -> GradableSubmission:
        submission = self._assignments.get_submission(work_id)
        assignment, entry = self._assignments.with_entry(submission.assignment_id, submission.owner_id)
        return GradableSubmission(work_id, assignment, entry)

    def missing(self, work_id: str) -> NotFound:
        return SubmissionNotFound(submission_id=work_id)

    def course_of(self, activity_id: str) -> str:
        return self._assignments.get(activity_id).course_id

    def terms(self, work: GradableSubmission, user_id: str) -> Terms:
        rules, entry = work.assignment.rules, work.entry
        is_released = rules.released_at is None or self._clock.now() >= rules.released_at
        is_last = entry.submissions[-1].submission_id == work.submission_id
        return Terms(entry.score_of(user_id) is not None and is_released and is_last, rules.appeals_allowed)
