"""What a lesson says, as a text to compare with: paragraph by paragraph, without what is only hinted at or solved."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_SAID = frozenset({"text", "title", "caption", "alt", "transcript", "code", "front", "back"})
_PASSED_OVER = frozenset({"hints", "solution", "attrs", "marks"})
_PARAGRAPHS = frozenset({"paragraph", "heading", "codeBlock"})
_BREAK = "\n\n"


def text_of(blocks: Sequence[Mapping[str, Any]]) -> str:
    """The text of a lesson's blocks, whatever their types."""
    said = "".join(piece for block in blocks for piece in (*_of_node(block), _BREAK))
    return _BREAK.join(part for one in said.split(_BREAK) if (part := one.strip()))


def _of_node(block: Mapping[str, Any]) -> Iterator[str]:
    waiting: list[Any] = [block]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, Mapping):
            waiting += reversed(list(_inside(node)))
        elif isinstance(node, Sequence):
            waiting += reversed(node)


def _inside(node: Mapping[str, Any]) -> Iterator[Any]:
    """What a node says itself, and what is below it, in order."""
    is_run = node.get("type") == "text"
    for name, value in node.items():
        if isinstance(value, str) and name in _SAID:
            yield value if is_run else f"{_BREAK}{value}{_BREAK}"
        elif isinstance(value, Mapping | list) and name not in _PASSED_OVER:
            yield value
    if node.get("type") == "hardBreak":
        yield " "
    elif node.get("type") in _PARAGRAPHS:
        yield _BREAK
