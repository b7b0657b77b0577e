"""Taking an assessment: beginning, saving answers, having them checked, handing in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from secrets import token_hex
from typing import Any

from functions.assessment.domain.assessments import Rules
from functions.assessment.domain.attempts import Attempt, AttemptState, begin, require_beginnable
from functions.assessment.domain.bank import FrozenQuestion
from functions.assessment.domain.behaviours import MOST_TRIES, SHOWN_AT_CHECK
from functions.assessment.domain.files import asset_ids_of, wrong_files
from functions.assessment.domain.marking import Answer, Check
from functions.assessment.domain.papers import DrawSlot, FixedSlot, PaperItem, draw
from functions.assessment.domain.programs import CodeTestVerdict, Ran
from functions.assessment.domain.questions import Mark
from functions.assessment.domain.questions.code import Code
from functions.assessment.domain.release import What
from functions.assessment.domain.rubrics import Rubric, RubricUse
from functions.assessment.errors import (
    AnswerSuperseded,
    AttemptNotFound,
    AttemptOver,
    NothingToCheck,
    ProgramsNotRun,
    QuestionNotFound,
    ResponseNotValid,
)
from functions.assessment.repository.attempts import AttemptRepository, Sitting
from functions.assessment.repository.files import FileRepository
from functions.assessment.repository.questions import QuestionRepository
from functions.assessment.repository.rubrics import RubricRepository
from functions.assessment.service.courses import require_place
from functions.assessment.service.ending import EndingService
from functions.assessment.service.programs import ProgramMarker
from shared.auth import Caller
from shared.calling import CallFailed
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import FieldError
from shared.idempotency import Once
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Work:
    """An attempt with what it asks, and what was answered so far."""

    attempt: Attempt
    questions: Mapping[str, FrozenQuestion]
    at: datetime
    answers: Mapping[str, Answer] = field(default_factory=dict)
    rubrics: Mapping[RubricUse, Rubric] = field(default_factory=dict)
    """Those that may be seen while one answers."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer that was checked: its worth, how many tries there were, and what may be told of it."""

    question: FrozenQuestion
    mark: Mark
    tries: int
    shows: frozenset[What]
    tests: tuple[CodeTestVerdict, ...] = ()


class AttemptService:
    """The attempts of one tenant's learners, as they make them."""

    def __init__(
        self,
        attempts: AttemptRepository,
        questions: QuestionRepository,
        rubrics: RubricRepository,
        files: FileRepository,
        ending: EndingService,
        programs: ProgramMarker,
        clock: Clock = system_clock,
    ) -> None:
        self._attempts = attempts
        self._questions = questions
        self._rubrics = rubrics
        self._files = files
        self._ending = ending
        self._programs = programs
        self._clock = clock

    def start(self, assessment_id: str, *, by: Caller, once: Once, device: str | None = None) -> tuple[Work, bool]:
        """Begin an attempt, or go on with the one that runs (then the second value is False).

        Staff begin a preview, of which nothing counts. Safe to repeat, and at once: one attempt runs at most.
        """
        return undisturbed(partial(self._start, assessment_id, by, once, device))

    def read(self, assessment_id: str, attempt_id: str, *, by: Caller) -> Work:
        """One's own attempt, with its questions and the answers saved so far."""
        attempt, answers = self._attempts.get_with_answers(attempt_id)
        self._require_own(attempt, assessment_id, by)
        attempt = self._ended_if_over(attempt)
        return self._work(attempt, answers)

    def save_answer(
        self,
        assessment_id: str,
        attempt_id: str,
        question_id: str,
        response: Any,
        *,
        sequence: int,
        flagged: bool,
        device: str | None,
        by: Caller,
    ) -> tuple[Attempt, Answer]:
        """Save an answer. The highest sequence stands, whatever the order in which requests arrive.

        What was acknowledged counts: the attempt was still running after the answer had been stored. Raises
        ``AnswerSuperseded`` when another answer with this sequence or a higher one is there, ``AttemptOver`` when the
        bell has rung.
        """

        def save() -> tuple[Attempt, Answer]:
            attempt, before, question = self._open(assessment_id, attempt_id, question_id, by)
            question.definition.read(response)
            self._require_uploaded(attempt, question, response)
            answer = Answer(
                question_id=question_id,
                sequence=sequence,
                response=response,
                flagged=flagged,
                device=device,
                saved_at=self._clock.now(),
                checks=before.checks if before else (),
                revision=before.revision if before else 0,
            )
            if before and before.sequence >= sequence:
                if (before.sequence, before.response, before.flagged) == (sequence, response, flagged):
                    return attempt, before
                raise AnswerSuperseded(question_id=question_id, sequence=before.sequence, device=before.device)
            self._attempts.save_answer(attempt_id, answer)
            after = self._attempts.get(attempt_id)
            if after.state is not AttemptState.RUNNING:
                raise AttemptOver(attempt_id=attempt_id)
            return after, answer

        return undisturbed(save)

    def check(self, assessment_id: str, attempt_id: str, question_id: str, response: Any, *, by: Caller) -> Checked:
        """Have an answer checked, where the behaviour allows that. Saying the same again is no new try."""

        ran: list[Ran] = []

        def check() -> Checked:
            attempt, before, question = self._open(assessment_id, attempt_id, question_id, by)
            shows = SHOWN_AT_CHECK[attempt.rules.behaviour]
            if not shows:
                raise NothingToCheck(attempt_id=attempt_id)
            if isinstance(question.definition, Code) and not ran:
                ran.append(self._run(question.definition, response, by))
            mark = ran[0].mark if ran else question.definition.assess(response)
            if mark is None:
                raise NothingToCheck("Somebody has to read the answer to this question.", question_id=question_id)
            checks = before.checks if before else ()
            if not (checks and checks[-1].response == response):
                if len(checks) >= MOST_TRIES:
                    raise AttemptOver("There were as many tries as are allowed.", question_id=question_id)
                now = self._clock.now()
                checks = (*checks, Check(response=response, share=str(mark.share), at=now.isoformat()))
                answer = Answer(
                    question_id=question_id,
                    sequence=before.sequence if before else 0,
                    response=response,
                    flagged=before.flagged if before else False,
                    saved_at=now,
                    checks=checks,
                    revision=before.revision if before else 0,
                )
                self._attempts.save_answer(attempt_id, answer)
            return Checked(question, mark, len(checks), shows, ran[0].tests if ran else ())

        return undisturbed(check)

    def submit(self, assessment_id: str, *, by: Caller) -> Work:
        """Hand in the attempt that runs. Safe to repeat: the last one handed in is answered again."""
        taken = self._attempts.find_taken(assessment_id, by.user_id)
        if not taken.attempts:
            self._attempts.sitting(assessment_id, by.user_id)
            raise AttemptNotFound("There is no attempt to hand in.", assessment_id=assessment_id)
        brief = taken.running or taken.attempts[-1]
        return self._work(self._ending.end(brief.attempt_id))

    # -- steps

    def _require_uploaded(self, attempt: Attempt, question: FrozenQuestion, response: Any) -> None:
        """Raise ``ResponseNotValid`` where an answer names files that are not its author's for this. One read more for
        answers with files, none for others."""
        if not (named := asset_ids_of(response)):
            return
        found = self._files.find_many(named)
        rules = question.definition.takes_files()
        faults = wrong_files(named, found, rules, activity_id=attempt.assessment_id, owner_ids={attempt.user_id})
        if errors := [FieldError(f"/response{one.pointer}", one.code, one.message) for one in faults]:
            raise ResponseNotValid(errors=errors)

    def _run(self, question: Code, response: Any, by: Caller) -> Ran:
        self._attempts.count_run(by.user_id)
        try:
            return self._programs.mark(question, response)
        except CallFailed as failed:
            raise ProgramsNotRun from failed

    def _start(self, assessment_id: str, by: Caller, once: Once, device: str | None) -> tuple[Work, bool]:
        sitting = self._attempts.sitting(assessment_id, by.user_id)
        assessment, taken = sitting.assessment, sitting.taken
        is_staff = require_place(self._attempts.org_id, assessment.course_id, by)
        if taken.running:
            attempt, answers = self._attempts.get_with_answers(taken.running.attempt_id)
            ended = self._ended_if_over(attempt)
            if ended.state is AttemptState.RUNNING:
                return self._work(attempt, answers), False
            return self._start(assessment_id, by, once, device)
        if is_staff:
            attempt = self._preview(sitting, by, device)
        else:
            assessment.require_published()
            rules = self._rules(sitting)
            before = self._attempts.get_many([one.attempt_id for one in taken.attempts])
            require_beginnable(rules, before, now=self._clock.now(), assessment_id=assessment_id)
            seed = token_hex(16)
            attempt = begin(
                assessment,
                rules,
                before,
                attempt_id=new_id("att", self._clock),
                user_id=by.user_id,
                seed=seed,
                paper=self._paper(sitting, seed),
                now=self._clock.now(),
            ).model_copy(update={"device": device})
        begun = self._attempts.begin(attempt, taken, once)
        if begun != attempt.attempt_id:
            return self.read(assessment_id, begun, by=by), False
        return self._work(attempt), True

    def _preview(self, sitting: Sitting, by: Caller, device: str | None) -> Attempt:
        assessment = sitting.assessment
        seed = token_hex(16)
        always = {"opens_at": None, "closes_at": None, "attempts_allowed": None, "retake_after_s": 0}
        begun = begin(
            assessment,
            assessment.rules.model_copy(update=always),
            (),
            attempt_id=new_id("att", self._clock),
            user_id=by.user_id,
            seed=seed,
            paper=self._paper(sitting, seed),
            now=self._clock.now(),
        )
        return begun.model_copy(update={"number": 0, "device": device})

    def _rules(self, sitting: Sitting) -> Rules:
        rules = sitting.assessment.rules
        return sitting.override.applied(rules) if sitting.override else rules

    def _paper(self, sitting: Sitting, seed: str) -> tuple[PaperItem, ...]:
        assessment = sitting.assessment
        pools = {
            place: self._questions.pool(assessment.course_id, slot.tag, slot.difficulty)
            for place, slot in enumerate(assessment.slots)
            if isinstance(slot, DrawSlot)
        }
        wanted = [slot.question_id for slot in assessment.slots if isinstance(slot, FixedSlot)]
        known = self._questions.find_many(
            assessment.course_id, [*wanted, *(one for pool in pools.values() for one in pool)]
        )
        versions = {question_id: question.version for question_id, question in known.items()}
        slots = [slot for slot in assessment.slots if isinstance(slot, DrawSlot) or slot.question_id in versions]
        places = [place for place, slot in enumerate(assessment.slots) if slot in slots]
        drawn_from = {
            number: [one for one in pools[place] if one in versions]
            for number, place in enumerate(places)
            if place in pools
        }
        judging = self._rubrics.find_many(slot.rubric_id for slot in slots if slot.rubric_id)
        rubrics = {rubric_id: rubric.use for rubric_id, rubric in judging.items()}
        shuffle = assessment.rules.shuffle_questions
        return draw(slots, versions, drawn_from, seed=seed, shuffle=shuffle, rubrics=rubrics)

    def _open(
        self, assessment_id: str, attempt_id: str, question_id: str, by: Caller
    ) -> tuple[Attempt, Answer | None, FrozenQuestion]:
        attempt, before = self._attempts.get_with_answer(attempt_id, question_id)
        self._require_own(attempt, assessment_id, by)
        item = attempt.item(question_id)
        if item is None:
            raise QuestionNotFound(question_id=question_id)
        attempt.require_answerable(self._clock.now())
        asked = self._questions.definitions(attempt.course_id, [(question_id, item.version)])
        return attempt, before, asked[question_id]

    def _work(self, attempt: Attempt, answers: Mapping[str, Answer] | None = None) -> Work:
        rubrics = self._rubrics.versions(item.rubric for item in attempt.paper if item.rubric)
        seen = {use: rubric for use, rubric in rubrics.items() if not rubric.is_hidden}
        return Work(attempt, self._asked(attempt), self._clock.now(), answers or {}, seen)

    def _asked(self, attempt: Attempt) -> dict[str, FrozenQuestion]:
        return self._questions.definitions(
            attempt.course_id, [(item.question_id, item.version) for item in attempt.paper]
        )

    def _ended_if_over(self, attempt: Attempt) -> Attempt:
        if not attempt.is_over(self._clock.now()):
            return attempt
        return self._ending.end_by_clock(attempt.attempt_id)

    def _require_own(self, attempt: Attempt, assessment_id: str, by: Caller) -> None:
        if attempt.assessment_id != assessment_id or attempt.user_id != by.user_id:
            raise AttemptNotFound(attempt_id=attempt.attempt_id)
