"""Grading what no rule can mark: the steps of the workflow, and who answers it. Every step is safe to repeat."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from events.assessment import SuggestionRequested
from functions.assessment.domain.attempts import Attempt, AttemptState
from functions.assessment.domain.bank import plain_text
from functions.assessment.domain.grading_rules import GradingRules
from functions.assessment.domain.gradings import (
    FindingKept,
    Grading,
    GradingState,
    ProgramRun,
    Reason,
    Suggestion,
    decide,
    worth,
)
from functions.assessment.domain.originality.contract import Originality, Piece
from functions.assessment.domain.questions.code import LONGEST_TOGETHER_MS, Code
from functions.assessment.errors import AttemptNotFound
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.gradings import GradingRepository
from functions.assessment.repository.rubrics import RubricRepository
from functions.assessment.repository.works import ItemToGrade, WorkToGrade, work_to_grade
from functions.assessment.service.courses import require_staff
from functions.assessment.service.ending import EndingService, ids_of
from functions.assessment.service.gradables import GradableAttempt, GradableAttempts
from functions.assessment.service.programs import ProgramMarker
from functions.assessment.service.rounds import Rounds
from functions.catalog.published.courses import Right
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.listing import Listed, PageKey
from shared.observability import log
from shared.workflows import Waiting

SUGGESTION = "suggestion"
MOST_PROGRAMS_MS = 2 * LONGEST_TOGETHER_MS
"""Programs of an attempt that may take longer than this together are left to a person."""


class GradingService(Rounds[GradableAttempt]):
    """The gradings of one tenant."""

    def __init__(
        self,
        gradings: GradingRepository,
        attempts: AttemptRepository,
        assessments: AssessmentRepository,
        rubrics: RubricRepository,
        ending: EndingService,
        waiting: Waiting,
        originality: Originality | None,
        programs: ProgramMarker | None = None,
        clock: Clock = system_clock,
    ) -> None:
        super().__init__(gradings, GradableAttempts(attempts, assessments, clock), waiting)
        self._attempts = attempts
        self._assessments = assessments
        self._rubrics = rubrics
        self._ending = ending
        self._originality = originality
        self._programs = programs or ProgramMarker()
        self._clock = clock

    # -- the workflow's steps

    def open(self, attempt_id: str, round: int) -> str:
        """Begin a round: ``open``, ``appeal`` where a person decides at once, ``done`` where nothing is left to do."""

        def begin() -> str:
            attempt, grading = self._attempts.get(attempt_id), self._gradings.find(attempt_id)
            if grading and grading.round >= round and grading.state is not GradingState.CHECKING:
                return "appeal" if grading.waits else "done"
            if grading and grading.appeal_id:
                self.for_a_person(grading, GradableAttempt(attempt), [Reason.APPEAL])
                return "appeal"
            if attempt.state is not AttemptState.GRADING:
                return "done"
            if grading is None:
                self._gradings.save(self._new(attempt))
            return "open"

        return undisturbed(begin)

    def check(self, attempt_id: str) -> str:
        """Look for the open answers elsewhere: ``checked``, or ``not_checked`` where nothing can or is to be found."""
        work = self.work(attempt_id)
        if self._originality is None or self._rules(work.attempt).originality_bp is None:
            return "not_checked"
        pieces = [_piece(self._gradings.org_id, work.attempt, item) for item in work.items if item.text]
        found = [(piece.item_id, self._originality.check(piece)) for piece in pieces]
        kept = [FindingKept(question_id=one, report_id=it.report_id, share_bp=it.share_bp) for one, it in found if it]
        self._change(attempt_id, {"findings": tuple(kept)})
        return "checked"

    def run_programs(self, attempt_id: str) -> str:
        """Run the programs among the open answers in their tests: ``ran``, or ``nothing_to_run``."""
        work = self.work(attempt_id)
        done: list[ProgramRun] = []
        may_take_ms = 0
        for item in work.items:
            question = item.question.definition
            if not isinstance(question, Code):
                continue
            may_take_ms += question.longest_ms
            if may_take_ms > MOST_PROGRAMS_MS:
                log("programs.too_many", attempt_id=attempt_id)
                break
            ran = self._programs.mark(question, {"source": item.text})
            share = str(ran.mark.share)
            done.append(ProgramRun(question_id=item.question.question_id, share=share, tests=ran.tests))
        if not done:
            return "nothing_to_run"
        self._change(attempt_id, {"programs": tuple(done)})
        return "ran"

    def ask(self, attempt_id: str, token: str) -> None:
        """Ask for suggestions, to be taken under the token; where nobody is to be asked, the workflow goes on."""
        work = self.work(attempt_id)
        asked_about = [item for item in work.items if item.text and not isinstance(item.question.definition, Code)]
        if not self._rules(work.attempt).suggestions or not asked_about:
            self._waiting.answer(token, {"status": "nobody"})
            return
        self._gradings.keep_token(attempt_id, SUGGESTION, token, work.round)
        asked = SuggestionRequested(**ids_of(work.attempt), round=work.round)
        undisturbed(lambda: self._gradings.save(self._gradings.get(attempt_id), tells=[asked]))

    def take(self, attempt_id: str, round: int, suggestions: Sequence[Suggestion]) -> str:
        """Take suggestions: ``taken``, or ``late`` when nobody waits for them. What cannot be is left out."""
        work = self.work(attempt_id)
        possible = {item.question.question_id: item for item in work.items}
        kept = []
        for one in suggestions:
            item = possible.get(one.question_id)
            if item and worth(one, item.rubric, item.max_centi) is not None:
                kept.append(one)
            else:
                log("suggestion.impossible", attempt_id=attempt_id, question_id=one.question_id)
        waits = self._gradings.find_token(attempt_id, SUGGESTION)
        if waits is None or waits[1] != round or not self._change(attempt_id, {"suggestions": tuple(kept)}):
            return "late"
        self._waiting.answer(waits[0], {"status": "suggested"})
        self._gradings.drop_token(attempt_id, SUGGESTION)
        return "taken"

    def decide(self, attempt_id: str) -> str:
        """Let the suggestions count where they may (``final``), or have a person decide (``human``)."""

        def act() -> str:
            attempt, grading = self._attempts.get(attempt_id), self._gradings.get(attempt_id)
            if attempt.state is not AttemptState.GRADING:
                self._gradings.save(grading.done())
                return "final"
            if grading.waits:
                return "human"
            rubrics = self._rubrics.versions(item.rubric for item in attempt.paper if item.rubric)
            decision = decide(attempt, grading, rubrics, self._rules(attempt))
            if decision.reasons:
                self.for_a_person(grading, GradableAttempt(attempt), decision.reasons)
                return "human"
            self._ending.regraded(attempt, decision.marks)
            self._gradings.save(grading.done())
            return "final"

        return undisturbed(act)

    # -- for people

    def list_waiting(self, assessment_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Grading]:
        """What of an assessment waits for a person, for staff."""
        course_id = self._assessments.get(assessment_id).course_id
        require_staff(self._gradings.org_id, course_id, Right.STUDENTS, by)
        return self._gradings.list_waiting(assessment_id, limit=limit, start=start)

    def read(self, assessment_id: str, attempt_id: str, *, by: Caller) -> Grading:
        """The grading of an attempt, with what was suggested and found, for staff."""
        attempt = self._attempts.get(attempt_id)
        if attempt.assessment_id != assessment_id:
            raise AttemptNotFound(attempt_id=attempt_id)
        require_staff(self._gradings.org_id, attempt.course_id, Right.STUDENTS, by)
        return self._gradings.get(attempt_id)

    def work(self, attempt_id: str) -> WorkToGrade:
        """What of an attempt waits to be graded."""
        return work_to_grade(self._gradings.org_id, attempt_id)

    # -- steps

    def _new(self, attempt: Attempt) -> Grading:
        return Grading(
            work_id=attempt.attempt_id,
            activity_id=attempt.assessment_id,
            user_id=attempt.user_id,
            opened_at=self._clock.now(),
        )

    def _change(self, attempt_id: str, values: dict[str, Any]) -> bool:
        def change() -> bool:
            grading = self._gradings.get(attempt_id)
            if grading.state is not GradingState.CHECKING:
                return False
            self._gradings.save(grading.model_copy(update=values))
            return True

        return undisturbed(partial(change))

    def _rules(self, attempt: Attempt) -> GradingRules:
        return attempt.rules.grading or GradingRules()


def _piece(org_id: str, attempt: Attempt, item: ItemToGrade) -> Piece:
    definition = item.question.definition
    return Piece(
        org_id=org_id,
        course_id=attempt.course_id,
        activity_id=attempt.assessment_id,
        work_id=attempt.attempt_id,
        item_id=item.question.question_id,
        user_ids=(attempt.user_id,),
        text=item.text,
        language=getattr(definition, "language", None),
        given=(plain_text(definition.prompt),),
    )
