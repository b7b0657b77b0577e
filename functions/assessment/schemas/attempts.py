"""Bodies about attempts, answers and results.

What is not (yet) to be seen is null here; nothing that tells the right answer is in a question as it is shown.
"""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from functions.assessment.domain.attempts import Attempt, AttemptState, QuestionMark
from functions.assessment.domain.bank import FrozenQuestion
from functions.assessment.domain.marking import Answer
from functions.assessment.domain.programs import CodeTestOutcome
from functions.assessment.domain.questions import Shuffled
from functions.assessment.domain.release import What
from functions.assessment.domain.rubrics import MOST_CRITERIA, CriterionMark, Rubric
from functions.assessment.schemas.questions import document
from functions.assessment.schemas.rubrics import CRITERION_MARKS, CriterionMarkOut, RubricOut
from functions.assessment.service.attempts import Checked, Work
from functions.assessment.service.results import GivenMark, Result, Results
from shared.schemas import BodyId, In, OneLine, Out, Printable, Text

Device = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), Printable, OneLine]

_QUESTION = "que_01JD0P1A2B3C4D5E6F7G8H9JKM"
_ATTEMPT = "att_01JD0P2B3C4D5E6F7G8H9JKMNP"
_SHOWN: dict[str, Any] = {
    "prompt": document("Where does a cell release the energy in food?"),
    "options": [
        {"key": "b2", "content": document("In the nucleus")},
        {"key": "a1", "content": document("In the mitochondria")},
    ],
}
_HEAD: dict[str, Any] = {
    "attempt_id": _ATTEMPT,
    "assessment_id": "asm_01JD0P0Z9Y8X7W6V5T4S3R2Q1P",
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "number": 1,
    "state": "running",
    "started_at": "2026-11-22T10:00:00Z",
    "due_at": "2026-11-22T10:30:00Z",
    "submitted_at": None,
    "submitted_by_clock": False,
    "max_centi": 200,
    "score_centi": None,
    "score_bp": None,
    "passed": None,
}
_ANSWER: dict[str, Any] = {
    "sequence": 3,
    "response": {"key": "a1"},
    "flagged": False,
    "device": "phone",
    "saved_at": "2026-11-22T10:04:12Z",
}
_WORK: dict[str, Any] = {
    **_HEAD,
    "now": "2026-11-22T10:05:00Z",
    "questions": [
        {
            "question_id": _QUESTION,
            "type": "single_choice",
            "max_centi": 200,
            "shown": _SHOWN,
            "answer": _ANSWER,
            "rubric": None,
        }
    ],
}
_MARK: dict[str, Any] = {
    "score_centi": 200,
    "verdict": "right",
    "comment": None,
    "criteria": [],
    "tests": [],
    "rubric": None,
}
_GRADED = {"state": "graded", "submitted_at": "2026-11-22T10:20:00Z", "score_centi": 200, "score_bp": 10_000}
_RESULT: dict[str, Any] = {
    **_HEAD,
    **_GRADED,
    "passed": True,
    "shows": ["answers", "correctness", "feedback", "marks"],
    "questions": [
        {
            "question_id": _QUESTION,
            "type": "single_choice",
            "max_centi": 200,
            "shown": _SHOWN,
            "response": {"key": "a1"},
            **_MARK,
            "feedback": [],
            "right_answer": None,
            "explanation": None,
        }
    ],
}


class AttemptIn(In):
    """Which device it is, in the learner's own words: it is told to another one on which they go on."""

    device: Device | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"device": "phone"}]})


class AttemptOut(Out):
    """An attempt. Marks are null while they may not be seen, or are not there yet."""

    attempt_id: str
    assessment_id: str
    course_id: str
    user_id: str
    number: int
    state: AttemptState
    started_at: datetime
    due_at: datetime | None
    submitted_at: datetime | None
    submitted_by_clock: bool
    max_centi: int
    score_centi: int | None
    score_bp: int | None
    passed: bool | None

    model_config = ConfigDict(json_schema_extra={"examples": [_HEAD]})


def _head(attempt: Attempt, shows: frozenset[What] = frozenset()) -> dict[str, Any]:
    names = set(AttemptOut.model_fields) - {"max_centi"}
    values = {**attempt.model_dump(include=names), "max_centi": attempt.max_centi}
    if What.MARKS not in shows:
        values |= {"score_centi": None, "score_bp": None, "passed": None}
    return values


class SavedAnswerOut(Out):
    """An answer as it was saved last."""

    sequence: int
    response: dict[str, Any] | None
    flagged: bool
    device: str | None
    saved_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_ANSWER]})

    @classmethod
    def of(cls, answer: Answer) -> "SavedAnswerOut":
        """The answer for an answer."""
        return cls.model_validate(answer)


class AskedOut(Out):
    """A question as who answers it sees it, and what they answered so far."""

    question_id: str
    type: str
    max_centi: int
    shown: dict[str, Any]
    answer: SavedAnswerOut | None
    rubric: RubricOut | None
    """By which the answer will be judged, where that is not hidden."""

    model_config = ConfigDict(json_schema_extra={"examples": _WORK["questions"]})


class WorkOut(AttemptOut):
    """An attempt at work. `now` is the server's clock, which alone decides."""

    now: datetime
    questions: list[AskedOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_WORK]})

    @classmethod
    def of(cls, work: Work) -> "WorkOut":
        """The answer for an attempt."""
        questions = [
            AskedOut(
                question_id=item.question_id,
                type=_type(work.questions[item.question_id]),
                max_centi=item.points_centi,
                shown=_shown(work.attempt, work.questions[item.question_id]),
                answer=SavedAnswerOut.of(work.answers[item.question_id]) if item.question_id in work.answers else None,
                rubric=_rubric(work.rubrics.get(item.rubric) if item.rubric else None),
            )
            for item in work.attempt.paper
        ]
        return cls(**_head(work.attempt), now=work.at, questions=questions)


class AnswerIn(In):
    """An answer to save. `sequence` counts up with each change on the client: the highest stands."""

    sequence: Annotated[int, Field(ge=1, le=2**53)]
    response: dict[str, Any] | None
    """As the question's type is answered; null takes the answer back."""
    flagged: bool = False
    device: Device | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"sequence": 3, "response": {"key": "a1"}, "flagged": False, "device": "phone"}]
        }
    )


class AnswerOut(SavedAnswerOut):
    """The answer was saved, and counts if the attempt is handed in now."""

    due_at: datetime | None
    now: datetime

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**_ANSWER, "due_at": "2026-11-22T10:30:00Z", "now": "2026-11-22T10:04:12Z"}]}
    )

    @classmethod
    def saved(cls, attempt: Attempt, answer: Answer) -> "AnswerOut":
        """The answer for a saved answer."""
        return cls(**SavedAnswerOut.of(answer).model_dump(), due_at=attempt.due_at, now=answer.saved_at)


class CheckIn(In):
    """An answer to have checked."""

    response: dict[str, Any]

    model_config = ConfigDict(json_schema_extra={"examples": [{"response": {"key": "a1"}}]})


class CodeTestVerdictOut(Out):
    """What became of one test of a program. Of a hidden one nothing else is told."""

    key: str | None
    """Which test; null for a hidden one."""
    outcome: CodeTestOutcome
    output: str | None
    """How what it printed begins."""
    fault: str | None
    """The last line of its error."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"key": "t1", "outcome": "failed", "output": "5\n", "fault": None}]}
    )


class CheckOut(Out):
    """What is told of an answer that was checked."""

    verdict: str
    tries: int
    tests: list[CodeTestVerdictOut]
    feedback: list[dict[str, Any]]
    right_answer: dict[str, Any] | None
    explanation: dict[str, Any] | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "verdict": "right",
                    "tries": 1,
                    "tests": [],
                    "feedback": [],
                    "right_answer": {"key": "a1"},
                    "explanation": None,
                }
            ]
        }
    )

    @classmethod
    def of(cls, checked: Checked) -> "CheckOut":
        """The answer for a checked answer."""
        tells = What.RIGHT_ANSWERS in checked.shows
        definition = checked.question.definition
        return cls(
            verdict=checked.mark.verdict.value,
            tries=checked.tries,
            tests=[CodeTestVerdictOut.model_validate(one) for one in checked.tests],
            feedback=list(checked.mark.feedback),
            right_answer=definition.right_answer() if tells else None,
            explanation=definition.explanation if tells else None,
        )


class ResultQuestionOut(Out):
    """A question of an attempt, as far as it may be seen."""

    question_id: str
    type: str
    max_centi: int
    shown: dict[str, Any]
    response: dict[str, Any] | None
    score_centi: int | None
    verdict: str | None
    comment: str | None
    criteria: list[CriterionMarkOut]
    tests: list[CodeTestVerdictOut]
    rubric: RubricOut | None
    feedback: list[dict[str, Any]]
    right_answer: dict[str, Any] | None
    explanation: dict[str, Any] | None

    model_config = ConfigDict(json_schema_extra={"examples": _RESULT["questions"]})


class ResultOut(AttemptOut):
    """An attempt with its questions, as far as they may be seen: `shows` names what."""

    shows: list[What]
    questions: list[ResultQuestionOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_RESULT]})

    @classmethod
    def of(cls, result: Result) -> "ResultOut":
        """The answer for a result."""
        attempt, shows = result.attempt, result.shows
        marks = {mark.question_id: mark for mark in attempt.marks}
        questions = [
            _result(
                result,
                result.questions[item.question_id],
                item.points_centi,
                marks.get(item.question_id),
                result.rubrics.get(item.rubric) if item.rubric else None,
            )
            for item in attempt.paper
        ]
        return cls(**_head(attempt, shows), shows=sorted(shows), questions=questions)


def _result(
    result: Result, question: FrozenQuestion, max_centi: int, mark: QuestionMark | None, rubric: Rubric | None
) -> ResultQuestionOut:
    shows, definition = result.shows, question.definition
    answer = result.answers.get(question.question_id)
    response = answer.response if answer else None
    said = definition.assess(response) if What.FEEDBACK in shows else None
    tells = What.RIGHT_ANSWERS in shows
    return ResultQuestionOut(
        question_id=question.question_id,
        type=_type(question),
        max_centi=max_centi,
        shown=_shown(result.attempt, question) if What.ANSWERS in shows else {},
        response=response if What.ANSWERS in shows else None,
        score_centi=mark.score_centi if mark and What.MARKS in shows else None,
        verdict=mark.verdict if mark and What.CORRECTNESS in shows else None,
        comment=mark.comment if mark and What.FEEDBACK in shows else None,
        criteria=CriterionMarkOut.all_of(mark.criteria) if mark and {What.FEEDBACK, What.MARKS} <= shows else [],
        tests=_tests(mark) if mark and What.CORRECTNESS in shows else [],
        rubric=_rubric(rubric),
        feedback=list(said.feedback) if said else [],
        right_answer=definition.right_answer() if tells else None,
        explanation=definition.explanation if tells else None,
    )


def _tests(mark: QuestionMark) -> list[CodeTestVerdictOut]:
    return [CodeTestVerdictOut.model_validate(one) for one in mark.tests]


def _rubric(rubric: Rubric | None) -> RubricOut | None:
    return RubricOut.of(rubric) if rubric else None


def _type(question: FrozenQuestion) -> str:
    return str(question.definition.model_dump(include={"type"})["type"])


def _shown(attempt: Attempt, question: FrozenQuestion) -> dict[str, Any]:
    return question.definition.shown(Shuffled(f"{attempt.seed}|{question.question_id}"))


_BRIEF = {**_HEAD, **_GRADED, "passed": True}


class ResultsOut(Out):
    """Somebody's attempts at an assessment, and the grade that they make together."""

    user_id: str
    user_name: str | None
    """Null where one reads one's own, or once the person is erased."""
    grade_bp: int | None
    passed: bool | None
    attempts: list[AttemptOut]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
                    "user_name": None,
                    "grade_bp": 10_000,
                    "passed": True,
                    "attempts": [_BRIEF],
                }
            ]
        }
    )

    @classmethod
    def of(cls, results: Results) -> "ResultsOut":
        """The answer for somebody's results."""
        return cls(
            user_id=results.user_id,
            user_name=results.name,
            grade_bp=results.grade_bp,
            passed=results.passed,
            attempts=[AttemptOut(**_head(one.attempt, one.shows)) for one in results.attempts],
        )


class GradeIn(In):
    """What an answer is worth, and why: in hundredths of a point, or by a level for each criterion of its rubric."""

    attempt_id: BodyId
    question_id: BodyId
    score_centi: Annotated[int, Field(ge=0, le=100_000)] | None = None
    criteria: Annotated[tuple[CriterionMark, ...], Field(max_length=MOST_CRITERIA)] = ()
    comment: Text | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.score_centi is None) == (not self.criteria):
            raise ValueError("say either score_centi or criteria")
        return self

    def given_mark(self) -> GivenMark:
        """What is said."""
        return GivenMark(self.score_centi, self.criteria, self.comment)

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "attempt_id": _ATTEMPT,
                    "question_id": _QUESTION,
                    "score_centi": 150,
                    "comment": "Name the organelle.",
                },
                {"attempt_id": _ATTEMPT, "question_id": _QUESTION, "criteria": CRITERION_MARKS, "comment": None},
            ]
        }
    )
