"""Appeals: learners ask for another look at their marks, and staff answer."""

from collections.abc import Sequence
from typing import Generic

from functions.assessment.domain.appeals import Appeal, AppealState
from functions.assessment.domain.gradings import Grading, GradingState
from functions.assessment.errors import AppealNotPossible
from functions.assessment.repository.gradings import GradingRepository
from functions.assessment.service.courses import require_place, require_staff
from functions.assessment.service.gradables import G, Gradables
from functions.catalog.published.courses import Right
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import FieldError
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


class AppealService(Generic[G]):
    """The appeals of one tenant's learners, against marks of attempts or against marks of submissions."""

    def __init__(self, gradings: GradingRepository, works: Gradables[G], clock: Clock = system_clock) -> None:
        self._gradings = gradings
        self._works = works
        self._clock = clock

    def make(
        self, activity_id: str, work_id: str, question_ids: Sequence[str], reason: str, *, by: Caller, once: Once
    ) -> Appeal:
        """Appeal against marks of one's own work that one may see. Raises ``AppealNotPossible``."""

        def make() -> str:
            work = self._get(activity_id, work_id)
            if by.user_id not in work.owner_ids:
                raise self._works.missing(work_id)
            require_place(self._works.org_id, work.course_id, by)
            grading = self._gradings.find(work_id)
            self._require_possible(work, grading, question_ids, by.user_id)
            appeal = Appeal(
                appeal_id=new_id("apl", self._clock),
                work_id=work_id,
                activity_id=activity_id,
                user_id=by.user_id,
                question_ids=tuple(dict.fromkeys(question_ids)),
                reason=reason,
                score_before_centi=work.score_of(by.user_id),
                made_at=self._clock.now(),
            )
            opened = self._another_round(work, grading, appeal)
            return self._gradings.appeal(appeal, opened, once, tells=work.appealed(opened.round, appeal))

        # An earlier answer stands, though another appeal is not possible now.
        made = self._gradings.find_made(once) or undisturbed(make)
        return self._gradings.get_appeal(work_id, made)

    def list_of(self, activity_id: str, work_id: str, *, by: Caller) -> Sequence[Appeal]:
        """The appeals against a work's marks: one's own, or as staff all."""
        work = self._get(activity_id, work_id)
        if by.user_id not in work.owner_ids:
            require_staff(self._works.org_id, work.course_id, Right.STUDENTS, by)
            return self._gradings.appeals_of(work_id)
        require_place(self._works.org_id, work.course_id, by)
        return self._own(work_id, by.user_id)

    def list(self, activity_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Appeal]:
        """The appeals against marks of an assessment or an assignment, for staff."""
        require_staff(self._works.org_id, self._works.course_of(activity_id), Right.STUDENTS, by)
        return self._gradings.list_appeals(activity_id, limit=limit, start=start)

    def resolve(
        self, activity_id: str, work_id: str, appeal_id: str, outcome: AppealState, reply: str, *, by: Caller
    ) -> Appeal:
        """Answer an appeal, after whatever was marked anew. The same answer again changes nothing."""

        def resolve() -> Appeal:
            work = self._get(activity_id, work_id)
            require_staff(self._works.org_id, work.course_id, Right.STUDENTS, by)
            before = self._gradings.get_appeal(work_id, appeal_id)
            if (before.state, before.reply) == (outcome, reply):
                return before
            after = before.resolve(outcome, reply, by=by.user_id, now=self._clock.now())
            changed = work.score_of(before.user_id) != before.score_before_centi
            self._gradings.resolve(after, self._gradings.get(work_id).done(), tells=work.answered(after, changed))
            return after

        return undisturbed(resolve)

    # -- steps

    def _get(self, activity_id: str, work_id: str) -> G:
        work = self._works.get(work_id)
        if work.activity_id != activity_id:
            raise self._works.missing(work_id)
        return work

    def _own(self, work_id: str, user_id: str) -> Sequence[Appeal]:
        return [one for one in self._gradings.appeals_of(work_id) if one.user_id == user_id]

    def _require_possible(self, work: G, grading: Grading | None, question_ids: Sequence[str], user_id: str) -> None:
        terms = self._works.terms(work, user_id)
        if not terms.marks_are_seen:
            raise AppealNotPossible("There is no mark that you may see, or not of this any more.", work_id=work.work_id)
        if grading and grading.appeal_id:
            raise AppealNotPossible("An appeal is open already.", appeal_id=grading.appeal_id)
        if len(self._own(work.work_id, user_id)) >= terms.appeals_allowed:
            raise AppealNotPossible("There were as many appeals as are allowed.", work_id=work.work_id)
        unknown = [place for place, one in enumerate(question_ids) if not work.has(one)]
        if unknown:
            message = "Your attempt has no such question."
            raise AppealNotPossible(errors=[FieldError(f"/question_ids/{unknown[0]}", "unknown_question", message)])

    def _another_round(self, work: G, grading: Grading | None, appeal: Appeal) -> Grading:
        before = grading or Grading(
            work_id=work.work_id,
            activity_id=work.activity_id,
            user_id=appeal.user_id,
            round=work.rounds,
            opened_at=self._clock.now(),
        )
        again = {
            "round": before.round + 1,
            "state": GradingState.CHECKING,
            "user_id": appeal.user_id,
            "appeal_id": appeal.appeal_id,
            "reasons": (),
            "reminders": 0,
            "opened_at": self._clock.now(),
        }
        return before.model_copy(update=again)
