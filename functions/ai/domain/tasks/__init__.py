"""What can be asked of a provider, and what it answers: data without behaviour, the same for every provider."""

from functions.ai.domain.tasks.base import Citation, Passage, Request, Result, Used, tallied
from functions.ai.domain.tasks.grading import (
    CriterionGrade,
    CriterionToGrade,
    GradedExample,
    GradeRequest,
    GradeResult,
    LevelToGrade,
)
from functions.ai.domain.tasks.questions import GenerateRequest, GenerateResult, Reading
from functions.ai.domain.tasks.summaries import (
    CitedText,
    GlossaryEntry,
    Suggestion,
    SummarizeRequest,
    SummarizeResult,
)
from functions.ai.domain.tasks.texts import EmbedRequest, EmbedResult, TranslateRequest, TranslateResult

__all__ = [
    "Citation",
    "CitedText",
    "CriterionGrade",
    "CriterionToGrade",
    "EmbedRequest",
    "EmbedResult",
    "GenerateRequest",
    "GenerateResult",
    "GlossaryEntry",
    "GradeRequest",
    "GradeResult",
    "GradedExample",
    "LevelToGrade",
    "Passage",
    "Reading",
    "Request",
    "Result",
    "Suggestion",
    "SummarizeRequest",
    "SummarizeResult",
    "TranslateRequest",
    "TranslateResult",
    "Used",
    "tallied",
]
