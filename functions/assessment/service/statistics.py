"""Statistics: attempts on their way into the sums, and what these say about questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from functions.assessment.domain.attempts import Attempt, AttemptState
from functions.assessment.domain.bank import BankQuestion, FrozenQuestion
from functions.assessment.domain.marking import Answer
from functions.assessment.domain.statistics import Contribution, Flag, Given, QuestionFigures, figures, flagged
from functions.assessment.domain.statistics.figures import WholeFigures
from functions.assessment.domain.statistics.sums import BLANK
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.questions import QuestionRepository
from functions.assessment.repository.statistics import StatisticsRepository
from functions.assessment.service.courses import require_staff
from functions.catalog.published.courses import Right
from shared.auth import Caller
from shared.dynamo import undisturbed

MOST_SHOWN = 500
"""Questions that are looked into; an assessment that draws from more shows the rest without their titles."""


@dataclass(frozen=True, slots=True)
class QuestionStatistics:
    """A question with its figures, and what may be wrong with it."""

    figures: QuestionFigures
    question: BankQuestion | None
    """None once it is gone from the bank."""
    right: tuple[str, ...]
    """The headings of right answers, where its answers are options."""
    options: tuple[str, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Analytics:
    """What is known of an assessment and its questions."""

    whole: WholeFigures
    questions: list[QuestionStatistics]


class StatisticsService:
    """The statistics of one tenant's assessments."""

    def __init__(
        self,
        statistics: StatisticsRepository,
        assessments: AssessmentRepository,
        attempts: AttemptRepository,
        questions: QuestionRepository,
    ) -> None:
        self._statistics = statistics
        self._assessments = assessments
        self._attempts = attempts
        self._questions = questions

    def count(self, attempt_id: str) -> None:
        """Count a graded attempt as it is now. Safe to repeat: each of its revisions counts once, and only the
        newest."""
        undisturbed(partial(self._count, attempt_id))

    def read(self, assessment_id: str, *, by: Caller) -> Analytics:
        """What all graded attempts say about the questions. For staff. Reads no attempt."""
        assessment = self._assessments.get(assessment_id)
        require_staff(self._assessments.org_id, assessment.course_id, Right.STUDENTS, by)
        whole = figures(self._statistics.read(assessment_id))
        ids = [one.question_id for one in whole.questions][:MOST_SHOWN]
        known = self._questions.find_many(assessment.course_id, ids)
        asked = self._questions.definitions(
            assessment.course_id, [(one.question_id, one.version) for one in known.values()]
        )
        return Analytics(whole, [self._about(one, known, asked) for one in whole.questions])

    def _count(self, attempt_id: str) -> None:
        attempt, answers = self._attempts.get_with_answers(attempt_id)
        if attempt.state is not AttemptState.GRADED or attempt.is_preview:
            return
        asked = self._questions.definitions(
            attempt.course_id, [(item.question_id, item.version) for item in attempt.paper]
        )
        contribution = contribution_of(attempt, asked, answers)
        self._statistics.count(attempt.assessment_id, attempt_id, contribution, attempt.revision)

    def _about(
        self, one: QuestionFigures, known: Mapping[str, BankQuestion], asked: Mapping[str, FrozenQuestion]
    ) -> QuestionStatistics:
        frozen = asked.get(one.question_id)
        right, options = options_of(frozen) if frozen else ((), ())
        return QuestionStatistics(
            one, known.get(one.question_id), right, options, flagged(one, right=right, options=options)
        )


def contribution_of(
    attempt: Attempt, asked: Mapping[str, FrozenQuestion], answers: Mapping[str, Answer]
) -> Contribution:
    """What a graded attempt adds to the sums."""
    return Contribution(
        tuple(
            Given(
                mark.question_id,
                mark.score_centi or 0,
                mark.max_centi,
                _categories(asked[mark.question_id], answers.get(mark.question_id)),
            )
            for mark in attempt.marks
        )
    )


def options_of(question: FrozenQuestion) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings of right answers, and of all, where a question's answers are options; nothing else."""
    right = question.definition.right_answer() or {}
    if isinstance(right.get("value"), bool):
        return (("true",) if right["value"] else ("false",)), ("true", "false")
    keys = right.get("keys") or ([right["key"]] if "key" in right else [])
    options = tuple(str(one.key) for one in getattr(question.definition, "options", ()))
    return tuple(key for key in keys if key in options), options


def _categories(question: FrozenQuestion, answer: Answer | None) -> tuple[str, ...]:
    response = question.definition.read(answer.response) if answer else None
    return (BLANK,) if response is None else question.definition.categories(response)
