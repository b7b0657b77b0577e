"""Quotes: the words of an answer that a suggestion rests on, as they stand in it."""

import re
from collections.abc import Sequence

from functions.ai.domain.grading.hygiene import hides, speaks_to_the_grader
from functions.ai.domain.grading.wording import Wording, worded

MOST_QUOTES = 2
LONGEST_QUOTE = 300
_PIECE = re.compile(r"[^\n]+?(?:[.!?।]+(?=\s)|(?=\n)|\Z)")


def quotes_for(aims: Sequence[Wording], answer: str, language: str | None = None) -> tuple[str, ...]:
    """The sentences of an answer that have most in common with what is looked for, in the order of the answer.

    Each stands in the answer word for word. What speaks to whoever grades, or hides something, is never quoted.
    """
    sought = frozenset(word for one in aims for word in one.telling)
    found = []
    for place, piece in enumerate(_PIECE.finditer(answer)):
        quote = _cut(piece.group().strip())
        if not quote or hides(quote) or speaks_to_the_grader(quote):
            continue
        words = worded(quote, language)
        found.append((len(words.telling & sought), min(len(words.telling), 30), -place, quote))
    best = sorted(found, reverse=True)[:MOST_QUOTES]
    return tuple(quote for _, _, _, quote in sorted(best, key=lambda one: -one[2]))


def occurs(quote: str, answer: str) -> bool:
    """Whether a quote stands in the answer, word for word."""
    return bool(quote.strip()) and quote in answer


def gives_away(said: str, hidden: Sequence[str], known: Sequence[str], run: int = 4) -> bool:
    """Whether what is said repeats ``run`` words in a row of a hidden text that stand in no text that is known."""
    open_runs = {at for text in known for at in _runs(text, run)}
    secret = {at for text in hidden for at in _runs(text, run)} - open_runs
    return bool(secret & _runs(said, run))


def _runs(text: str, size: int) -> set[tuple[str, ...]]:
    words = worded(text).words
    size = min(size, len(words)) or 1
    return {words[at : at + size] for at in range(len(words) - size + 1)}


def _cut(sentence: str) -> str:
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    return sentence[:LONGEST_QUOTE].rsplit(" ", 1)[0]
