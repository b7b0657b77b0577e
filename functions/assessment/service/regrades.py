"""Regrading: finding out what corrected questions make of attempts, and applying exactly that."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice

from events.assessment import RegradeRequested
from functions.assessment.domain.attempts import Attempt
from functions.assessment.domain.bank import FrozenQuestion
from functions.assessment.domain.regrades import (
    MOST_ASSESSMENTS,
    Change,
    ChangeOutcome,
    Regrade,
    RegradeState,
    RegradeTally,
    compare,
    counted,
    is_comparable,
)
from functions.assessment.errors import AssessmentNotFound, AttemptNotFound, RegradeNotReady
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.questions import QuestionRepository
from functions.assessment.repository.regrades import RegradeRepository
from functions.assessment.service.courses import require_staff
from functions.assessment.service.ending import EndingService
from functions.catalog.published.courses import Right
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import Unprocessable
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey, each

TAKERS_AT_ONCE = 25
CHANGES_AT_ONCE = 50


class RegradeService:
    """The regrades of one tenant."""

    def __init__(
        self,
        regrades: RegradeRepository,
        assessments: AssessmentRepository,
        attempts: AttemptRepository,
        questions: QuestionRepository,
        ending: EndingService,
        clock: Clock = system_clock,
    ) -> None:
        self._regrades = regrades
        self._assessments = assessments
        self._attempts = attempts
        self._questions = questions
        self._ending = ending
        self._clock = clock

    # -- for people

    def ask(
        self,
        course_id: str,
        assessment_id: str | None,
        attempt_id: str | None,
        question_ids: Sequence[str],
        *,
        by: Caller,
        once: Once,
    ) -> Regrade:
        """Find out what the questions as they are now make of an attempt, an assessment, or all of a course.

        Nothing changes by that. Raises ``AssessmentNotFound``, ``AttemptNotFound`` and ``Unprocessable`` for what is
        not of the course.
        """
        require_staff(self._regrades.org_id, course_id, Right.STUDENTS, by)
        self._require_known(course_id, question_ids)
        regrade = Regrade(
            regrade_id=new_id("rgr", self._clock),
            course_id=course_id,
            assessment_ids=self._meant(course_id, assessment_id, attempt_id),
            attempt_id=attempt_id,
            question_ids=tuple(question_ids),
            asked_by=by.user_id,
            asked_at=self._clock.now(),
        )
        if not regrade.assessment_ids:
            regrade = regrade.model_copy(update={"state": RegradeState.COMPARED})
        made = self._regrades.add(regrade, once, tells=_request(regrade, "compare"))
        return self._regrades.get(course_id, made)

    def read(self, course_id: str, regrade_id: str, *, by: Caller) -> Regrade:
        """A regrade, for staff."""
        require_staff(self._regrades.org_id, course_id, Right.STUDENTS, by)
        return self._regrades.get(course_id, regrade_id)

    def list(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Regrade]:
        """A course's regrades, the newest first, for staff."""
        require_staff(self._regrades.org_id, course_id, Right.STUDENTS, by)
        return self._regrades.list_by_course(course_id, limit=limit, start=start)

    def list_changes(
        self, course_id: str, regrade_id: str, *, by: Caller, limit: int, start: PageKey
    ) -> Listed[Change]:
        """What a regrade makes of attempts, for staff."""
        self.read(course_id, regrade_id, by=by)
        return self._regrades.list_changes(regrade_id, limit=limit, start=start)

    def apply(self, course_id: str, regrade_id: str, *, by: Caller) -> Regrade:
        """Have what was found applied. Safe to repeat. Raises ``RegradeNotReady`` before everything is compared, and
        where nothing would change."""
        require_staff(self._regrades.org_id, course_id, Right.STUDENTS, by)

        def begin() -> Regrade:
            regrade = self._regrades.get(course_id, regrade_id)
            if regrade.state in {RegradeState.APPLYING, RegradeState.APPLIED}:
                return regrade
            if regrade.state is not RegradeState.COMPARED or not regrade.tally.changed:
                raise RegradeNotReady(regrade_id=regrade_id)
            begun = regrade.model_copy(update={"state": RegradeState.APPLYING, "start": None})
            return self._regrades.save(begun, tells=[_request(regrade, "apply")])

        return undisturbed(begin)

    # -- the workflow's steps

    def step(self, course_id: str, regrade_id: str) -> str:
        """Compare or apply some more: ``more`` while there is some left, then ``done``. Safe to repeat."""

        def go_on() -> str:
            regrade = self._regrades.get(course_id, regrade_id)
            if regrade.state is RegradeState.COMPARING:
                after = self._compare_some(regrade)
            elif regrade.state is RegradeState.APPLYING:
                after = self._apply_some(regrade)
            else:
                return "done"
            self._regrades.save(after)
            return "more" if after.state is regrade.state else "done"

        return undisturbed(go_on)

    def abandon(self, course_id: str, regrade_id: str) -> None:
        """Write down that it cannot go on; what was applied stays so, and can be asked for again. Safe to repeat."""

        def fail() -> None:
            regrade = self._regrades.get(course_id, regrade_id)
            if regrade.state in {RegradeState.COMPARING, RegradeState.APPLYING}:
                self._regrades.save(regrade.model_copy(update={"state": RegradeState.FAILED}))

        undisturbed(fail)

    # -- steps

    def _require_known(self, course_id: str, question_ids: Sequence[str]) -> None:
        found = self._questions.find_many(course_id, question_ids) if question_ids else {}
        for place, question_id in enumerate(question_ids):
            if question_id not in found:
                raise Unprocessable.field(f"/question_ids/{place}", "not_found", "The bank has no such question.")

    def _meant(self, course_id: str, assessment_id: str | None, attempt_id: str | None) -> tuple[str, ...]:
        if attempt_id:
            attempt = self._attempts.get(attempt_id)
            if attempt.course_id != course_id or assessment_id not in {None, attempt.assessment_id}:
                raise AttemptNotFound(attempt_id=attempt_id)
            return (attempt.assessment_id,)
        if assessment_id:
            if self._assessments.get(assessment_id).course_id != course_id:
                raise AssessmentNotFound(assessment_id=assessment_id)
            return (assessment_id,)
        found = each(lambda start: self._assessments.list_by_course(course_id, limit=100, start=start))
        return tuple(one.assessment_id for one in islice(found, MOST_ASSESSMENTS))

    def _compare_some(self, regrade: Regrade) -> Regrade:
        start: PageKey = None
        if regrade.attempt_id:
            attempts = self._attempts.get_many([regrade.attempt_id])
        else:
            page = self._attempts.list_takers(
                regrade.assessment_ids[regrade.place], limit=TAKERS_AT_ONCE, start=regrade.start
            )
            ids = [brief.attempt_id for taken in page.items for brief in taken.attempts if brief.number]
            attempts, start = self._attempts.get_many(ids), page.next_key
        tally = regrade.tally
        now = self._current(regrade, attempts)
        for attempt in filter(is_comparable, attempts):
            change = self._compared(attempt, now)
            if change:
                self._regrades.keep(regrade.regrade_id, change)
            tally = counted(tally, change)
        return regrade.further(tally, start)

    def _current(self, regrade: Regrade, attempts: Sequence[Attempt]) -> Mapping[str, FrozenQuestion]:
        """The current versions of the questions that may have been corrected."""
        asked = {item.question_id for attempt in attempts for item in attempt.paper}
        if regrade.question_ids:
            asked &= set(regrade.question_ids)
        found = self._questions.find_many(regrade.course_id, sorted(asked)) if asked else {}
        return self._questions.definitions(regrade.course_id, [(one, found[one].version) for one in found])

    def _compared(self, attempt: Attempt, now: Mapping[str, FrozenQuestion]) -> Change | None:
        moved = [item for item in attempt.paper if (new := now.get(item.question_id)) and new.version != item.version]
        if not moved:
            return None
        attempt, answers = self._attempts.get_with_answers(attempt.attempt_id)
        asked = self._questions.definitions(attempt.course_id, [(item.question_id, item.version) for item in moved])
        return compare(attempt, answers, asked, now)

    def _apply_some(self, regrade: Regrade) -> Regrade:
        page = self._regrades.list_changes(regrade.regrade_id, limit=CHANGES_AT_ONCE, start=regrade.start)
        outcomes = [undisturbed(partial(self._apply, regrade, change)) for change in page.items if change.questions]
        more = {
            "applied": regrade.tally.applied + outcomes.count(ChangeOutcome.APPLIED),
            "overtaken": regrade.tally.overtaken + outcomes.count(ChangeOutcome.OVERTAKEN),
        }
        state = regrade.state if page.next_key else RegradeState.APPLIED
        tally: RegradeTally = regrade.tally.model_copy(update=more)
        return regrade.model_copy(update={"tally": tally, "start": page.next_key, "state": state})

    def _apply(self, regrade: Regrade, change: Change) -> ChangeOutcome:
        """Apply a change, unless somebody was faster; one that was applied before stays so."""
        attempt = self._attempts.get(change.attempt_id)
        after = change.applied_to(attempt)
        if (after.paper, after.marks) == (attempt.paper, attempt.marks):
            outcome = ChangeOutcome.APPLIED
        elif attempt.revision != change.attempt_revision:
            outcome = ChangeOutcome.OVERTAKEN
        else:
            self._ending.save_marked(after, is_told=change.changes_marks)
            outcome = ChangeOutcome.APPLIED
        if outcome is not change.outcome:
            self._regrades.keep(regrade.regrade_id, change.model_copy(update={"outcome": outcome}))
        return outcome


def _request(regrade: Regrade, step: str) -> RegradeRequested:
    return RegradeRequested(regrade_id=regrade.regrade_id, course_id=regrade.course_id, step=step)
