"""Bodies about statistics. Points are in hundredths, shares and coefficients in basis points."""

from typing import Any, Self

from pydantic import ConfigDict

from functions.assessment.domain.statistics import Flag
from functions.assessment.service.statistics import Analytics, QuestionStatistics
from shared.schemas import Out

_OPTION: dict[str, Any] = {"key": "saturn", "count": 41, "share_bp": 8200, "mean_total_centi": 310, "is_right": True}
_QUESTION: dict[str, Any] = {
    "question_id": "que_01JD0P1A2B3C4D5E6F7G8H9JKM",
    "title": "Which planet has rings?",
    "type": "single_choice",
    "attempts": 50,
    "facility_bp": 8200,
    "sd_centi": 39,
    "discrimination_bp": 4120,
    "efficiency_bp": 5060,
    "effective_weight_bp": 2890,
    "options": [_OPTION],
    "flags": [],
}
_WHOLE: dict[str, Any] = {
    "attempts": 50,
    "mean_centi": 290,
    "median_centi": 300,
    "sd_centi": 84,
    "alpha_bp": 7100,
    "standard_error_centi": 45,
}


class OptionFiguresOut(Out):
    """One answer that could be given, or one part of answers."""

    key: str
    """An option's key, `part:right`, or `(blank)`."""
    count: int
    share_bp: int
    mean_total_centi: int | None
    """What those who answered so reached in all."""
    is_right: bool | None
    """Null for what is no option."""

    model_config = ConfigDict(json_schema_extra={"examples": [_OPTION]})


class QuestionFiguresOut(Out):
    """What the answers say about one question."""

    question_id: str
    title: str | None
    """Null once the question is gone from the bank."""
    type: str | None
    attempts: int
    facility_bp: int | None
    """Which share of its points was reached on average."""
    sd_centi: int | None
    discrimination_bp: int | None
    """How it goes with the rest of the assessment: a correlation, below 0 where the able do worse."""
    efficiency_bp: int | None
    """The same against the best that its marks allow."""
    effective_weight_bp: int | None
    """How much it really counts in what tells learners apart."""
    options: list[OptionFiguresOut]
    flags: list[Flag]

    model_config = ConfigDict(json_schema_extra={"examples": [_QUESTION]})

    @classmethod
    def of(cls, one: QuestionStatistics) -> Self:
        """The answer for a question."""
        found = {category.key: category for category in one.figures.categories}
        keys = [*one.options, *(key for key in found if key not in one.options)]
        options = [
            OptionFiguresOut(
                key=key,
                count=category.count if (category := found.get(key)) else 0,
                share_bp=category.share_bp if category else 0,
                mean_total_centi=category.mean_total_centi if category else None,
                is_right=key in one.right if key in one.options else None,
            )
            for key in keys
        ]
        return cls(
            question_id=one.figures.question_id,
            title=one.question.title if one.question else None,
            type=one.question.type if one.question else None,
            attempts=one.figures.attempts,
            facility_bp=one.figures.facility_bp,
            sd_centi=one.figures.sd_centi,
            discrimination_bp=one.figures.discrimination_bp,
            efficiency_bp=one.figures.efficiency_bp,
            effective_weight_bp=one.figures.effective_weight_bp,
            options=options,
            flags=list(one.flags),
        )


class AssessmentAnalyticsOut(Out):
    """What all graded attempts say about an assessment and its questions."""

    attempts: int
    mean_centi: int | None
    median_centi: int | None
    sd_centi: int | None
    alpha_bp: int | None
    """Cronbach's alpha; null where attempts had different questions."""
    standard_error_centi: int | None
    """By how much a total may be off, as one standard deviation."""
    questions: list[QuestionFiguresOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{**_WHOLE, "questions": [_QUESTION]}]})

    @classmethod
    def of(cls, analytics: Analytics) -> Self:
        """The answer for an assessment."""
        whole = analytics.whole
        return cls(
            attempts=whole.attempts,
            mean_centi=whole.mean_centi,
            median_centi=whole.median_centi,
            sd_centi=whole.sd_centi,
            alpha_bp=whole.alpha_bp,
            standard_error_centi=whole.standard_error_centi,
            questions=[QuestionFiguresOut.of(one) for one in analytics.questions],
        )
