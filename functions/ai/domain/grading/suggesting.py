"""A suggestion: what a provider said an answer may be worth, held against the rubric, the answer and experience."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.ai.domain.grading.agreement import calibrated
from functions.ai.domain.grading.evidence import LONGEST_QUOTE, MOST_QUOTES, gives_away, occurs
from functions.ai.domain.grading.hygiene import hides, speaks_to_the_grader, visible
from functions.ai.domain.grading.prose import Prose, read_prose
from functions.ai.domain.grading.wording import worded
from functions.ai.domain.reading import sentences_of
from functions.ai.domain.tasks import CriterionGrade, GradeRequest, GradeResult

FEWEST_TRUSTED = 8
MOST_UNLEARNED_BP = 6_000
"""What was suggested beside fewer graded answers than that is never surer than this."""
MOST_SUSPECT_BP = 3_000
"""Nor is what was written to steer the grader surer than this."""
LONGEST_COMMENT = 500


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class CriterionSuggested(_Part):
    """The level a criterion may deserve, and from which words."""

    key: str
    level: str
    quotes: tuple[str, ...] = ()
    """Word for word in the answer."""
    note: str | None = None
    """For those who mark; never for its author."""


class Caution(StrEnum):
    """What whoever marks should know of an answer."""

    SPEAKS_TO_THE_GRADER = "speaks_to_the_grader"
    HIDDEN_TEXT = "hidden_text"
    REPEATS_ITSELF = "repeats_itself"
    DISORDERED = "disordered"
    LITTLE_LEARNED = "little_learned"


class Suggested(_Part):
    """What one answer may be worth."""

    question_id: str
    confidence_bp: int
    stated_bp: int
    """The same as the provider said it: what is tallied."""
    score_centi: int | None = None
    """None where the criteria say it."""
    criteria: tuple[CriterionSuggested, ...] = ()
    quotes: tuple[str, ...] = ()
    comment: str
    """Of the answer alone: its author may come to see it."""
    note: str | None = None
    """For those who mark; never for its author."""
    flags: tuple[Caution, ...] = ()
    provider: str
    model: str

    def agrees(self, score_centi: int, levels: dict[str, str], max_centi: int) -> bool:
        """Whether a person said the same: every level, or points no further off than a tenth of all."""
        if self.criteria and levels:
            return all(levels.get(one.key) == one.level for one in self.criteria)
        return self.score_centi is not None and abs(self.score_centi - score_centi) * 10 <= max_centi


def checked(
    question_id: str, request: GradeRequest, result: GradeResult, tallies: Sequence[tuple[int, int]] = ()
) -> Suggested | None:
    """What may be suggested of what a provider said; None where it did not follow the rubric.

    Points are kept within bounds, quotes that the answer does not hold are dropped, and so is feedback that would give
    away the model answer or the rubric. What was written to steer the grader lowers the confidence.
    """
    prose = read_prose(request.text, request.language)
    flags = _flags(request, prose)
    stated = _within(result.confidence_bp, 10_000)
    criteria = _criteria(request, result)
    if criteria is None:
        return None
    return Suggested(
        question_id=question_id,
        confidence_bp=_confidence(stated, tallies, flags),
        stated_bp=stated,
        score_centi=None if criteria else _within(result.score_centi, request.max_centi),
        criteria=criteria,
        quotes=_quotes(result.evidence, request),
        comment=_comment(request, result.feedback, flags),
        note=_missing(request, prose),
        flags=flags,
        provider=result.used.provider,
        model=result.used.model,
    )


def _criteria(request: GradeRequest, result: GradeResult) -> tuple[CriterionSuggested, ...] | None:
    said: dict[str, CriterionGrade] = {one.key: one for one in reversed(result.criteria)}
    found = []
    for criterion in request.criteria:
        one = said.get(criterion.key)
        if one is None or one.level not in {level.key for level in criterion.levels}:
            return None
        note = one.comment[:LONGEST_COMMENT] if one.comment else None
        quotes = _quotes(one.evidence, request)
        found.append(CriterionSuggested(key=one.key, level=one.level, quotes=quotes, note=note))
    return tuple(found)


def _quotes(quotes: Sequence[str], request: GradeRequest) -> tuple[str, ...]:
    return tuple(
        one
        for one in quotes[:MOST_QUOTES]
        if len(one) <= LONGEST_QUOTE and occurs(one, request.text) and not hides(one) and not speaks_to_the_grader(one)
    )


def _confidence(stated: int, tallies: Sequence[tuple[int, int]], flags: tuple[Caution, ...]) -> int:
    said = round(calibrated(stated / 10_000, tallies) * 10_000)
    if Caution.LITTLE_LEARNED in flags:
        said = min(said, MOST_UNLEARNED_BP)
    if set(flags) - {Caution.LITTLE_LEARNED}:
        said = min(said, MOST_SUSPECT_BP)
    return _within(said, 10_000)


def _flags(request: GradeRequest, prose: Prose) -> tuple[Caution, ...]:
    sentences = [one for part in request.text.split("\n") for one in sentences_of(part)]
    found = {
        Caution.SPEAKS_TO_THE_GRADER: any(speaks_to_the_grader(one) for one in (*sentences, request.text)),
        Caution.HIDDEN_TEXT: hides(request.text),
        Caution.REPEATS_ITSELF: prose.repeated > 0.2,
        Caution.DISORDERED: (prose.disorder or 0) > 0.25,
        Caution.LITTLE_LEARNED: len(request.examples) < FEWEST_TRUSTED,
    }
    return tuple(flag for flag, holds in found.items() if holds)


def _comment(request: GradeRequest, feedback: str, flags: tuple[Caution, ...]) -> str:
    hidden = [request.model_answer or "", *(one.text for one in request.examples)]
    for criterion in request.criteria:
        hidden += [criterion.description, *(level.description for level in criterion.levels)]
    said = []
    if feedback.strip() and not gives_away(feedback, hidden, [request.prompt, request.text]):
        said.append(visible_line(feedback)[:LONGEST_COMMENT])
    if Caution.REPEATS_ITSELF in flags:
        said.append("Parts of it only repeat what it has said before.")
    if Caution.DISORDERED in flags:
        said.append("Many of its words stand in no order that makes sentences.")
    if Caution.SPEAKS_TO_THE_GRADER in flags:
        said.append("Sentences that speak to whoever grades were not counted.")
    return " ".join(said) or "Suggested by a machine."


def visible_line(text: str) -> str:
    """Text of a provider as one line that can be shown and stored."""
    return " ".join(visible(text).split())


def _missing(request: GradeRequest, prose: Prose) -> str | None:
    if not request.model_answer:
        return None
    model = worded(request.model_answer, request.language)
    found = model.telling & prose.words.telling
    missing = sorted({word for word, one in zip(model.words, model.stems, strict=True) if one in model.telling - found})
    said = f"It has {len(found)} of the {len(model.telling)} words that tell something in the model answer."
    return f"{said} Not there: {', '.join(missing[:12])}." if missing else said


def _within(value: int, most: int) -> int:
    return min(max(value, 0), most)
