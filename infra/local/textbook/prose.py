"""A module's body as rich text: paragraphs, headings, lists and tables.

A line without any mark that looks like a heading (short, no full stop, followed by text) becomes one: the books' own
headings have mostly lost theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from infra.local import prosemirror as pm
from infra.local.textbook.remains import Chunk, chunks_of, tidy

__all__ = ["linked", "to_blocks"]

NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
BULLET = re.compile(r"[-*•]\s+(?=\S)")
RULE = re.compile(r"\|[\s:|-]*-[\s:|-]*")
URL = re.compile(r"https?://\w[^\s()<>\[\]{}\\\"“”]{0,1900}[^\s()<>\[\]{}\\\"“”.,;:!?]")
HEADING_LEVEL = 3
LONGEST_HEADING = 90
END = Chunk("")


def to_blocks(body: str, *, answers: Iterable[str] = ()) -> list[pm.Node]:
    """The blocks of a body; nothing in it that is one of the `answers` is let through."""
    chunks = chunks_of(body, answers)
    return [block for chunk, following in pairwise([*chunks, END]) for block in _blocks(chunk, following)]


def linked(words: str) -> Iterator[pm.Node]:
    """Text in which web addresses are links."""
    place = 0
    for found in URL.finditer(words):
        yield pm.text(words[place : found.start()])
        yield pm.text(found[0], pm.link(found[0]))
        place = found.end()
    yield pm.text(words[place:])


def _blocks(chunk: Chunk, following: Chunk) -> Iterator[pm.Node]:
    if chunk.heading:
        yield pm.heading(chunk.heading, pm.text(chunk.text))
    elif chunk.caption:
        yield pm.paragraph(pm.text(chunk.text, pm.italic))
    elif _looks_like_heading(tidy(chunk.text), following):
        yield pm.heading(HEADING_LEVEL, pm.text(tidy(chunk.text)))
    else:
        yield from _lines(chunk.text)


def _looks_like_heading(words: str, following: Chunk) -> bool:
    if len(words) > LONGEST_HEADING or not words[:1].isalnum() or words[0].islower() or "=" in words:
        return False
    after = tidy(following.text)
    if not after or NUMBERED.match(words) or NUMBERED.match(after):
        return False
    if words.endswith("?"):
        return len(after) > 2 * LONGEST_HEADING
    if not (words[-1].isalnum() or words[-1] in "”’)"):
        return False
    if len(words.split()) <= 3:
        return True
    opens_text = bool(following.heading) or (len(after) > len(words) and not after[-1].isalnum())
    long_words = re.findall(r"[^\W\d_]{4,}", words)
    return opens_text and sum(word[0].isupper() for word in long_words) * 2 > len(long_words)


def _lines(text: str) -> Iterator[pm.Node]:
    """Runs of lines of one kind. A plain line after a list item goes on with that item."""
    lines = [line for line in text.splitlines() if line.strip()]
    indented = sum(line.startswith(" ") for line in lines) > 1
    found: list[tuple[str, str]] = []
    for line in lines:
        kind = _kind(line, indented=indented)
        if kind == "plain" and found and found[-1][0] in {"numbered", "bullet", "plain"}:
            kind, line = found[-1][0], f"{found.pop()[1]} {line.strip()}"
        found.append((kind, line.strip()))
    for kind, run in groupby(found, key=lambda pair: pair[0]):
        yield from _run(kind, [line for _, line in run])


def _kind(line: str, *, indented: bool) -> str:
    stripped = line.strip()
    if stripped.startswith("|"):
        return "table"
    if NUMBERED.match(stripped):
        return "numbered"
    if stripped.startswith(">"):
        return "quote"
    if BULLET.match(stripped) or (indented and line.startswith(" ")):
        return "bullet"
    return "plain"


def _run(kind: str, lines: list[str]) -> Iterator[pm.Node]:
    match kind:
        case "table":
            yield from _table([line for line in lines if line.strip("| ")])
        case "numbered":
            start = int(NUMBERED.match(lines[0])[1])  # type: ignore[index]  # such a line matches by its kind
            yield pm.ordered_list(*([_paragraph(NUMBERED.sub("", line, count=1))] for line in lines), start=start)
        case "bullet":
            yield pm.bullet_list(*([_paragraph(BULLET.sub("", line, count=1))] for line in lines))
        case "quote":
            yield pm.block_quote(*(_paragraph(line.lstrip("> ")) for line in lines))
        case _:
            yield from (_paragraph(line) for line in lines if tidy(line))


def _paragraph(words: str) -> pm.Node:
    return pm.paragraph(*linked(tidy(words)))


def _table(lines: list[str]) -> Iterator[pm.Node]:
    """The first row is the head if a rule follows it; rows are filled up to the widest."""
    rows = [
        [tidy(cell) for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
        for line in lines
        if not RULE.fullmatch(line)
    ]
    if not rows:
        return
    width = max(map(len, rows))
    cells = [[list(linked(cell)) for cell in row] + [[]] * (width - len(row)) for row in rows]
    headed = len(lines) > 1 and bool(RULE.fullmatch(lines[1]))
    yield pm.table(cells[0], cells[1:]) if headed else pm.table([], cells)
