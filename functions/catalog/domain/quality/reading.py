"""How hard a text is to read.

English by the Flesch–Kincaid grade level: 0.39 · words per sentence + 11.8 · syllables per word − 15.59 (J. P. Kincaid,
R. P. Fishburne, R. L. Rogers, B. S. Chissom: Derivation of new readability formulas for Navy enlisted personnel,
Research Branch Report 8-75, 1975). Its weights were measured for English only. Other languages by the length of their
sentences; languages that are written without spaces by characters in place of words.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from functions.catalog.domain.courses import Difficulty

ENOUGH_WORDS = 100
"""Shorter texts say nothing about how somebody writes."""
GRADES = {Difficulty.BEGINNER: 10, Difficulty.INTERMEDIATE: 13, Difficulty.ADVANCED: 16}
"""The school grade that an English text may ask for."""
MOST_WORDS = 25
MOST_CHARACTERS = 60
"""How long sentences may be on average, in words, or in characters where words are not spaced."""

_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo"})
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|[।॥۔؟。！？]+")
_VOWELS = re.compile(r"[aeiouy]+")


def hard_to_read(paragraphs: Sequence[str], language: str, difficulty: Difficulty | None) -> str | None:
    """What makes these paragraphs hard to read in this language; None if nothing does, or if there is too little."""
    sentences = [sentence for paragraph in paragraphs for sentence in sentences_of(paragraph)]
    tongue = language.partition("-")[0]
    if tongue in _UNSPACED:
        length = sum(len(_letters(sentence)) for sentence in sentences)
        if length < 2 * ENOUGH_WORDS or length <= MOST_CHARACTERS * len(sentences):
            return None
        return f"Its sentences have {length // len(sentences)} characters on average: make them shorter."
    words = [word for sentence in sentences for word in words_of(sentence)]
    if len(words) < ENOUGH_WORDS:
        return None
    if tongue != "en":
        if len(words) <= MOST_WORDS * len(sentences):
            return None
        return f"Its sentences have {len(words) // len(sentences)} words on average: make them shorter."
    grade, allowed = grade_level(words, len(sentences)), GRADES[difficulty or Difficulty.INTERMEDIATE]
    if grade <= allowed:
        return None
    return f"It reads like school grade {grade:.0f}, above {allowed}: use shorter sentences and shorter words."


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph; what has no end counts as one."""
    return [part for part in _END.split(text) if any(map(str.isalpha, part))]


def words_of(text: str) -> list[str]:
    """What stands between spaces and has a letter."""
    return [token for token in text.split() if token.isalpha() or any(map(str.isalpha, token))]


def grade_level(words: Sequence[str], sentences: int) -> float:
    """The Flesch–Kincaid grade level of English words."""
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """About how many syllables an English word has: its groups of vowels, but for a silent e."""
    small = "".join(filter(str.isalpha, word.lower()))
    count = len(_VOWELS.findall(small))
    if small.endswith("e") and not small.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(count, 1)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))
