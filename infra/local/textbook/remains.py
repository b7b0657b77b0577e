"""What the conversion of a book has left in a module's body, and what becomes of it.

class="introduction"            attributes of a lost element          dropped
Photosynthesis {#fig-2}         an anchor                             dropped; a short line with one is a heading
A lost figure's caption.")      the end of an image                   its caption
D -->                           the end of a hidden answer            dropped
Answer / D                      a key under a question                dropped
#### Answer key                 a section of keys                     dropped, to the next heading
\\: \\"                           escapes                               the character itself
as shown in , the               a lost cross-reference                the space before the comma goes
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Chunk", "chunks_of", "tidy"]

BLANK_LINES = re.compile(r"\n[ \t\r]*\n")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
ATTRIBUTES = re.compile(r'(?:[\w:-]+="[^"]*(?:"|$)\)?\s*)+')
ANCHOR = re.compile(r"\{[#:.][^{}]*\}\s*$")
IMAGE = re.compile(r"!\[(.{0,2000}?)\]\(", re.DOTALL)
CAPTION_END = '")'
MARKED_HEADING = re.compile(r"(#{1,6})\s+(.+)")
LOST_BEGINNING = re.compile(r"^.*?[.!?]\s+(?=[A-Z(“])|^.*")

ESCAPE = re.compile(r"\\+(?=[^\w\s]|_)|\\+$")
STRAY_SPACE = re.compile(r"\s+([,.;:!?)\]])(?!\d)|([(\[])\s+")
NOTHING = re.compile(r"\(\s*\)|\[link\]|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")

ANSWER = r"(?:correct\s+)?(?:answers?|ans)(?:\s+keys?)?"
ANSWER_FOLLOWS = re.compile(rf"{ANSWER}\s*[:.]?", re.IGNORECASE)
ANSWER_HERE = re.compile(rf"\(?{ANSWER}\s*[:.]\s*\S.*", re.IGNORECASE | re.DOTALL)
ANSWER_SECTION = re.compile(r"(?:answers?|answer\s+keys?|solutions?)(?:\s+to\s+.*)?", re.IGNORECASE)
LONE_LETTER = re.compile(r"\(?[A-Ea-e][.)]?")
NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s")
TOP = 2
SHORT_LINE = 120
QUOTED_KEY = 30  # letters; a paragraph this long that stands word for word in a key is the key


@dataclass(frozen=True)
class Chunk:
    """What stands between two blank lines: a heading (its level), a figure's caption, or text."""

    text: str
    heading: int = 0
    caption: bool = False


def chunks_of(body: str, answers: Iterable[str] = ()) -> list[Chunk]:
    """The chunks of a body that are meant for the reader, without keys. `answers` are keys known from elsewhere."""
    found = [chunk for raw in BLANK_LINES.split(COMMENT.sub("", body)) if (chunk := _chunk(raw)).text]
    known = [_letters(answer) for answer in answers]
    return [chunk for chunk in _without_marked_keys(found) if not _is_key(chunk, known)]


def tidy(words: str) -> str:
    """One line of text: entities and escapes resolved, spaces single and in their place."""
    words = " ".join(NOTHING.sub("", ESCAPE.sub("", html.unescape(words).strip())).split())
    return STRAY_SPACE.sub(lambda found: found[1] or found[2], words).strip()


def _chunk(raw: str) -> Chunk:
    raw = raw.rpartition("-->")[2].partition("<!--")[0].strip("\r\n")
    if ATTRIBUTES.fullmatch(raw.strip()):
        return Chunk("")
    if image := IMAGE.search(raw):
        return Chunk(_caption(image[1].removeprefix("[alt]")), caption=True)
    unescaped = html.unescape(raw).rstrip()
    if unescaped.endswith(CAPTION_END):
        return Chunk(_caption(unescaped.removesuffix(CAPTION_END)), caption=True)
    text = ANCHOR.sub("", raw)
    if marked := MARKED_HEADING.fullmatch(text.strip()):
        return Chunk(tidy(marked[2]), heading=_level(len(marked[1])))
    if text != raw and "\n" not in text.strip() and len(text) <= SHORT_LINE:
        return Chunk(tidy(text), heading=TOP)
    return Chunk(text if any(map(str.isalnum, text)) else "")


def _level(hashes: int) -> int:
    """Books mark their chapters by # and what is below a section by ####; a lesson begins at level 2."""
    return TOP if hashes <= TOP + 1 else min(hashes - 1, 6)


def _caption(words: str) -> str:
    """A caption from its first whole sentence on: the beginning is often lost with the figure."""
    words = tidy(words).lstrip(".,;: ")
    if words and not (words[0].isupper() or words[0].isdigit() or words[0] in "(“\"‘'"):
        words = LOST_BEGINNING.sub("", words, count=1)
    return words if len(words.split()) >= 4 else ""


def _without_marked_keys(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    key_follows = in_key_section = after_choices = False
    for chunk in chunks:
        text = chunk.text.strip()
        if chunk.heading:
            key_follows, in_key_section = False, bool(ANSWER_SECTION.fullmatch(text))
        if in_key_section:
            continue
        if key_follows:
            key_follows = False
            continue
        if not chunk.heading and ANSWER_FOLLOWS.fullmatch(text):
            key_follows = True
            continue
        if ANSWER_HERE.fullmatch(text) or (after_choices and LONE_LETTER.fullmatch(text)):
            continue
        after_choices = bool(NUMBERED.match(text))
        yield chunk


def _is_key(chunk: Chunk, known: Iterable[str]) -> bool:
    letters = _letters(chunk.text)
    return any(letters == key or (len(letters) >= QUOTED_KEY and letters in key) for key in known if key)


def _letters(words: str) -> str:
    return re.sub(r"\W+", "", html.unescape(words)).casefold()
