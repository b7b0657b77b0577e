"""A source as passages: what blocks or a text say, heading by heading and paragraph by paragraph."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.ai.domain.tasks import Passage

WORDS_OF_A_SECTION = 2500
MOST_SECTIONS = 60
_PARAGRAPHS = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*\S[^\n]*)*")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Section:
    """What is summarized in one go: a lesson, or a piece of a long one."""

    title: str
    passages: tuple[Passage, ...]

    @property
    def words(self) -> int:
        """How long it is."""
        return sum(len(passage.text.split()) for passage in self.passages)


def passages_of_lesson(lesson_id: str, blocks: Iterable[Mapping[str, Any]]) -> tuple[Passage, ...]:
    """What a lesson says in its texts and transcripts."""
    found: list[Passage] = []
    for block in blocks:
        block_id = str(block.get("block_id") or "")
        pieces = [*_of_document(block.get("document"))]
        transcript = block.get("transcript")
        if isinstance(transcript, str) and transcript.strip():
            pieces.append((transcript, False))
        for number, (text, heading) in enumerate(pieces):
            name = f"{lesson_id}.{block_id}.{number}"
            found.append(Passage(passage_id=name, text=text, heading=heading, lesson_id=lesson_id, block_id=block_id))
    return tuple(found)


def passages_of_text(text: str) -> tuple[Passage, ...]:
    """The paragraphs of a text, between empty lines; ``#`` heads. An id ends with where it begins in the text."""
    return tuple(
        Passage(passage_id=f"text.{found.start()}", text=found[0], heading=found[0].startswith("#"))
        for found in _PARAGRAPHS.finditer(text)
    )


def split(title: str, passages: Sequence[Passage]) -> list[Section]:
    """A source in sections of at most some thousand words, parted where headings or paragraphs are."""
    sections: list[Section] = []
    some: list[Passage] = []
    words = 0
    for passage in passages:
        more = len(passage.text.split())
        is_full = words + more > WORDS_OF_A_SECTION or (passage.heading and words > WORDS_OF_A_SECTION // 2)
        if some and is_full:
            sections.append(Section(title, tuple(some)))
            some, words = [], 0
        some.append(passage)
        words += more
    return [*sections, Section(title, tuple(some))] if some else sections


def language_of(texts: Iterable[str]) -> str | None:
    """``hi`` for what is written in Devanagari for the most part; None where the script does not tell."""
    text = " ".join(texts)
    letters = len(_LETTER.findall(text)) or 1
    return "hi" if len(_DEVANAGARI.findall(text)) > letters / 2 else None


def _of_document(node: Any) -> Iterator[tuple[str, bool]]:
    """Texts of a document's nodes that hold text themselves, and whether each is a heading."""
    if not isinstance(node, dict):
        return
    content = node.get("content") or ()
    if any(isinstance(inner, dict) and inner.get("type") == "text" for inner in content):
        text = "".join(str(inner.get("text") or " ") for inner in content)
        if text.strip() and node.get("type") != "codeBlock":
            yield text, node.get("type") == "heading"
        return
    for inner in content:
        yield from _of_document(inner)
