"""What can be told of the documents in a lesson: paragraphs, headings, links and tables, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

Node = dict[str, Any]

_VAGUE = frozenset(
    {
        *("click here", "click", "here", "this", "this link", "this page", "link", "more", "read more", "learn more"),
        *("see here", "go", "download", "website", "page"),
        *("यहाँ", "यहां", "यहाँ क्लिक करें", "यहां क्लिक करें", "क्लिक करें", "और पढ़ें", "और जानें", "अधिक जानें", "लिंक"),
    }
)
"""Words that do not say where a link leads; screen readers list links without what stands around them."""


@dataclass(slots=True)
class Reading:
    """What was met in a lesson's documents, in order; places are pointers."""

    paragraphs: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    """The words of each link."""
    tables: list[tuple[bool, str]] = field(default_factory=list)
    """Whether each table has a header."""
    words: int = 0

    def read(self, document: Node, at: str) -> None:
        """Take in a document that stands there."""
        # No recursion: how deep documents are is limited elsewhere.
        left = [(document, at)]
        while left:
            node, place = left.pop()
            match node.get("type"):
                case "paragraph":
                    self._read_words(node, place)
                    self.paragraphs.append(words_in(node))
                case "heading":
                    self._read_words(node, place)
                    self.headings.append((node["attrs"]["level"], place))
                case "table":
                    self.tables.append((_has_header(node), place))
            children = node.get("content", ())
            left += [(child, f"{place}/content/{number}") for number, child in reversed(list(enumerate(children)))]

    def skipped_headings(self) -> Iterator[tuple[int, int, str]]:
        """Headings that are more than one level below the one before them, the lesson's title being the first level."""
        before = 1
        for level, place in self.headings:
            if level > before + 1:
                yield before, level, place
            before = level

    def vague_links(self) -> Iterator[tuple[str, str]]:
        """Links whose words do not say where they lead, or are only an address."""
        for words, place in self.links:
            told = words.casefold().strip(" .…:>»→!-")
            if not told or told in _VAGUE or told.startswith(("http://", "https://", "www.")):
                yield words, place

    def _read_words(self, node: Node, place: str) -> None:
        content = node.get("content", ())
        self.words += len(words_in(node).split())
        for href, members in groupby(enumerate(content), lambda member: _href(member[1])):
            if href is not None:
                linked = list(members)
                words = "".join(inner.get("text", " ") for _, inner in linked)
                self.links.append((words, f"{place}/content/{linked[0][0]}"))


def words_in(node: Node) -> str:
    """The text of a paragraph or heading; a line break is a space."""
    return "".join(inner.get("text", " ") for inner in node.get("content", ()))


def _href(node: Node) -> str | None:
    return next((mark["attrs"]["href"] for mark in node.get("marks", ()) if mark["type"] == "link"), None)


def _has_header(table: Node) -> bool:
    return any(cell["type"] == "tableHeader" for row in table.get("content", ()) for cell in row.get("content", ()))
