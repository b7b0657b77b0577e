"""What comes after the last answer: handing in, by the learner or by the clock, marking, and telling."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from functools import partial
from typing import Any

from events.assessment import AnswerGraded, AttemptGraded, AttemptSubmitted, GradingOpened
from functions.assessment.domain.attempts import Attempt, AttemptState, QuestionMark, rounded
from functions.assessment.domain.bank import FrozenQuestion
from functions.assessment.domain.marking import marks
from functions.assessment.errors import AttemptOver
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.deadlines import DeadlineRepository
from functions.assessment.repository.questions import QuestionRepository
from shared.clock import Clock, system_clock
from shared.deadlines import Deadline, look_at_each
from shared.dynamo import undisturbed
from shared.events import DomainEvent

TRIED_AGAIN_AFTER = timedelta(minutes=5)


class EndingService:
    """The ends of one tenant's attempts."""

    def __init__(self, attempts: AttemptRepository, questions: QuestionRepository, clock: Clock = system_clock) -> None:
        self._attempts = attempts
        self._questions = questions
        self._clock = clock

    def end(self, attempt_id: str) -> Attempt:
        """Hand in an attempt for its learner, and mark what a rule can mark. Safe to repeat.

        One whose time ran out ends as the clock would have ended it; then ``AttemptOver`` says so where it is
        abandoned.
        """
        attempt = undisturbed(partial(self._end, attempt_id, False))
        if attempt.state is AttemptState.ABANDONED:
            raise AttemptOver("Its time ran out before it was handed in.", attempt_id=attempt_id)
        return attempt

    def end_by_clock(self, attempt_id: str) -> Attempt:
        """End an attempt whose time is over; one that runs on, or is over already, stays as it is. Safe to repeat."""
        return undisturbed(partial(self._end, attempt_id, True))

    def regraded(self, attempt: Attempt, new_marks: tuple[QuestionMark, ...]) -> Attempt:
        """Give an attempt other marks, and tell its grade if it has one now."""
        return self.save_marked(attempt.marked(new_marks))

    def save_marked(self, after: Attempt, *, is_told: bool = True) -> Attempt:
        """Store an attempt with its new marks, and tell its grade if it has one now (``ConditionFailed`` where it was
        changed since it was read)."""
        is_told = is_told and after.state is AttemptState.GRADED and not after.is_preview
        return self._attempts.save(after, tells=[self._graded(after)] if is_told else [])

    def _end(self, attempt_id: str, by_clock: bool) -> Attempt:
        now = self._clock.now()
        attempt = self._attempts.get(attempt_id)
        if attempt.state is AttemptState.RUNNING:
            if attempt.is_over(now):
                ended = attempt.ended_by_clock(now)
            elif by_clock:
                return attempt
            else:
                ended = attempt.submit(now=now)
            attempt = self._store_end(ended)
        if attempt.state is AttemptState.GRADING and not attempt.marks:
            attempt = self._mark(attempt)
        return attempt

    def _store_end(self, ended: Attempt) -> Attempt:
        """First it is over, so that no answer is taken any more; what is marked after that is all there is."""
        taken = self._attempts.find_taken(ended.assessment_id, ended.user_id)
        is_told = ended.state is AttemptState.GRADING and not ended.is_preview
        told = AttemptSubmitted(**ids_of(ended), due_at=ended.rules.closes_at)
        return self._attempts.end(ended, taken, tells=[told] if is_told else [])

    def _mark(self, attempt: Attempt) -> Attempt:
        attempt, answers = self._attempts.get_with_answers(attempt.attempt_id)
        if attempt.marks:
            return attempt
        found = self._questions.definitions(
            attempt.course_id, [(item.question_id, item.version) for item in attempt.paper]
        )
        marked = attempt.marked(marks(attempt, found, answers))
        tells: list[DomainEvent] = []
        if not marked.is_preview:
            graded = marked.state is AttemptState.GRADED
            tells = [self._graded(marked, found) if graded else GradingOpened(**ids_of(marked), round=1)]
        return self._attempts.save(marked, tells=tells)

    def _graded(self, attempt: Attempt, found: dict[str, FrozenQuestion] | None = None) -> AttemptGraded:
        questions = found or self._questions.definitions(
            attempt.course_id, [(item.question_id, item.version) for item in attempt.paper]
        )
        answers = tuple(
            AnswerGraded(
                question_id=mark.question_id,
                skill_ids=questions[mark.question_id].skill_ids,
                score_bp=max(0, rounded(Fraction(10_000 * (mark.score_centi or 0), mark.max_centi))),
                guess_bp=questions[mark.question_id].definition.guess_bp(),
            )
            for mark in attempt.marks
            if mark.max_centi
        )
        return AttemptGraded(**ids_of(attempt), score_bp=attempt.score_bp or 0, passed=attempt.passed, answers=answers)


class DueService:
    """Everybody's attempts whose time is over. A run that died leaves its deadlines to the next one."""

    def __init__(
        self, deadlines: DeadlineRepository, ending_of: Callable[[str], EndingService], clock: Clock = system_clock
    ) -> None:
        self._deadlines = deadlines
        self._ending_of = ending_of
        self._clock = clock

    def look(self) -> int:
        """End what the clock has to end. Returns how many deadlines there were; one that fails comes again later."""
        return look_at_each(self._deadlines, self._end, self._clock.now(), again_after=TRIED_AGAIN_AFTER)

    def _end(self, deadline: Deadline) -> None:
        self._ending_of(deadline.org_id).end_by_clock(deadline.what)


def ids_of(attempt: Attempt) -> dict[str, Any]:
    """What every event of an attempt says of it."""
    return attempt.model_dump(include={"assessment_id", "course_id", "lesson_id", "attempt_id", "user_id"})
