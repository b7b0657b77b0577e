"""Attempts: one person's answers to one paper, against the server's clock."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, ConfigDict

from functions.assessment.domain.assessments import (
    MOST_ATTEMPTS,
    NETWORK_ALLOWANCE,
    Assessment,
    GradeMethod,
    Overdue,
    Rules,
)
from functions.assessment.domain.papers import PaperItem
from functions.assessment.domain.programs import CodeTestVerdict
from functions.assessment.domain.rubrics import CriterionMark
from functions.assessment.errors import AssessmentNotOpen, AttemptOver, NoAttemptsLeft, RetakeTooEarly


class AttemptState(StrEnum):
    """Where an attempt is."""

    RUNNING = "running"
    GRADING = "grading"
    """Handed in; some answers wait for somebody, or something, to mark them."""
    GRADED = "graded"
    ABANDONED = "abandoned"


class QuestionMark(BaseModel):
    """What one question of an attempt is worth; None while that is not decided."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    question_id: str
    max_centi: int
    score_centi: int | None
    verdict: str | None
    by: str = "rule"
    """Who decided: ``rule``, ``machine``, or the id of a person."""
    comment: str | None = None
    criteria: tuple[CriterionMark, ...] = ()
    """Where it was judged by a rubric, the level of each criterion."""
    tests: tuple[CodeTestVerdict, ...] = ()
    """Where a program was run, what became of each test."""


class Attempt(BaseModel):
    """One person's attempt at an assessment. Its paper and its rules stay as they were when it began."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    attempt_id: str
    assessment_id: str
    course_id: str
    lesson_id: str | None = None
    user_id: str
    number: int
    """The person's first attempt is 1; a preview is 0."""
    state: AttemptState = AttemptState.RUNNING
    seed: str
    paper: tuple[PaperItem, ...]
    rules: Rules
    started_at: datetime
    due_at: datetime | None = None
    submitted_at: datetime | None = None
    submitted_by_clock: bool = False
    marks: tuple[QuestionMark, ...] = ()
    score_centi: int | None = None
    score_bp: int | None = None
    passed: bool | None = None
    device: str | None = None
    """Which device answered last, by the name that it gave itself."""
    revision: int = 0

    @property
    def is_preview(self) -> bool:
        """Whether staff only look at it: nothing of it counts."""
        return self.number == 0

    @property
    def max_centi(self) -> int:
        """What can be reached."""
        return sum(item.points_centi for item in self.paper)

    @property
    def last_moment(self) -> datetime | None:
        """Until when it can be handed in; None where there is no end."""
        if self.due_at is None or self.rules.overdue is not Overdue.GRACE:
            return self.due_at
        return self.due_at + timedelta(seconds=self.rules.grace_s)

    def is_over(self, now: datetime) -> bool:
        """Whether its time has run out, though it was not handed in."""
        last = self.last_moment
        return self.state is AttemptState.RUNNING and last is not None and now > last + NETWORK_ALLOWANCE

    def require_answerable(self, now: datetime) -> None:
        """Raise ``AttemptOver`` unless answers are still taken."""
        over = self.due_at is not None and now > self.due_at + NETWORK_ALLOWANCE
        if self.state is not AttemptState.RUNNING or over:
            raise AttemptOver(attempt_id=self.attempt_id)

    def item(self, question_id: str) -> PaperItem | None:
        """A question of its paper."""
        return next((item for item in self.paper if item.question_id == question_id), None)

    def submit(self, *, now: datetime, by_clock: bool = False) -> "Attempt":
        """Hand it in; from now on nothing of it changes but its marks. Raises ``AttemptOver``."""
        if self.state is not AttemptState.RUNNING or (not by_clock and self.is_over(now)):
            raise AttemptOver(attempt_id=self.attempt_id)
        at = min(now, self.last_moment) if by_clock and self.last_moment else now
        return self.model_copy(
            update={"state": AttemptState.GRADING, "submitted_at": at, "submitted_by_clock": by_clock}
        )

    def ended_by_clock(self, now: datetime) -> "Attempt":
        """What the end of its time makes of it: handed in as it is, or abandoned."""
        if self.rules.overdue is Overdue.SUBMIT:
            return self.submit(now=now, by_clock=True)
        return self.model_copy(
            update={"state": AttemptState.ABANDONED, "submitted_at": self.last_moment, "submitted_by_clock": True}
        )

    def marked(self, marks: Sequence[QuestionMark]) -> "Attempt":
        """With these marks; it is graded once none is open. The total is never below 0."""
        changes: dict[str, Any] = {"marks": tuple(marks)}
        if all(mark.score_centi is not None for mark in marks):
            score = max(0, sum(mark.score_centi or 0 for mark in marks))
            score_bp = rounded(Fraction(10_000 * score, self.max_centi)) if self.max_centi else 0
            passes = self.rules.pass_bp
            changes |= {
                "state": AttemptState.GRADED,
                "score_centi": score,
                "score_bp": score_bp,
                "passed": None if passes is None else score_bp >= passes,
            }
        return self.model_copy(update=changes)


def begin(
    assessment: Assessment,
    rules: Rules,
    before: Sequence[Attempt],
    *,
    attempt_id: str,
    user_id: str,
    seed: str,
    paper: tuple[PaperItem, ...],
    now: datetime,
) -> Attempt:
    """A new attempt after those before. ``rules`` are those for this person. Raises what stands against it."""
    require_beginnable(rules, before, now=now, assessment_id=assessment.assessment_id)
    return Attempt(
        attempt_id=attempt_id,
        assessment_id=assessment.assessment_id,
        course_id=assessment.course_id,
        lesson_id=assessment.lesson_id,
        user_id=user_id,
        number=len(before) + 1,
        seed=seed,
        paper=paper,
        rules=rules,
        started_at=now,
        due_at=due(rules, now),
    )


def require_beginnable(rules: Rules, before: Sequence[Attempt], *, now: datetime, assessment_id: str) -> None:
    """Raise ``AssessmentNotOpen``, ``NoAttemptsLeft`` or ``RetakeTooEarly`` where a new attempt may not begin."""
    if rules.opens_at and now < rules.opens_at:
        raise AssessmentNotOpen("It is not open yet.", assessment_id=assessment_id, opens_at=rules.opens_at.isoformat())
    if rules.closes_at and now >= rules.closes_at:
        raise AssessmentNotOpen("It is closed.", assessment_id=assessment_id, closes_at=rules.closes_at.isoformat())
    if len(before) >= (rules.attempts_allowed or MOST_ATTEMPTS):
        raise NoAttemptsLeft(assessment_id=assessment_id, attempts=len(before))
    ended = [attempt.submitted_at for attempt in before if attempt.submitted_at]
    if ended and rules.retake_after_s:
        again = max(ended) + timedelta(seconds=rules.retake_after_s)
        if now < again:
            raise RetakeTooEarly(assessment_id=assessment_id, from_at=again.isoformat())


def due(rules: Rules, started_at: datetime) -> datetime | None:
    """When the time of an attempt is over: by its limit, or when the assessment closes."""
    ends = [rules.closes_at] if rules.closes_at else []
    if rules.time_limit_s is not None:
        ends.append(started_at + timedelta(seconds=rules.time_limit_s))
    return min(ends, default=None)


def points(share: Fraction, max_centi: int) -> int:
    """A share of the points, in hundredths, half up."""
    return rounded(share * max_centi)


def rounded(value: Fraction) -> int:
    """The nearest whole number, halves away from zero. Exact."""
    whole = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return whole if value >= 0 else -whole


def final_share(method: GradeMethod, attempts: Sequence[Attempt]) -> Fraction | None:
    """The same as ``final_bp``, exact: what share of the points the graded attempts make together."""
    graded = sorted((one for one in attempts if one.score_centi is not None), key=lambda one: one.number)
    shares = [Fraction(one.score_centi or 0, one.max_centi) if one.max_centi else Fraction(0) for one in graded]
    if not shares:
        return None
    chosen: Mapping[GradeMethod, Fraction] = {
        GradeMethod.HIGHEST: max(shares),
        GradeMethod.AVERAGE: sum(shares, Fraction(0)) / len(shares),
        GradeMethod.FIRST: shares[0],
        GradeMethod.LAST: shares[-1],
    }
    return chosen[method]


def final_bp(method: GradeMethod, attempts: Sequence[Attempt]) -> int | None:
    """The grade that the graded attempts make together, in basis points; None while there is none."""
    graded = sorted((one for one in attempts if one.score_bp is not None), key=lambda one: one.number)
    scores = [one.score_bp or 0 for one in graded]
    if not scores:
        return None
    chosen: Mapping[GradeMethod, int] = {
        GradeMethod.HIGHEST: max(scores),
        GradeMethod.AVERAGE: rounded(Fraction(sum(scores), len(scores))),
        GradeMethod.FIRST: scores[0],
        GradeMethod.LAST: scores[-1],
    }
    return chosen[method]
