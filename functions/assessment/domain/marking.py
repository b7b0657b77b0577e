"""What the answers of an attempt are worth, question by question."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, ConfigDict

from functions.assessment.domain.attempts import Attempt, QuestionMark, points
from functions.assessment.domain.bank import FrozenQuestion
from functions.assessment.domain.behaviours import worth
from functions.assessment.domain.questions import verdict_of


class Check(BaseModel):
    """An answer that was checked: what it said, and what share of the points it was worth by itself."""

    model_config = ConfigDict(frozen=True)

    response: Any
    share: str
    """An exact fraction, such as ``2/3``."""
    at: str


class Answer(BaseModel):
    """What somebody answered to one question: the last that was saved, and all that were checked, in order."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    question_id: str
    sequence: int
    response: Any = None
    flagged: bool = False
    """Whether its author wants to look at it again."""
    device: str | None = None
    saved_at: datetime
    checks: tuple[Check, ...] = ()
    revision: int = 0


def marks(
    attempt: Attempt,
    questions: Mapping[str, FrozenQuestion],
    answers: Mapping[str, Answer],
    before: Sequence[QuestionMark] = (),
) -> tuple[QuestionMark, ...]:
    """The marks of an attempt. What a person decided before stays; what no rule can say is open.

    Replaying the same answers gives the same marks.
    """
    decided = {mark.question_id: mark for mark in before if mark.by != "rule" and mark.score_centi is not None}
    return tuple(
        decided.get(item.question_id)
        or mark_of(attempt, questions[item.question_id], answers.get(item.question_id), item.points_centi)
        for item in attempt.paper
    )


def mark_of(attempt: Attempt, question: FrozenQuestion, answer: Answer | None, max_centi: int) -> QuestionMark:
    """What an answer and the tries before it are worth by the rules of its attempt; open where no rule can say."""
    mark = question.definition.assess(answer.response if answer else None)
    open_mark = QuestionMark(question_id=question.question_id, max_centi=max_centi, score_centi=None, verdict=None)
    if mark is None:
        return open_mark
    checked = [Fraction(check.share) for check in answer.checks] if answer else []
    share = worth(attempt.rules.behaviour, checked, mark.share, penalty_bp=attempt.rules.try_penalty_bp)
    return open_mark.model_copy(update={"score_centi": points(share, max_centi), "verdict": verdict_of(share).value})
