"""Where in a JSON something stands, as a JSON pointer (RFC 6901)."""

from collections.abc import Sequence
from typing import Any

LONGEST_STEP = 60


def escaped(step: int | str) -> str:
    """A name or a place as a step of a pointer, cut to what is worth showing."""
    return str(step)[:LONGEST_STEP].replace("~", "~0").replace("/", "~1")


def pointer_to(raw: Any, steps: Sequence[int | str]) -> str:
    """Where Pydantic found a fault in this JSON.

    Among its steps it names the type that a union chose by ``type`` or ``kind``, which is no place of the JSON.
    """
    pointer = ""
    arrived = True
    for step in steps:
        if arrived and isinstance(raw, dict) and step in (raw.get("type"), raw.get("kind")):
            arrived = False
            continue
        pointer += f"/{escaped(step)}"
        raw = _inside(raw, step)
        arrived = True
    return pointer


def _inside(raw: Any, step: int | str) -> Any:
    if isinstance(raw, dict):
        return raw.get(step)
    return raw[step] if isinstance(raw, list) and isinstance(step, int) and step < len(raw) else None
