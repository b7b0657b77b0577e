"""Markdown to rich text: what the authors of demo courses write, as the document that the API takes.

CommonMark with tables and ~~strikethrough~~. What the document cannot hold (images, raw HTML, other than web and
mail links) is refused with its line, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from infra.local import prosemirror as pm

__all__ = ["Unsupported", "to_document"]

LINK_SCHEMES = frozenset({"http", "https", "mailto"})


class Unsupported(ValueError):
    """The text uses something that a lesson's document cannot hold."""


def to_document(markdown: str) -> pm.Node:
    """The document that reads like this Markdown."""
    tree = SyntaxTreeNode(_parser().parse(markdown))
    return pm.document(*_blocks(tree))


def _parser() -> MarkdownIt:
    # Raw HTML is parsed only to be refused: with `html` off it would turn up in the lesson as text.
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _blocks(parent: SyntaxTreeNode) -> list[pm.Node]:
    return [_block(node) for node in parent.children]


def _block(node: SyntaxTreeNode) -> pm.Node:
    build = BLOCKS.get(node.type)
    if build is None:
        raise _unsupported(node, node.type.replace("_", " "))
    return build(node)


def _items(node: SyntaxTreeNode) -> list[list[pm.Node]]:
    return [_blocks(item) for item in node.children]


def _cells(row: SyntaxTreeNode) -> list[list[pm.Node]]:
    return [_inline(cell) for cell in row.children]


def _table(node: SyntaxTreeNode) -> pm.Node:
    head, *body = node.children
    return pm.table(_cells(head.children[0]), [_cells(row) for part in body for row in part.children])


def _code(node: SyntaxTreeNode) -> pm.Node:
    return pm.code_block(node.content.removesuffix("\n"), node.info.split()[0] if node.info.strip() else None)


BLOCKS: dict[str, Callable[[SyntaxTreeNode], pm.Node]] = {
    "paragraph": lambda node: pm.paragraph(*_inline(node)),
    "heading": lambda node: pm.heading(int(node.tag[1]), *_inline(node)),
    "bullet_list": lambda node: pm.bullet_list(*_items(node)),
    "ordered_list": lambda node: pm.ordered_list(*_items(node), start=int(node.attrs.get("start", 1))),
    "blockquote": lambda node: pm.block_quote(*_blocks(node)),
    "fence": _code,
    "code_block": _code,
    "hr": lambda node: pm.horizontal_rule(),
    "table": _table,
}


def _inline(block: SyntaxTreeNode) -> list[pm.Node]:
    return [piece for child in block.children for piece in _pieces(child.children, ())]


def _pieces(nodes: Sequence[SyntaxTreeNode], marks: tuple[pm.Node, ...]) -> Iterator[pm.Node]:
    for node in nodes:
        match node.type:
            case "text" | "text_special":
                yield pm.text(node.content, *marks)
            case "softbreak":
                yield pm.text(" ", *marks)
            case "hardbreak":
                yield pm.hard_break()
            case "code_inline":
                yield pm.text(node.content, pm.code)
            case "strong":
                yield from _pieces(node.children, (*marks, pm.bold))
            case "em":
                yield from _pieces(node.children, (*marks, pm.italic))
            case "s":
                yield from _pieces(node.children, (*marks, pm.strike))
            case "link":
                yield from _pieces(node.children, (*marks, pm.link(_href(node))))
            case other:
                raise _unsupported(node, "raw HTML" if other.startswith("html") else other)


def _href(node: SyntaxTreeNode) -> str:
    href = str(node.attrs["href"])
    if urlsplit(href).scheme.lower() not in LINK_SCHEMES:
        raise _unsupported(node, f"a link to {href!r}")
    return href


def _unsupported(node: SyntaxTreeNode, what: str) -> Unsupported:
    place: SyntaxTreeNode | None = node
    while place is not None and not (place.type != "root" and place.map):
        place = place.parent
    line = f"line {place.map[0] + 1}: " if place is not None and place.map else ""
    return Unsupported(f"{line}a lesson cannot hold {what}.")
