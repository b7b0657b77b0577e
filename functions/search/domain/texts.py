"""What a lesson says, as plain text: for the index, so without what only learners may see."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_SAID = ("title", "caption", "alt", "transcript", "code")
_DOCUMENTS = ("document", "prompt")


def text_of(blocks: Iterable[Mapping[str, Any]]) -> str:
    """The text of a lesson's blocks; solutions, hints and what a type unknown here holds are left out."""
    return " ".join(piece for block in blocks for piece in _of_block(block) if piece)


def _of_block(block: Mapping[str, Any]) -> Iterator[str]:
    for name in _DOCUMENTS:
        yield from _of_document(block.get(name))
    for name in _SAID:
        said = block.get(name)
        if isinstance(said, str):
            yield said


def _of_document(node: Any) -> Iterator[str]:
    if not isinstance(node, dict):
        return
    text = node.get("text")
    if isinstance(text, str):
        yield text
    for inner in node.get("content") or ():
        yield from _of_document(inner)
