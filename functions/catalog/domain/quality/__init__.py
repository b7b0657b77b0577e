"""The quality of a draft, by rules that anybody can check: a score, and what would raise it."""

from functions.catalog.domain.quality.lessons import LessonReport, examine, videos_in
from functions.catalog.domain.quality.rules import WEIGHTS, Place, Rule
from functions.catalog.domain.quality.scores import MOST_SUGGESTIONS, Quality, RuleResult, Suggestion, appraise

__all__ = [
    "MOST_SUGGESTIONS",
    "WEIGHTS",
    "LessonReport",
    "Place",
    "Quality",
    "Rule",
    "RuleResult",
    "Suggestion",
    "appraise",
    "examine",
    "videos_in",
]
