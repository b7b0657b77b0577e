"""Results: what learners see of their attempts when, and how staff mark what no rule can mark."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from functions.assessment.domain.assessments import Assessment, Rules
from functions.assessment.domain.attempts import Attempt, AttemptState, QuestionMark, final_bp, points
from functions.assessment.domain.bank import FrozenQuestion
from functions.assessment.domain.marking import Answer
from functions.assessment.domain.release import What, phase_of
from functions.assessment.domain.rubrics import CriterionMark, Rubric, RubricUse
from functions.assessment.errors import AttemptNotFound, AttemptNotSubmitted, QuestionNotFound, RubricNotFollowed
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.attempts import AttemptRepository, Taken
from functions.assessment.repository.questions import QuestionRepository
from functions.assessment.repository.rubrics import RubricRepository
from functions.assessment.service.courses import require_place, require_staff
from functions.assessment.service.ending import EndingService
from functions.catalog.published.courses import Right
from functions.identity import published as identity
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import Unprocessable
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class Result:
    """An attempt as somebody may see it."""

    attempt: Attempt
    shows: frozenset[What]
    questions: dict[str, FrozenQuestion] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    rubrics: dict[RubricUse, Rubric] = field(default_factory=dict)
    """Those that may be seen."""


@dataclass(frozen=True, slots=True)
class Results:
    """Somebody's attempts, and the grade that they make together; None while it may not be seen, or there is none."""

    user_id: str
    name: str | None
    attempts: list[Result]
    grade_bp: int | None
    passed: bool | None


@dataclass(frozen=True, slots=True)
class GivenMark:
    """What somebody says an answer is worth: in hundredths of a point, or by the levels of its rubric."""

    score_centi: int | None
    criteria: tuple[CriterionMark, ...] = ()
    comment: str | None = None


EVERYTHING = frozenset(What)


class ResultService:
    """The results of one tenant's assessments."""

    def __init__(
        self,
        assessments: AssessmentRepository,
        attempts: AttemptRepository,
        questions: QuestionRepository,
        rubrics: RubricRepository,
        ending: EndingService,
        clock: Clock = system_clock,
    ) -> None:
        self._assessments = assessments
        self._attempts = attempts
        self._questions = questions
        self._rubrics = rubrics
        self._ending = ending
        self._clock = clock

    def own(self, assessment_id: str, *, by: Caller) -> Results:
        """One's own attempts, each as far as the release allows now."""
        sitting = self._attempts.sitting(assessment_id, by.user_id)
        require_place(self._attempts.org_id, sitting.assessment.course_id, by)
        rules = sitting.override.applied(sitting.assessment.rules) if sitting.override else sitting.assessment.rules
        return self._results(rules, sitting.taken)

    def list(self, assessment_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Results]:
        """Who has taken an assessment, with the grade of each, for staff."""
        assessment = self._assessments.get(assessment_id)
        require_staff(self._attempts.org_id, assessment.course_id, Right.STUDENTS, by)
        page = self._attempts.list_takers(assessment_id, limit=limit, start=start)
        people = identity.find_people(self._attempts.org_id, [taken.user_id for taken in page.items])
        names = {user_id: person.name for user_id, person in people.items()}
        found = {
            attempt.attempt_id: attempt
            for taken in page.items
            for attempt in self._attempts.get_many([one.attempt_id for one in taken.attempts])
        }
        results = [self._brief(assessment, taken, names.get(taken.user_id), found) for taken in page.items]
        return Listed(results, page.next_key)

    def read(self, assessment_id: str, attempt_id: str, *, by: Caller) -> Result:
        """An attempt with its questions and answers: one's own as far as the release allows, as staff everything."""
        attempt, answers = self._attempts.get_with_answers(attempt_id)
        if attempt.assessment_id != assessment_id:
            raise AttemptNotFound(attempt_id=attempt_id)
        assessment = self._assessments.get(assessment_id)
        shows: frozenset[What] = EVERYTHING
        if attempt.user_id == by.user_id:
            require_place(self._attempts.org_id, assessment.course_id, by)
            shows = EVERYTHING if attempt.is_preview else self._shows(attempt, assessment.rules)
        else:
            require_staff(self._attempts.org_id, assessment.course_id, Right.STUDENTS, by)
        return Result(attempt, shows, self._asked(attempt), answers, self._seen_rubrics(attempt, shows))

    def grade(
        self,
        assessment_id: str,
        attempt_id: str,
        question_id: str,
        given: GivenMark,
        *,
        by: Caller,
    ) -> Result:
        """Mark an answer, or mark it anew. The grade is told once no answer waits any more, and again when it
        changes."""

        def grade() -> Attempt:
            attempt = self._attempts.get(attempt_id)
            if attempt.assessment_id != assessment_id:
                raise AttemptNotFound(attempt_id=attempt_id)
            require_staff(self._attempts.org_id, attempt.course_id, Right.STUDENTS, by)
            if attempt.state not in {AttemptState.GRADING, AttemptState.GRADED} or not attempt.marks:
                raise AttemptNotSubmitted(attempt_id=attempt_id)
            before = next((mark for mark in attempt.marks if mark.question_id == question_id), None)
            if before is None:
                raise QuestionNotFound(question_id=question_id)
            values = {
                "score_centi": self._worth(attempt, before, given),
                "by": by.user_id,
                "comment": given.comment,
                "criteria": given.criteria,
            }
            after = before.model_copy(update=values)
            if after == before:
                return attempt
            new: tuple[QuestionMark, ...] = tuple(
                after if mark.question_id == question_id else mark for mark in attempt.marks
            )
            return self._ending.regraded(attempt, new)

        undisturbed(partial(grade))
        return self.read(assessment_id, attempt_id, by=by)

    # -- steps

    def _worth(self, attempt: Attempt, before: QuestionMark, given: GivenMark) -> int:
        if given.score_centi is not None:
            if given.score_centi > before.max_centi:
                raise Unprocessable.field(
                    "/score_centi", "out_of_range", f"This question is worth 0 to {before.max_centi}."
                )
            return given.score_centi
        item = attempt.item(before.question_id)
        if item is None or item.rubric is None:
            raise RubricNotFollowed.field("/criteria", "no_rubric", "This question is judged by no rubric.")
        rubric = self._rubrics.versions([item.rubric])[item.rubric]
        return points(rubric.share(given.criteria), before.max_centi)

    def _seen_rubrics(self, attempt: Attempt, shows: frozenset[What]) -> dict[RubricUse, Rubric]:
        rubrics = self._rubrics.versions(item.rubric for item in attempt.paper if item.rubric)
        is_told = What.FEEDBACK in shows
        return {use: rubric for use, rubric in rubrics.items() if is_told or not rubric.is_hidden}

    def _results(self, rules: Rules, taken: Taken) -> Results:
        attempts = self._attempts.get_many([one.attempt_id for one in taken.attempts])
        results = [Result(one, EVERYTHING if one.is_preview else self._shows(one, rules)) for one in attempts]
        counted = [one for one in results if not one.attempt.is_preview]
        # A grade of some attempts would tell what the others are worth.
        is_shown = all(What.MARKS in one.shows for one in counted)
        grade = final_bp(rules.grade_method, [one.attempt for one in counted]) if is_shown else None
        return Results(taken.user_id, None, results, grade, _passed(rules, grade))

    def _brief(self, assessment: Assessment, taken: Taken, name: str | None, found: dict[str, Attempt]) -> Results:
        attempts: Sequence[Attempt] = [
            found[one.attempt_id] for one in taken.attempts if one.number and one.attempt_id in found
        ]
        grade = final_bp(assessment.rules.grade_method, attempts)
        return Results(
            taken.user_id,
            name,
            [Result(one, EVERYTHING) for one in attempts],
            grade,
            _passed(assessment.rules, grade),
        )

    def _shows(self, attempt: Attempt, rules: Rules) -> frozenset[What]:
        """By the release of the assessment as it is now: opening it later opens it for attempts made before."""
        now: datetime = self._clock.now()
        return rules.release.shows(phase_of(attempt.submitted_at, rules.closes_at, now))

    def _asked(self, attempt: Attempt) -> dict[str, FrozenQuestion]:
        return self._questions.definitions(
            attempt.course_id, [(item.question_id, item.version) for item in attempt.paper]
        )


def _passed(rules: Rules, grade_bp: int | None) -> bool | None:
    return None if grade_bp is None or rules.pass_bp is None else grade_bp >= rules.pass_bp
