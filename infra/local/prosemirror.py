"""Building blocks of a rich text document, in the names that TipTap gives ProseMirror's nodes and marks.

Each function returns one node and keeps the schema's rules: a text node is never empty, neighbours with the same
marks are one node, a table cell holds blocks, `code` stands alone among marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

__all__ = [
    "Node",
    "block_quote",
    "bold",
    "bullet_list",
    "code",
    "code_block",
    "document",
    "hard_break",
    "heading",
    "horizontal_rule",
    "inline",
    "italic",
    "link",
    "ordered_list",
    "paragraph",
    "plain_text",
    "strike",
    "table",
    "text",
]

Node = dict[str, Any]
Mark = dict[str, Any]

bold: Mark = {"type": "bold"}
italic: Mark = {"type": "italic"}
strike: Mark = {"type": "strike"}
code: Mark = {"type": "code"}


def link(href: str) -> Mark:
    """The mark of a link."""
    return {"type": "link", "attrs": {"href": href}}


def text(words: str, *marks: Mark) -> Node:
    """A run of text; marks come outermost first."""
    if code in marks:
        marks = (code,)
    return {"type": "text", "text": words} | ({"marks": list(marks)} if marks else {})


def hard_break() -> Node:
    """A line break inside a paragraph."""
    return {"type": "hardBreak"}


def inline(nodes: Iterable[Node]) -> list[Node]:
    """Inline nodes without empty texts, and with neighbours of equal marks joined."""
    joined: list[Node] = []
    for node in nodes:
        if node["type"] == "text" and not node["text"]:
            continue
        last = joined[-1] if joined else None
        if last and last["type"] == node["type"] == "text" and last.get("marks") == node.get("marks"):
            joined[-1] = last | {"text": last["text"] + node["text"]}
        else:
            joined.append(node)
    return joined


def paragraph(*content: Node) -> Node:
    """A paragraph of inline nodes."""
    return _node("paragraph", inline(content))


def heading(level: int, *content: Node) -> Node:
    """A heading, level 1 to 6."""
    return _node("heading", inline(content), level=level)


def bullet_list(*items: Sequence[Node]) -> Node:
    """A list of items, each of them a sequence of blocks."""
    return _node("bulletList", [_list_item(item) for item in items])


def ordered_list(*items: Sequence[Node], start: int = 1) -> Node:
    """A numbered list of items, each of them a sequence of blocks."""
    return _node("orderedList", [_list_item(item) for item in items], start=start)


def block_quote(*content: Node) -> Node:
    """Quoted blocks."""
    return _node("blockquote", list(content) or [paragraph()])


def code_block(source: str, language: str | None = None) -> Node:
    """Source text, kept as it is."""
    return _node("codeBlock", [text(source)] if source else [], language=language)


def horizontal_rule() -> Node:
    """A line across the page."""
    return {"type": "horizontalRule"}


def table(head: Sequence[Sequence[Node]], rows: Sequence[Sequence[Sequence[Node]]]) -> Node:
    """A table of inline contents: one row of headers (or none), then rows of equal width."""
    cells = [_row("tableHeader", head)] if head else []
    return _node("table", cells + [_row("tableCell", row) for row in rows])


def document(*content: Node) -> Node:
    """The whole; never without a block."""
    return _node("doc", list(content) or [paragraph()])


def plain_text(node: Node) -> str:
    """What a reader sees, without marks: for word counts and checks."""
    if node["type"] == "text":
        return str(node["text"])
    if node["type"] == "hardBreak":
        return "\n"
    between = "" if node["type"] in {"paragraph", "heading", "codeBlock"} else "\n"
    return between.join(plain_text(child) for child in node.get("content", ()))


def _row(kind: str, cells: Sequence[Sequence[Node]]) -> Node:
    return _node("tableRow", [_node(kind, [paragraph(*cell)]) for cell in cells])


def _list_item(blocks: Sequence[Node]) -> Node:
    """A list item opens with a paragraph, even an empty one."""
    content = list(blocks)
    if not content or content[0]["type"] != "paragraph":
        content.insert(0, paragraph())
    return _node("listItem", content)


def _node(kind: str, content: list[Node], **attrs: object) -> Node:
    node: Node = {"type": kind}
    if attrs:
        node["attrs"] = attrs
    if content:
        node["content"] = content
    return node
