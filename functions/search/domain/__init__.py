"""Search's nouns and rules."""

from functions.search.domain.offers import MOST_TEXT, Change, Entry, Offer, Price, Rating
from functions.search.domain.quality import quality, stars
from functions.search.domain.spelling import Vocabulary
from functions.search.domain.wishes import (
    MOST_VALUES,
    MOST_WORDS,
    Facets,
    Filters,
    Found,
    Hit,
    Sort,
    Suggestion,
    Value,
    Wish,
)
from functions.search.domain.words import meaningful, script_of, words_of, written_alike

__all__ = [
    "MOST_TEXT",
    "MOST_VALUES",
    "MOST_WORDS",
    "Change",
    "Entry",
    "Facets",
    "Filters",
    "Found",
    "Hit",
    "Offer",
    "Price",
    "Rating",
    "Sort",
    "Suggestion",
    "Value",
    "Vocabulary",
    "Wish",
    "meaningful",
    "quality",
    "script_of",
    "stars",
    "words_of",
    "written_alike",
]
