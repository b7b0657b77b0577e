"""JSON in archives: written in one way only, read with limits."""

import json
import re
from typing import Any

from functions.catalog.domain.archives.layout import DEEPEST_JSON, refuse

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_BRACKETS = re.compile(rb"[^\[\]{}]+")


def written(value: object) -> bytes:
    """The one text that stands for a value: keys in order, nothing between."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def read(content: bytes, name: str) -> dict[str, Any]:
    """The object that a text stands for. Raises ``ArchiveRefused`` for what is none, or is made to do harm."""
    if _depth(content) > DEEPEST_JSON:
        refuse("json_too_deep", f"Brackets stand in each other at most {DEEPEST_JSON} deep.", name)
    try:
        value = json.loads(content.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        refuse("not_json", "The file is no JSON, or says the same thing twice.", name)
    if not isinstance(value, dict):
        refuse("not_json", "The file holds no object.", name)
    return value


def _depth(content: bytes) -> int:
    """How deep brackets stand in each other, before anything is parsed."""
    depth = deepest = 0
    for bracket in _BRACKETS.sub(b"", _STRING.sub(b"", content)):
        if bracket in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a key stands twice")
    return value


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")
