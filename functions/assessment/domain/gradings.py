"""Grading what no rule can mark: what was suggested and found, and whether somebody has to look."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from functions.assessment.domain.attempts import Attempt, AttemptState, QuestionMark, points
from functions.assessment.domain.grading_rules import BasisPoints, GradingRules
from functions.assessment.domain.programs import CodeTestVerdict
from functions.assessment.domain.questions.base import verdict_of
from functions.assessment.domain.rubrics import CriterionMark, Rubric, RubricUse
from functions.assessment.errors import RubricNotFollowed
from shared.texts import Note

MOST_REMINDERS = 3
"""After so many, who administers the organization is told, and nothing waits any more."""


class Reason(StrEnum):
    """Why a person has to decide."""

    NO_SUGGESTION = "no_suggestion"
    LOW_CONFIDENCE = "low_confidence"
    NEAR_BOUNDARY = "near_boundary"
    NOT_ORIGINAL = "not_original"
    NOT_CHECKED = "not_checked"
    APPEAL = "appeal"


class Suggestion(BaseModel):
    """What one answer may be worth, and how sure that is. Whoever suggests keeps the evidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question_id: Annotated[str, Field(max_length=32)]
    confidence_bp: BasisPoints
    score_centi: Annotated[int, Field(ge=0, le=100_000)] | None = None
    """None where the criteria say it."""
    criteria: tuple[CriterionMark, ...] = ()
    comment: Note | None = None
    """For who marks, and with the mark for who is marked."""


class FindingKept(BaseModel):
    """How much of an answer is to be found elsewhere, and which report has the passages."""

    model_config = ConfigDict(frozen=True)

    question_id: str
    report_id: str
    share_bp: int


class ProgramRun(BaseModel):
    """What a program is worth by its tests: that is exact, and nobody's suggestion."""

    model_config = ConfigDict(frozen=True)

    question_id: str
    share: str
    """An exact fraction, such as ``2/3``."""
    tests: tuple[CodeTestVerdict, ...]


class GradingState(StrEnum):
    """Where a grading is."""

    CHECKING = "checking"
    WAITING = "waiting"
    """For a person."""
    OVERDUE = "overdue"
    """The same, after all reminders."""
    DONE = "done"


class Grading(BaseModel):
    """The grading of one work, an attempt or a submission; an appeal begins another round of it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    work_id: str
    activity_id: str
    """The assessment or the assignment."""
    user_id: str
    round: int = 1
    state: GradingState = GradingState.CHECKING
    reasons: tuple[Reason, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    findings: tuple[FindingKept, ...] = ()
    programs: tuple[ProgramRun, ...] = ()
    reminders: int = 0
    appeal_id: str | None = None
    """The appeal that is open."""
    opened_at: datetime
    revision: int = 0

    @property
    def waits(self) -> bool:
        """Whether a person has to do something."""
        return self.state in {GradingState.WAITING, GradingState.OVERDUE}

    def for_a_person(self, reasons: Sequence[Reason]) -> "Grading":
        """A person decides, for these reasons."""
        return self.model_copy(update={"state": GradingState.WAITING, "reasons": tuple(reasons)})

    def reminded(self) -> "Grading":
        """One reminder more; after the last it is overdue."""
        if self.reminders >= MOST_REMINDERS:
            return self.model_copy(update={"state": GradingState.OVERDUE})
        return self.model_copy(update={"reminders": self.reminders + 1})

    def done(self) -> "Grading":
        """Nothing waits any more."""
        return self.model_copy(update={"state": GradingState.DONE, "appeal_id": None})


@dataclass(frozen=True, slots=True)
class Decision:
    """The marks, or why a person has to give them."""

    marks: tuple[QuestionMark, ...]
    reasons: tuple[Reason, ...]


def open_questions(attempt: Attempt) -> tuple[str, ...]:
    """The questions whose answers nobody has marked yet."""
    return tuple(mark.question_id for mark in attempt.marks if mark.score_centi is None)


def decide(attempt: Attempt, grading: Grading, rubrics: Mapping[RubricUse, Rubric], rules: GradingRules) -> Decision:
    """What the suggestions and findings make of the open marks. The same again decides the same."""
    suggested = {one.question_id: one for one in grading.suggestions}
    ran = {one.question_id: one for one in grading.programs}
    found = {one.question_id: one.share_bp for one in grading.findings}
    reasons: dict[Reason, None] = {}
    marks = []
    is_suggested = False
    for mark in attempt.marks:
        if mark.score_centi is not None:
            marks.append(mark)
            continue
        program, suggestion = ran.get(mark.question_id), suggested.get(mark.question_id)
        if program:
            marks.append(_tested(mark, program))
        else:
            is_suggested = True
            reasons |= dict.fromkeys(_doubts(suggestion, rules))
            marks.append(_suggested(attempt, mark, suggestion, rubrics) if suggestion else mark)
        reasons |= dict.fromkeys(_suspicions(found.get(mark.question_id), rules))
    after = attempt.marked(marks)
    passes = attempt.rules.pass_bp
    if (
        is_suggested
        and passes is not None
        and after.score_bp is not None
        and abs(after.score_bp - passes) <= rules.boundary_bp
    ):
        reasons[Reason.NEAR_BOUNDARY] = None
    if after.state is not AttemptState.GRADED and not reasons:
        reasons[Reason.NO_SUGGESTION] = None
    return Decision(attempt.marks if reasons else tuple(marks), tuple(reasons))


def _doubts(suggestion: Suggestion | None, rules: GradingRules) -> Iterator[Reason]:
    """Why a suggestion may not count by itself."""
    if suggestion is None:
        yield Reason.NO_SUGGESTION
    elif suggestion.confidence_bp < rules.confidence_bp:
        yield Reason.LOW_CONFIDENCE


def _suspicions(share_bp: int | None, rules: GradingRules) -> Iterator[Reason]:
    """Why somebody is to look where an answer comes from, of which so much was found elsewhere."""
    if rules.originality_bp is None:
        return
    if share_bp is None:
        yield Reason.NOT_CHECKED
    elif share_bp >= rules.originality_bp:
        yield Reason.NOT_ORIGINAL


def worth(suggestion: Suggestion, rubric: Rubric | None, max_centi: int) -> int | None:
    """What is suggested, in hundredths of a point; None where that cannot be: more than there is, say."""
    if suggestion.score_centi is not None:
        return suggestion.score_centi if suggestion.score_centi <= max_centi else None
    if rubric is None or not suggestion.criteria:
        return None
    try:
        share: Fraction = rubric.share(suggestion.criteria)
    except RubricNotFollowed:
        return None
    return points(share, max_centi)


def _tested(mark: QuestionMark, program: ProgramRun) -> QuestionMark:
    share = Fraction(program.share)
    given = {
        "score_centi": points(share, mark.max_centi),
        "verdict": verdict_of(share).value,
        "by": "machine",
        "tests": program.tests,
    }
    return mark.model_copy(update=given)


def _suggested(
    attempt: Attempt, mark: QuestionMark, suggestion: Suggestion, rubrics: Mapping[RubricUse, Rubric]
) -> QuestionMark:
    item = attempt.item(mark.question_id)
    rubric = rubrics.get(item.rubric) if item and item.rubric else None
    score = worth(suggestion, rubric, mark.max_centi)
    given = {"score_centi": score, "by": "machine", "criteria": suggestion.criteria, "comment": suggestion.comment}
    return mark.model_copy(update=given) if score is not None else mark
