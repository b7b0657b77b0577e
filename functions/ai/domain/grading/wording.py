"""A text as it is read for comparing: its stems in order, what they say, what they deny, which numbers they name."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import sqrt

from functions.ai.domain.grading.hygiene import visible
from functions.ai.domain.reading import TOKEN, is_empty, is_word, sentences_of, stem

_NOT = re.compile(r"(?<=\w)n['’]t\b")
_CANNOT = re.compile(r"\bcannot\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?")
_DENIALS = """
    not no never none nothing neither nor without nobody nowhere
    dont wont cant doesnt didnt isnt arent wasnt werent hasnt havent hadnt couldnt wouldnt shouldnt
    नहीं न मत बिना
"""
"""Many leave the apostrophe out."""
_DENYING = frozenset(_DENIALS.split())
_NUMERALS = "zero _ two three four five six seven eight nine ten"
_COUNTED = {name: float(n) for n, name in enumerate(_NUMERALS.split())}
_MOST_COUNTED = 120
_DEVANAGARI = re.compile("[\u0900-\u097f]")


@dataclass(frozen=True)
class Wording:
    """The words of a text."""

    words: tuple[str, ...]
    """In one case."""
    stems: tuple[str, ...]
    language: str
    numbers: frozenset[float]
    """However they are written: in digits of whichever script, or up to ten in English words."""
    sentences: int = 1
    """How many it has."""

    @cached_property
    def telling(self) -> frozenset[str]:
        """The stems that say something."""
        return frozenset(one for one in self.stems if not is_empty(one, self.language))

    @cached_property
    def counted(self) -> frozenset[str]:
        """The first of them, as many as can be compared two by two."""
        return frozenset([one for one in dict.fromkeys(self.stems) if one in self.telling][:_MOST_COUNTED])

    @cached_property
    def all(self) -> frozenset[str]:
        """Every stem."""
        return frozenset(self.stems)

    @cached_property
    def denies(self) -> bool:
        """Whether something is denied."""
        return any(word in _DENYING for word in self.words)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Stems that stand side by side."""
        return frozenset(zip(self.stems, self.stems[1:], strict=False))

    @cached_property
    def pieces(self) -> Counter[str]:
        """Three and four letters in a row, for words that are nearly the same."""
        line = f" {' '.join(self.stems)} "
        return Counter(line[at : at + size] for size in (3, 4) for at in range(len(line) - size + 1))

    @cached_property
    def length_of_pieces(self) -> float:
        """Euclid's length of `pieces`; 1 where there are none."""
        return sqrt(sum(count * count for count in self.pieces.values())) or 1.0

    def likeness(self, other: "Wording") -> float:
        """How like the letters are, from 0 to 1."""
        shared = sum(count * other.pieces.get(piece, 0) for piece, count in self.pieces.items())
        return shared / self.length_of_pieces / other.length_of_pieces


@lru_cache(maxsize=4096)
def worded(text: str, language: str | None = None) -> Wording:
    """Read a text; its language is guessed by its script where it is not said."""
    known = (language or guessed_language(text)).partition("-")[0].lower()
    plain = _CANNOT.sub("can not", _NOT.sub(" not", visible(text)))
    tokens = [token for token in TOKEN.findall(plain) if is_word(token)]
    words = tuple(token.casefold() for token in tokens)
    numbers = frozenset(map(float, _NUMBER.findall(plain))) | {_COUNTED[word] for word in words if word in _COUNTED}
    return Wording(words, tuple(stem(token, known) for token in tokens), known, numbers, len(sentences_of(plain)))


def guessed_language(text: str) -> str:
    """Hindi where most of it is Devanagari, else English: it decides stems and empty words, nothing else."""
    letters = sum(one.isalpha() for one in text)
    return "hi" if letters and len(_DEVANAGARI.findall(text)) > letters / 2 else "en"
