"""What can be measured of an essay: how much it says, how varied, how it is built, how it keeps together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations, pairwise
from math import log, sqrt
from statistics import fmean, pstdev

from functions.ai.domain.grading.hygiene import speaks_to_the_grader, visible
from functions.ai.domain.grading.wording import Wording, worded
from functions.ai.domain.reading import is_empty, sentences_of

_REPEATED_RUN = 6
"""So many words in the same order as before are a repetition."""
_ARTICLES = frozenset(("a", "an", "the", "my", "our", "their", "its"))
_FEWEST_ARTICLES = 4
_BEFORE_NOUNS = "first second last same other own most more very few only many every best next such now once early"
_MAY_FOLLOW = frozenset(_BEFORE_NOUNS.split())
"""Empty words that stand between an article and its noun."""
_LONG = 7
_MOST_COMPARED = 60
_CONNECTIVES = re.compile(
    r"\b(?:because|therefore|however|although|moreover|furthermore|thus|hence|since|for example|for instance|"
    r"such as|in addition|on the other hand|in conclusion|as a result|while|whereas|"
    r"finally|first(?:ly)?|second(?:ly)?|next|then|instead|"
    r"despite|unless|so that|in order to|क्योंकि|इसलिए|लेकिन|परन्तु|किन्तु|अतः|यद्यपि)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[,;:()—–\"“”']")


@dataclass(frozen=True)
class Prose:
    """An essay, read. What was said before in the same words, and what speaks to the grader, is not counted."""

    sentences: tuple[str, ...]
    words: Wording
    repeated: float
    """Which share of its words only repeats a run of words before."""

    @cached_property
    def size(self) -> float:
        """How many words there are without repetitions."""
        return len(self.words.stems) * (1 - self.repeated)

    @cached_property
    def disorder(self) -> float | None:
        """Which share of its articles stands before no word it could belong to; None where that says nothing."""
        if self.words.language != "en":
            return None
        pairs = list(pairwise((*self.words.words, "")))
        after = [other for one, other in pairs if one in _ARTICLES]
        if len(after) < _FEWEST_ARTICLES:
            return None
        lost = sum(not one or (is_empty(one, "en") and one not in _MAY_FOLLOW) for one in after)
        return lost / len(after)

    @cached_property
    def thread(self) -> float:
        """By how much neighbouring sentences share more than any two: next to nothing where their order is lost."""
        telling = _telling(self.sentences[:_MOST_COMPARED], self.words.language)
        if len(telling) < 3:
            return 1.0
        near = fmean(_overlap(one, other) for one, other in pairwise(telling))
        return near - fmean(_overlap(one, other) for one, other in combinations(telling, 2))

    @cached_property
    def measures(self) -> tuple[float, ...]:
        """The numbers in which essays differ, in the order of `MEASURES`."""
        size = max(self.size, 1.0)
        lengths = [max(len(one.split()), 1) for one in self.sentences] or [1]
        letters = [len(word) for word in self.words.words] or [0]
        shared = [_overlap(one, other) for one, other in pairwise(_telling(self.sentences, self.words.language))]
        text = " ".join(self.sentences)
        count = len(self.sentences) or 1
        return (
            log(1 + size),
            sqrt(size),
            log(1 + len(self.words.all)),
            len(self.words.all) / sqrt(size),
            log(1 + len(self.words.telling)),
            fmean(letters),
            sum(one >= _LONG for one in letters) / len(letters),
            log(1 + count),
            min(fmean(lengths), 60.0),
            min(pstdev(lengths) / fmean(lengths), 2.0),
            min(len(_MARKS.findall(text)) / size, 0.5),
            min(len(_CONNECTIVES.findall(text)) / size, 0.2),
            fmean(shared) if shared else 0.0,
            sum(one[:1].isupper() for one in self.sentences) / count,
        )


MEASURES = (
    "words",
    "words, long essays counted further",
    "different words",
    "different words for its length",
    "different words that say something",
    "length of words",
    "long words",
    "sentences",
    "length of sentences",
    "variety of sentences",
    "punctuation",
    "connectives",
    "cohesion",
    "sentences that begin as sentences do",
)


@lru_cache(maxsize=2048)
def read_prose(text: str, language: str | None = None) -> Prose:
    """Read an essay."""
    sentences = own_sentences(text)
    words = worded(" ".join(sentences), language)
    return Prose(tuple(_distinct(sentences)), words, _repeated(words.stems))


def own_sentences(text: str) -> list[str]:
    """The sentences that answer the question: without those that speak to whoever grades."""
    paragraphs = visible(text).split("\n")
    return [one for part in paragraphs for one in sentences_of(part) if not speaks_to_the_grader(one)]


def _distinct(sentences: Sequence[str]) -> list[str]:
    return list({" ".join(one.casefold().split()): one for one in reversed(sentences)}.values())[::-1]


def _repeated(stems: Sequence[str]) -> float:
    seen: set[tuple[str, ...]] = set()
    again = [False] * len(stems)
    for at in range(len(stems) - _REPEATED_RUN + 1):
        run = tuple(stems[at : at + _REPEATED_RUN])
        if run in seen:
            again[at : at + _REPEATED_RUN] = [True] * _REPEATED_RUN
        seen.add(run)
    return sum(again) / len(again) if again else 0.0


def _telling(sentences: Sequence[str], language: str) -> list[frozenset[str]]:
    return [worded(one, language).telling for one in sentences]


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / sqrt(len(one) * len(other)) if one and other else 0.0
