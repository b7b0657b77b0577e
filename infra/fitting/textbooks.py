"""Textbooks: modules with bodies, their authors' summaries and glossaries, one a line of ``<book>.jsonl.gz``."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from functions.ai.domain.reading import Document, Part, read, stems_of

LEAST_SUMMARY, LEAST_BODY, LEAST_TERMS = 40, 300, 3
_BREAK = re.compile(r"\n\s*\n")
_WHOLE = re.compile(r'[.!?]["”)]?$')
_BRACKETS = re.compile(r"\(.*?\)")
LONGEST_HEADING, LONGEST_SCRAP = 12, 10


@dataclass(frozen=True)
class Module:
    """A section of a textbook."""

    title: str
    body: str
    summary: str
    glossary: tuple[str, ...]

    @cached_property
    def document(self) -> Document:
        """Its body, read."""
        return read(self.title, _parts(self.body), "en")

    @property
    def is_summarized(self) -> bool:
        """Whether it can be judged by its author's summary."""
        return len(self.summary.split()) >= LEAST_SUMMARY and len(self.body.split()) >= LEAST_BODY

    @property
    def is_glossed(self) -> bool:
        """Whether it can be judged by its author's glossary."""
        return len(self.glossary) >= LEAST_TERMS and len(self.body.split()) >= LEAST_BODY

    @property
    def terms(self) -> set[str]:
        """The stems of the glossary's terms."""
        return {" ".join(stems_of(_BRACKETS.sub("", term), "en")) for term in self.glossary}


def modules_of(path: Path) -> Iterator[Module]:
    """The modules of a book."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            terms = tuple(term["t"] for term in raw["terms"])
            yield Module(raw["title"], raw["body"], " ".join((raw.get("summary") or "").split()), terms)


def _parts(body: str) -> Iterator[Part]:
    for piece in _BREAK.split(body):
        text = " ".join(piece.split())
        if not text:
            continue
        words = len(text.split())
        heading = words < LONGEST_HEADING or not _WHOLE.search(text)
        if not heading or words < LONGEST_SCRAP:
            yield Part(text, heading)
