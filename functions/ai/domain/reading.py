"""A text as it is read: sentences in their paragraphs, words by their stems, and what stands before and after."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

_STEMMERS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "hi": "hindi",
    "id": "indonesian",
    "it": "italian",
    "ne": "nepali",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
    "ta": "tamil",
}
"""Snowball's stemmers (https://snowballstem.org) by language; words of others stay as they are."""

_ENGLISH = """
    a about above after again against all also although am among an and another any are as at be because been before
    being below between both but by can could did do does doing down during each either even ever every few first for
    from further had has have having he her here hers him his how however i if in into is it its itself just less like
    made make many may me might more most much must my neither new no nor not now of off often on once one only or other
    our out over own per same second shall she should since so some such than that the their them then there therefore
    these they this those through thus to too two under until up upon us very was we were what when where whether which
    while who whom whose why will with within without would yet you your
"""
_HINDI = """
    अपना अपनी अपने अब आप इन इस इसका इसकी इसके इसे उन उनका उनकी उनके उस उसका उसकी उसके उसे एक एवं ऐसा ऐसी ऐसे और कई कर करता
    करती करते करना करने का कि किया की कुछ के को कोई क्या गई गए गया जब जहाँ जाता जाती जाते जैसा जैसी जैसे जो तक तथा तब तो था
    थी थे दिया द्वारा नहीं ने पर फिर बहुत बाद बीच भी मैं में यदि यह यहाँ या ये रहा रही रहे लिए वह वहाँ वे व सकता सकती सकते सब
    सभी साथ से हम ही हुआ हुई हुए है हैं हो होता होती होते होना होने
"""
_EMPTY = {"en": frozenset(_ENGLISH.split()), "hi": frozenset(_HINDI.split())}

_MARKS = "\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff\u1cd0-\u1cff\ua8e0-\ua8ff"
TOKEN = re.compile(rf"(?:[^\W_]|[{_MARKS}])(?:[^\W_]|[{_MARKS}’'\-])*|[.,;:()“”\"?!—–।]")
"""A word, with what is within it, or a mark that separates."""
_END = re.compile(
    r"(?:(?<=[.!?।。！？])|(?<=[.!?।。！？][\"”’)\]])|(?<=[.!?।。！？][\"”’)\]]{2}))\s+(?=[\"“‘(\[]?[^\Wa-z_])|(?<=[।。！？])\s*"
)
_ABBREVIATION = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|Prof|No|Fig|Eq|vs|approx|e\.g|i\.e|cf|al)|\b[A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading or a paragraph, and the block of the lesson in which it stands."""

    text: str
    heading: bool = False
    block_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence word for word, where it stands, and its tokens."""

    text: str
    paragraph: int
    """Which paragraph, from 0."""
    place: int
    """Which sentence of its paragraph, from 0."""
    block_id: str | None
    tokens: tuple[str, ...]
    """Words and separating marks as they are written."""
    stems: tuple[str, ...]
    """Its words, stemmed, in order."""


@dataclass(frozen=True, slots=True)
class Document:
    """A lesson, read."""

    title: tuple[str, ...]
    headings: tuple[tuple[str, ...], ...]
    """The stems of each."""
    sentences: tuple[Sentence, ...]
    language: str

    @property
    def paragraphs(self) -> int:
        """How many there are."""
        return self.sentences[-1].paragraph + 1 if self.sentences else 0


def read(title: str, parts: Iterable[Part], language: str) -> Document:
    """Read a lesson. ``language`` is a BCP 47 tag; one that is not known costs stems and empty words, nothing else."""
    known = language.partition("-")[0].lower()
    headings: list[tuple[str, ...]] = []
    sentences: list[Sentence] = []
    paragraph = 0
    for part in parts:
        if part.heading:
            headings.append(stems_of(part.text, known))
            continue
        for place, text in enumerate(sentences_of(part.text)):
            tokens = tuple(TOKEN.findall(text))
            stems = tuple(stem(token, known) for token in tokens if is_word(token))
            sentences.append(Sentence(text, paragraph, place, part.block_id, tokens, stems))
        paragraph += 1
    return Document(stems_of(title, known), tuple(headings), tuple(sentences), known)


def sentences_of(paragraph: str) -> list[str]:
    """The sentences of a paragraph, each as it stands there but for the spaces."""
    found: list[str] = []
    for piece in _END.split(" ".join(paragraph.split())):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


def stems_of(text: str, language: str) -> tuple[str, ...]:
    """The words of a text, stemmed, in order."""
    return tuple(stem(token, language) for token in TOKEN.findall(text) if is_word(token))


def is_word(token: str) -> bool:
    """Whether a token is a word, and no mark."""
    return token[0].isalnum()


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """A word without case, possession and endings."""
    plain = word.casefold().replace("’", "'").removesuffix("'s").rstrip("'")
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(plain)) if stemmer and len(plain) > 3 else plain


def is_empty(stemmed: str, language: str) -> bool:
    """Whether a stem says nothing of what a text is about."""
    return stemmed in _empty_stems(language) or len(stemmed) < 2


@cache
def _empty_stems(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _EMPTY.get(language, frozenset()))


@cache
def _stemmer(language: str) -> "BaseStemmer | None":
    # Imported late: only what reads texts needs it.
    import snowballstemmer

    name = _STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name else None


def content_stems(stems: Sequence[str], language: str) -> list[str]:
    """Those that say something."""
    return [one for one in stems if not is_empty(one, language)]
