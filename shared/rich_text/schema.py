"""What a rich text document may be made of, in the names that TipTap gives ProseMirror's nodes and marks.

Attributes that TipTap writes by itself (a link's ``target``, a cell's ``colspan``) are taken with harmless values.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from shared.texts import UNPRINTABLE

LONGEST_HREF = 2000
LINK_SCHEMES = frozenset({"http", "https", "mailto"})

_MISLEADING = re.compile(r"[\s\\\x00-\x20\x7f]")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]{1,40}")
_RELATIONS = {"noopener", "noreferrer", "nofollow"}

Accepts = Callable[[Any], bool]


def _whole(least: int, most: int) -> Accepts:
    return lambda value: type(value) is int and least <= value <= most


def _null_or(accepts: Accepts) -> Accepts:
    return lambda value: value is None or accepts(value)


def _is_null(value: Any) -> bool:
    return value is None


def _is_language(value: Any) -> bool:
    return isinstance(value, str) and _LANGUAGE.fullmatch(value) is not None


def _is_relation(value: Any) -> bool:
    return isinstance(value, str) and _RELATIONS.issuperset(value.split())


def _is_widths(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= 100 and all(map(_null_or(_whole(0, 10_000)), value))


def _is_title(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 300 and not UNPRINTABLE.search(value)


def is_safe_link(value: Any) -> bool:
    """Whether the address has one of the allowed schemes, and nothing in it that browsers read differently."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_HREF or _MISLEADING.search(value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme.lower() in LINK_SCHEMES and bool(
        parts.netloc if parts.scheme.lower() != "mailto" else parts.path
    )


@dataclass(frozen=True, slots=True)
class NodeKind:
    """What a kind of node may hold. ``attrs`` name what it accepts; ``needs`` are those that must be there."""

    holds: Collection[str] = ()
    attrs: Mapping[str, Accepts] = field(default_factory=dict)
    needs: Collection[str] = ()
    at_least_one: bool = False
    first: str | None = None
    marks: bool = True
    """Whether what it holds may carry marks."""


INLINE = frozenset({"text", "hardBreak"})
_BLOCKS = frozenset(
    {
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "blockquote",
        "codeBlock",
        "horizontalRule",
        "table",
    }
)
_CELL: Mapping[str, Accepts] = {
    "colspan": _whole(1, 100),
    "rowspan": _whole(1, 1000),
    "colwidth": _null_or(_is_widths),
}
NODES: Mapping[str, NodeKind] = {
    "doc": NodeKind(_BLOCKS, at_least_one=True),
    "paragraph": NodeKind(INLINE),
    "heading": NodeKind(INLINE, {"level": _whole(1, 6)}, needs=("level",)),
    "bulletList": NodeKind(("listItem",), at_least_one=True),
    "orderedList": NodeKind(("listItem",), {"start": _whole(0, 1_000_000), "type": _is_null}, at_least_one=True),
    "listItem": NodeKind(_BLOCKS, at_least_one=True, first="paragraph"),
    "blockquote": NodeKind(_BLOCKS, at_least_one=True),
    "codeBlock": NodeKind(("text",), {"language": _null_or(_is_language)}, marks=False),
    "horizontalRule": NodeKind(),
    "table": NodeKind(("tableRow",), at_least_one=True),
    "tableRow": NodeKind(("tableCell", "tableHeader")),
    "tableCell": NodeKind(_BLOCKS, _CELL, at_least_one=True),
    "tableHeader": NodeKind(_BLOCKS, _CELL, at_least_one=True),
    "hardBreak": NodeKind(),
    "text": NodeKind(),
}
MARKS: Mapping[str, Mapping[str, Accepts]] = {
    "bold": {},
    "italic": {},
    "underline": {},
    "strike": {},
    "code": {},
    "subscript": {},
    "superscript": {},
    "link": {
        "href": is_safe_link,
        "target": lambda value: value in (None, "_blank"),
        "rel": _null_or(_is_relation),
        "class": _is_null,
        "title": _null_or(_is_title),
    },
}
