"""Suggesting what the open answers of attempts may be worth, and learning from what people give them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from events.ai import JudgementRequested
from functions.ai.domain.grading.agreement import bin_of
from functions.ai.domain.grading.suggesting import Suggested, checked
from functions.ai.domain.grading.wording import guessed_language
from functions.ai.domain.judgements import MOST_ANSWERS, Judgement, JudgementState, MarkedText, is_submission
from functions.ai.domain.stripping import stripped
from functions.ai.domain.tasks import CriterionToGrade, GradedExample, GradeRequest, GradeResult, LevelToGrade
from functions.ai.errors import AiSwitchedOff, AttemptToJudgeNotFound, CourseNotYoursToJudge, JudgementNotFound
from functions.ai.permissions import MANAGE_AI
from functions.ai.providers.port import ProviderFault
from functions.ai.repository.judgements import JudgementRepository
from functions.ai.service.people import names_around
from functions.ai.service.purposes import Feature, Purpose
from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import Right
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey
from shared.observability import log

if TYPE_CHECKING:
    from functions.assessment.published import works as assessment

Grade = Callable[[GradeRequest, Purpose], GradeResult]
"""Has a provider grade, within the budget; raises ``ProviderFault``."""
NOBODY = "machine"
"""For whom it is done where the grading of an attempt asked."""


MOST_CLAIMED = 20
"""How many judgements of an attempt are looked at for whose they are; more than anybody asks for."""


class JudgementService:
    """One tenant's judgements."""

    def __init__(self, judgements: JudgementRepository, grade: Grade, clock: Clock = system_clock) -> None:
        self._judgements = judgements
        self._grade = grade
        self._org_id = judgements.org_id
        self._clock = clock

    # -- for people

    def request(self, work_id: str, *, by: Caller, once: Once) -> Judgement:
        """Want to know what the open answers of an attempt, or the text of a submission, may be worth.

        Raises ``AttemptToJudgeNotFound`` and ``CourseNotYoursToJudge``.
        """
        work = self._find_work(work_id)
        if work is None:
            raise AttemptToJudgeNotFound(work_id=work_id)
        self._require_staff(work.course_id, by)
        judgement = self._new(new_id("jdg", self._clock), work, by.user_id)
        told = JudgementRequested(judgement_id=judgement.judgement_id)
        return self._judgements.get(self._judgements.add(judgement, once, tells=told))

    def read(self, judgement_id: str, *, by: Caller) -> tuple[Judgement, tuple[Suggested, ...]]:
        """A judgement with what it suggests. Raises ``JudgementNotFound`` and ``CourseNotYoursToJudge``."""
        judgement = self._judgements.get(judgement_id)
        self._require_staff(judgement.course_id, by)
        return judgement, self._judgements.answers(judgement_id)

    def list(self, attempt_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Judgement]:
        """The judgements of an attempt, newest first.

        Raises ``AttemptToJudgeNotFound`` and ``CourseNotYoursToJudge``.
        """
        page = self._judgements.list_of_attempt(attempt_id, limit=limit, start=start)
        work = page.items[0] if page.items else self._find_work(attempt_id)
        if work is None:
            raise AttemptToJudgeNotFound(attempt_id=attempt_id)
        self._require_staff(work.course_id, by)
        return page

    # -- the workflow's steps, safe to repeat

    def open(self, attempt_id: str, round: int) -> str | None:
        """Begin a judgement for a round of grading an attempt. Returns its id; None for an unknown attempt."""
        judgement_id = f"jdg_{attempt_id.partition('_')[2]}R{round}"
        if self._judgements.find(judgement_id) is None:
            work = self._find_work(attempt_id)
            if work is None:
                return None
            self._judgements.save(self._new(judgement_id, work, None))
        return judgement_id

    def judge(self, judgement_id: str) -> tuple[Suggested, ...]:
        """Have the open answers judged, each by itself; what fails is left to people.

        A fault of the provider that concerns every answer ends it: ``failed``, with the code of the fault.
        """
        judgement = self._judgements.get(judgement_id)
        if judgement.state is not JudgementState.QUEUED:
            return self._judgements.answers(judgement_id)
        work = self._find_work(judgement.attempt_id)
        judgement = self._judgements.claim(judgement, work.user_id) if work else judgement
        answers = work.answers if work else ()
        names = names_around(self._org_id, judgement.course_id, [judgement.learner_id, judgement.requested_by])
        tallies = self._judgements.tally(judgement.course_id)
        suggested, problem = [], None
        for answer in answers[:MOST_ANSWERS]:
            request = self._asked(judgement.attempt_id, answer, names)
            purpose = Purpose(Feature.GRADING, judgement.requested_by or NOBODY, f"{judgement_id}-{answer.question_id}")
            try:
                said = checked(answer.question_id, request, self._grade(request, purpose), tallies)
            except (AiSwitchedOff, ProviderFault) as fault:
                log("judgement.answer_left_out", judgement_id=judgement_id, code=fault.code)
                problem = fault.code
            else:
                suggested += [said] if said else []
        state = JudgementState.FAILED if problem and not suggested else JudgementState.READY
        after = {"state": state, "problem": problem, "left_out": len(answers) - len(suggested)}
        self._judgements.save(judgement.model_copy(update=after), suggested)
        return tuple(suggested)

    def abandon(self, judgement_id: str) -> None:
        """Write down that there will be none; a person marks without it."""

        def give_up() -> None:
            judgement = self._judgements.find(judgement_id)
            if judgement and judgement.state is JudgementState.QUEUED:
                failed = {"state": JudgementState.FAILED, "problem": "stopped"}
                self._judgements.save(judgement.model_copy(update=failed))

        undisturbed(give_up)

    # -- learning

    def learn(self, work_id: str) -> None:
        """Keep what people gave, and hold the last judgement against it. Repeated, it changes nothing.

        Of somebody who is no member any more nothing is kept.
        """
        from functions.assessment.published import works as assessment

        find = assessment.find_marked_submission if is_submission(work_id) else assessment.find_marked_work
        work = find(self._org_id, work_id)
        if work is None or not work.answers:
            return
        names = names_around(self._org_id, None, [work.user_id])
        if not names:
            return
        for answer in work.answers:
            score_bp = answer.score_centi * 10_000 // answer.max_centi if answer.max_centi else 0
            kept = MarkedText(
                attempt_id=work_id,
                text=stripped(answer.text, names),
                score_bp=score_bp,
                levels=answer.levels,
                at=self._clock.now(),
            )
            self._judgements.keep_marked(answer.question_id, kept, work.user_id)
        undisturbed(lambda: self._confirm(work))

    def _confirm(self, work: "assessment.MarkedWork") -> None:
        page = self._judgements.list_of_attempt(work.attempt_id, limit=MOST_CLAIMED)
        for one in page.items:
            self._judgements.claim(one, work.user_id)
        judgement = self._judgements.find(page.items[0].judgement_id) if page.items else None
        if judgement is None or judgement.learned or judgement.state is not JudgementState.READY:
            return
        given = {one.question_id: one for one in work.answers}
        outcomes = []
        for said in self._judgements.answers(judgement.judgement_id):
            mark = given.get(said.question_id)
            if mark:
                agrees = said.agrees(mark.score_centi, mark.levels, mark.max_centi)
                outcomes.append((bin_of(said.stated_bp / 10_000), agrees))
        if outcomes:
            self._judgements.count(judgement, work.course_id, outcomes)

    # -- steps

    def _find_work(self, work_id: str) -> "assessment.WorkToSuggestOn | None":
        from functions.assessment.published import works as assessment  # brings every type of question

        if is_submission(work_id):
            return assessment.find_submission_to_suggest_on(self._org_id, work_id)
        return assessment.find_work_to_suggest_on(self._org_id, work_id)

    def _new(self, judgement_id: str, work: "assessment.WorkToSuggestOn", by: str | None) -> Judgement:
        return Judgement(
            judgement_id=judgement_id,
            attempt_id=work.attempt_id,
            assessment_id=work.assessment_id,
            course_id=work.course_id,
            learner_id=work.user_id,
            requested_by=by,
            created_at=self._clock.now(),
        )

    def _asked(self, work_id: str, answer: "assessment.AnswerToGrade", names: tuple[str, ...]) -> GradeRequest:
        """What a provider is asked: beside what people gave others, not what they gave this very work before."""
        marked = self._judgements.marked(answer.question_id)
        return GradeRequest(
            language=guessed_language(answer.text),
            names=names,
            prompt=answer.prompt,
            text=answer.text,
            max_centi=answer.max_centi,
            model_answer=answer.model_answer,
            criteria=tuple(_criterion(one) for one in answer.criteria),
            examples=tuple(_example(one, answer.max_centi) for one in marked if one.attempt_id != work_id),
        )

    def _require_staff(self, course_id: str, by: Caller) -> None:
        card = catalog.find_course(self._org_id, course_id)
        if card is None:
            raise JudgementNotFound(course_id=course_id)
        if not by.may(MANAGE_AI) and not card.lets(by.user_id, Right.STUDENTS):
            raise CourseNotYoursToJudge(course_id=course_id)


def suggestions_of(answers: Sequence[Suggested]) -> list[dict[str, Any]]:
    """What assessment takes: without what is for those who mark alone."""
    return [
        {
            "question_id": one.question_id,
            "confidence_bp": one.confidence_bp,
            "score_centi": one.score_centi,
            "criteria": [{"key": level.key, "level": level.level} for level in one.criteria],
            "comment": one.comment,
        }
        for one in answers
    ]


def _criterion(one: Any) -> CriterionToGrade:
    levels = tuple(
        LevelToGrade(key=level.key, title=level.title, description=level.description, points_centi=level.points_centi)
        for level in one.levels
    )
    return CriterionToGrade(key=one.key, title=one.title, description=one.description, levels=levels)


def _example(one: MarkedText, max_centi: int) -> GradedExample:
    return GradedExample(text=one.text, score_centi=one.score_bp * max_centi // 10_000, levels=one.levels)
