"""Appeals: learners ask for another look at their marks, and staff answer."""

from collections.abc import Sequence

from events.assessment import AppealAnswered, GradingOpened
from functions.assessment.domain.appeals import Appeal, AppealState
from functions.assessment.domain.attempts import Attempt, AttemptState
from functions.assessment.domain.gradings import Grading, GradingState
from functions.assessment.domain.release import What, phase_of
from functions.assessment.errors import AppealNotPossible, AttemptNotFound
from functions.assessment.repository.assessments import AssessmentRepository, PageKey
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.gradings import Appeals, GradingRepository
from functions.assessment.service.courses import require_place, require_staff
from functions.assessment.service.ending import ids_of
from functions.catalog.published import Right
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import FieldError
from shared.idempotency import Once
from shared.ids import new_id


class AppealService:
    """The appeals of one tenant's learners."""

    def __init__(
        self,
        gradings: GradingRepository,
        attempts: AttemptRepository,
        assessments: AssessmentRepository,
        clock: Clock = system_clock,
    ) -> None:
        self._gradings = gradings
        self._attempts = attempts
        self._assessments = assessments
        self._clock = clock

    def make(
        self, assessment_id: str, attempt_id: str, question_ids: Sequence[str], reason: str, *, by: Caller, once: Once
    ) -> Appeal:
        """Appeal against marks of one's own attempt that one may see. Raises ``AppealNotPossible``."""

        def make() -> str:
            attempt = self._own(assessment_id, attempt_id, by)
            grading = self._gradings.find(attempt_id)
            self._require_possible(attempt, grading, question_ids)
            appeal = Appeal(
                appeal_id=new_id("apl", self._clock),
                attempt_id=attempt_id,
                assessment_id=assessment_id,
                user_id=by.user_id,
                question_ids=tuple(dict.fromkeys(question_ids)),
                reason=reason,
                score_before_centi=attempt.score_centi or 0,
                made_at=self._clock.now(),
            )
            opened = self._another_round(attempt, grading, appeal)
            told = GradingOpened(**ids_of(attempt), round=opened.round, appeal_id=appeal.appeal_id)
            return self._gradings.appeal(appeal, opened, once, tells=told)

        # An earlier answer stands, though another appeal is not possible now.
        made = self._gradings.find_made(once) or undisturbed(make)
        return self._gradings.get_appeal(attempt_id, made)

    def list_of(self, assessment_id: str, attempt_id: str, *, by: Caller) -> list[Appeal]:
        """The appeals against an attempt's marks: for whose attempt it is, and for staff."""
        attempt = self._attempts.get(attempt_id)
        if attempt.assessment_id != assessment_id:
            raise AttemptNotFound(attempt_id=attempt_id)
        if attempt.user_id == by.user_id:
            require_place(self._attempts.org_id, attempt.course_id, by)
        else:
            require_staff(self._attempts.org_id, attempt.course_id, Right.STUDENTS, by)
        return self._gradings.appeals_of(attempt_id)

    def list(self, assessment_id: str, *, by: Caller, limit: int, start: PageKey) -> Appeals:
        """An assessment's appeals, for staff."""
        assessment = self._assessments.get(assessment_id)
        require_staff(self._attempts.org_id, assessment.course_id, Right.STUDENTS, by)
        return self._gradings.list_appeals(assessment_id, limit=limit, start=start)

    def resolve(
        self, assessment_id: str, attempt_id: str, appeal_id: str, outcome: AppealState, reply: str, *, by: Caller
    ) -> Appeal:
        """Answer an appeal, after whatever was marked anew. The same answer again changes nothing."""

        def resolve() -> Appeal:
            attempt = self._attempts.get(attempt_id)
            if attempt.assessment_id != assessment_id:
                raise AttemptNotFound(attempt_id=attempt_id)
            require_staff(self._attempts.org_id, attempt.course_id, Right.STUDENTS, by)
            before = self._gradings.get_appeal(attempt_id, appeal_id)
            if (before.state, before.reply) == (outcome, reply):
                return before
            after = before.resolve(outcome, reply, by=by.user_id, now=self._clock.now())
            grading = self._gradings.get(attempt_id)
            changed = attempt.score_centi != before.score_before_centi
            told = AppealAnswered(**ids_of(attempt), appeal_id=appeal_id, changed=changed)
            self._gradings.resolve(after, grading.done(), tells=told)
            return after

        return undisturbed(resolve)

    # -- steps

    def _own(self, assessment_id: str, attempt_id: str, by: Caller) -> Attempt:
        attempt = self._attempts.get(attempt_id)
        if attempt.assessment_id != assessment_id or attempt.user_id != by.user_id:
            raise AttemptNotFound(attempt_id=attempt_id)
        require_place(self._attempts.org_id, attempt.course_id, by)
        return attempt

    def _require_possible(self, attempt: Attempt, grading: Grading | None, question_ids: Sequence[str]) -> None:
        assessment = self._assessments.get(attempt.assessment_id)
        rules = assessment.rules
        phase = phase_of(attempt.submitted_at, rules.closes_at, self._clock.now())
        marks_are_seen = What.MARKS in rules.release.shows(phase)
        if attempt.state is not AttemptState.GRADED or attempt.is_preview or not marks_are_seen:
            raise AppealNotPossible("There is no mark yet that you may see.", attempt_id=attempt.attempt_id)
        if grading and grading.appeal_id:
            raise AppealNotPossible("An appeal is open already.", appeal_id=grading.appeal_id)
        if len(self._gradings.appeals_of(attempt.attempt_id)) >= rules.appeals_allowed:
            raise AppealNotPossible("There were as many appeals as are allowed.", attempt_id=attempt.attempt_id)
        unknown = [place for place, one in enumerate(question_ids) if attempt.item(one) is None]
        if unknown:
            message = "Your attempt has no such question."
            raise AppealNotPossible(errors=[FieldError(f"/question_ids/{unknown[0]}", "unknown_question", message)])

    def _another_round(self, attempt: Attempt, grading: Grading | None, appeal: Appeal) -> Grading:
        before = grading or Grading(
            attempt_id=attempt.attempt_id,
            assessment_id=attempt.assessment_id,
            user_id=attempt.user_id,
            round=0,
            opened_at=self._clock.now(),
        )
        again = {
            "round": before.round + 1,
            "state": GradingState.CHECKING,
            "appeal_id": appeal.appeal_id,
            "reasons": (),
            "reminders": 0,
            "opened_at": self._clock.now(),
        }
        return before.model_copy(update=again)
