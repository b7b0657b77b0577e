"""Striking out of a text who it is about, before it leaves: names that are known, and addresses of any kind."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from functions.ai.domain.grading.hygiene import HIDDEN

_LABELS = r"name|student|roll no\.?|address|e-?mail|phone|mobile|नाम|पता|फ़ोन"
_PATTERNS = (
    (HIDDEN, ""),
    (re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']{1,255}\.[^\W\d_]{2,}"), "[e-mail]"),
    (re.compile(r"\b(?:https?://|www\.)\S+", re.I), "[link]"),
    (re.compile(r"(?<![\w.])\+?\d[\d\s().-]{8,20}\d(?!\w)"), "[number]"),
    (re.compile(r"(?<=\bmy name is )[^\W\d_]+(?: [^\W\d_]+){0,2}", re.I), "[name]"),
    (re.compile(r"(?<=मेरा नाम )\S+(?: \S+)??(?= है)"), "[name]"),
    (re.compile(rf"^[^\S\n]*(?:{_LABELS})[^\S\n]*[:：-][^\S\n]*(?P<said>\S.*)$", re.I | re.M), "[name]"),
    (re.compile(r"\b(?:house|flat|plot|h\.) ?no\.? ?\d.{0,160}?(?:\b\d{3} ?\d{3}\b|$)", re.I | re.M), "[address]"),
)
LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class _Struck:
    start: int
    end: int
    mark: str


class Stripped:
    """A text without who it is about. What stands instead says what it was: ``[name]``, ``[e-mail]`` …

    Struck are the ``names`` (and their parts of three letters or more), e-mail addresses, links, numbers as long as
    telephones and identities have them, and what is said to be a name or an address; and, without a mark, what nobody
    sees.
    """

    def __init__(self, text: str, names: Iterable[str] = ()) -> None:
        self._whole = text
        self._struck = _apart(_found(text, names))
        pieces, at = [], 0
        self._starts: list[int] = [0]
        """Where, in the stripped text, the pieces between marks, and the marks, begin: in turn."""
        for one in self._struck:
            for piece in (text[at : one.start], one.mark):
                pieces.append(piece)
                self._starts.append(self._starts[-1] + len(piece))
            at = one.end
        self.text = "".join((*pieces, text[at:]))

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where in the whole text that stands which stands there in the stripped one; a mark is taken whole."""
        return self._place(start, first=True), self._place(end - 1, first=False) + 1

    def _place(self, at: int, *, first: bool) -> int:
        piece = bisect_right(self._starts, at) - 1
        struck = self._struck[piece // 2] if piece % 2 else None
        if struck:
            return struck.start if first else struck.end - 1
        begins = self._struck[piece // 2 - 1].end if piece else 0
        return begins + at - self._starts[piece]


def stripped(text: str, names: Iterable[str] = ()) -> str:
    """The text without who it is about, as ``Stripped`` has it."""
    return Stripped(text, names).text


def _found(text: str, names: Iterable[str]) -> Iterator[_Struck]:
    for pattern, mark in _PATTERNS:
        group = "said" if "said" in pattern.groupindex else 0
        for at in pattern.finditer(text):
            yield _Struck(*at.span(group), mark)
    parts = {part for name in names for part in (name.strip(), *name.split()) if len(part) >= LEAST_LETTERS}
    if parts:
        known = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
        for at in re.finditer(rf"(?<!\w)(?:{known})(?!\w)", text, flags=re.I):
            yield _Struck(*at.span(), "[name]")


def _apart(found: Iterable[_Struck]) -> Sequence[_Struck]:
    """In their order; of those that overlap, one that covers them all, named after the first."""
    apart: list[_Struck] = []
    for one in sorted(found, key=lambda struck: (struck.start, -struck.end)):
        if apart and one.start < apart[-1].end:
            if one.end > apart[-1].end:
                apart[-1] = _Struck(apart[-1].start, one.end, apart[-1].mark)
        elif one.end > one.start:
            apart.append(one)
    return apart
