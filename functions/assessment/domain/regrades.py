"""Regrading after a correction: what the same steps are worth by the questions as they are now.

An attempt's paper is frozen, so an edited question changes nothing by itself. A *regrade* first compares: it replays
what was answered and tried against each question's current version, and writes down what would change. Only then, if
somebody wants it, exactly that is applied, to attempts that nobody has touched since.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from pydantic import BaseModel, ConfigDict

from functions.assessment.domain.attempts import Attempt, AttemptState, QuestionMark
from functions.assessment.domain.bank import FrozenQuestion
from functions.assessment.domain.marking import Answer, mark_of
from functions.assessment.errors import ResponseNotValid
from shared.listing import PageKey

MOST_ASSESSMENTS = 500
"""Of a course that is regraded as a whole."""


class RegradeState(StrEnum):
    """Where a regrade is."""

    COMPARING = "comparing"
    COMPARED = "compared"
    """It says what would change; nothing has."""
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"


class ChangeOutcome(StrEnum):
    """What became of a change."""

    FOUND = "found"
    APPLIED = "applied"
    OVERTAKEN = "overtaken"
    """Somebody marked the attempt anew after the comparison; it was left as it is."""


class RegradeTally(BaseModel):
    """What was found so far, in numbers of attempts."""

    model_config = ConfigDict(frozen=True)

    compared: int = 0
    changed: int = 0
    """Whose questions are another version now."""
    better: int = 0
    worse: int = 0
    newly_passed: int = 0
    newly_failed: int = 0
    applied: int = 0
    overtaken: int = 0


class Regrade(BaseModel):
    """Somebody's wish to have attempts marked by the questions as they are now, and how far that is."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    regrade_id: str
    course_id: str
    assessment_ids: tuple[str, ...]
    attempt_id: str | None = None
    """The only one that is compared; None for all."""
    question_ids: tuple[str, ...] = ()
    """Those that were corrected; none for whatever has changed."""
    asked_by: str
    asked_at: datetime
    state: RegradeState = RegradeState.COMPARING
    tally: RegradeTally = RegradeTally()
    place: int = 0
    """Which of the assessments comes next."""
    start: PageKey = None
    """Where its next page of takers starts, or that of changes while they are applied."""
    revision: int = 0

    def further(self, tally: RegradeTally, start: PageKey) -> "Regrade":
        """After one more page of takers; compared when that was the last of the last assessment."""
        place = self.place if start else self.place + 1
        is_over = place == len(self.assessment_ids)
        state = RegradeState.COMPARED if is_over else self.state
        return self.model_copy(update={"tally": tally, "place": place, "start": start, "state": state})


class RegradedQuestion(BaseModel):
    """What another version makes of one answer."""

    model_config = ConfigDict(frozen=True)

    question_id: str
    version: int
    before: QuestionMark
    after: QuestionMark


class Change(BaseModel):
    """What a regrade makes of an attempt, as it was when it was compared."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    attempt_id: str
    assessment_id: str
    user_id: str
    attempt_revision: int
    questions: tuple[RegradedQuestion, ...] = ()
    unfit: tuple[str, ...] = ()
    """Questions that ask something else now, so that what was answered cannot be replayed: they stay."""
    score_before: int | None
    score_after: int | None
    passed_before: bool | None
    passed_after: bool | None
    outcome: ChangeOutcome = ChangeOutcome.FOUND
    revision: int = 0

    @property
    def changes_marks(self) -> bool:
        """Whether anything is worth something else; if not, only what is shown of the questions changes."""
        return any(one.before != one.after for one in self.questions)

    def applied_to(self, attempt: Attempt) -> Attempt:
        """The attempt by the versions and with the marks that were found."""
        versions = {one.question_id: one.version for one in self.questions}
        marks = {one.question_id: one.after for one in self.questions}
        paper = tuple(
            item.model_copy(update={"version": versions.get(item.question_id, item.version)}) for item in attempt.paper
        )
        after = attempt.model_copy(update={"paper": paper})
        return after.marked([marks.get(mark.question_id, mark) for mark in attempt.marks])


def compare(
    attempt: Attempt,
    answers: Mapping[str, Answer],
    asked: Mapping[str, FrozenQuestion],
    now: Mapping[str, FrozenQuestion],
) -> Change | None:
    """What the questions as they are ``now`` make of an attempt that was handed in; None where they are as ``asked``.

    What a person or a machine decided stays. The same again compares the same.
    """
    before = {mark.question_id: mark for mark in attempt.marks}
    questions: list[RegradedQuestion] = []
    unfit: list[str] = []
    for item in attempt.paper:
        current, mark = now.get(item.question_id), before.get(item.question_id)
        if current is None or mark is None or current.version == item.version:
            continue
        replayed = _replayed(attempt, asked[item.question_id], current, answers.get(item.question_id), mark)
        if replayed is None:
            unfit.append(item.question_id)
        else:
            questions.append(
                RegradedQuestion(question_id=item.question_id, version=current.version, before=mark, after=replayed)
            )
    if not questions and not unfit:
        return None
    change = Change(
        attempt_id=attempt.attempt_id,
        assessment_id=attempt.assessment_id,
        user_id=attempt.user_id,
        attempt_revision=attempt.revision,
        questions=tuple(questions),
        unfit=tuple(unfit),
        score_before=attempt.score_centi,
        score_after=None,
        passed_before=attempt.passed,
        passed_after=None,
    )
    after = change.applied_to(attempt)
    return change.model_copy(update={"score_after": after.score_centi, "passed_after": after.passed})


def counted(tally: RegradeTally, change: Change | None) -> RegradeTally:
    """With one more attempt that was compared."""
    if change is None:
        return tally.model_copy(update={"compared": tally.compared + 1})
    gain = (change.score_after or 0) - (change.score_before or 0)
    passes = (change.passed_before, change.passed_after)
    more = {
        "compared": 1,
        "changed": int(bool(change.questions)),
        "better": int(gain > 0),
        "worse": int(gain < 0),
        "newly_passed": int(passes == (False, True)),
        "newly_failed": int(passes == (True, False)),
    }
    return tally.model_copy(update={name: getattr(tally, name) + count for name, count in more.items()})


def is_comparable(attempt: Attempt) -> bool:
    """Whether it was handed in and marked, and counts."""
    return (
        attempt.state in {AttemptState.GRADING, AttemptState.GRADED} and not attempt.is_preview and bool(attempt.marks)
    )


def _replayed(
    attempt: Attempt, asked: FrozenQuestion, current: FrozenQuestion, answer: Answer | None, before: QuestionMark
) -> QuestionMark | None:
    """The mark by the current version; None where what was answered does not fit it any more."""
    if type(asked.definition) is not type(current.definition):
        return None
    try:
        current.definition.read(answer.response if answer else None)
        if before.by != "rule" and before.score_centi is not None:
            return before
        checks = []
        for check in answer.checks if answer else ():
            mark = current.definition.assess(check.response)
            checks.append(check.model_copy(update={"share": str(mark.share if mark else Fraction(0))}))
        replayed = answer.model_copy(update={"checks": tuple(checks)}) if answer else None
        return mark_of(attempt, current, replayed, before.max_centi)
    except ResponseNotValid:
        return None
