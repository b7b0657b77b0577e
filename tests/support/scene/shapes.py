"""Walking through what the document says about bodies."""

from collections.abc import Iterator
from typing import Any

from tests.support.scene.operations import resolved

Shape = dict[str, Any]


def shapes(schema: Shape, pointer: str = "", seen: tuple[str, ...] = ()) -> Iterator[tuple[str, Shape]]:
    """Every part of a schema with where it stands: ``/blocks/*/type``."""
    if "$ref" in schema:
        if schema["$ref"] in seen:
            return
        seen = (*seen, schema["$ref"])
    whole = resolved(schema)
    yield pointer, whole
    for choice in ("anyOf", "oneOf", "allOf"):
        for part in whole.get(choice, ()):
            yield from shapes(part, pointer, seen)
    for name, part in whole.get("properties", {}).items():
        yield from shapes(part, f"{pointer}/{name}", seen)
    if isinstance(whole.get("items"), dict):
        yield from shapes(whole["items"], f"{pointer}/*", seen)


def objects(schema: Shape, value: Any) -> Iterator[tuple[str, dict[str, Any], frozenset[str]]]:
    """Every object within a value that the schema describes: its JSON pointer, itself, and the fields it may have."""
    yield from _objects(schema, value, "")


def _objects(schema: Shape, value: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any], frozenset[str]]]:
    for whole in _alternatives(schema):
        if isinstance(value, dict) and value.keys() <= whole.get("properties", {}).keys():
            yield pointer, value, frozenset(whole["properties"])
            for name, inner in value.items():
                yield from _objects(whole["properties"][name], inner, f"{pointer}/{name}")
            return
        if isinstance(value, list) and isinstance(whole.get("items"), dict):
            for number, inner in enumerate(value):
                yield from _objects(whole["items"], inner, f"{pointer}/{number}")
            return


def _alternatives(schema: Shape) -> Iterator[Shape]:
    whole = resolved(schema)
    yield whole
    for choice in ("anyOf", "oneOf", "allOf"):
        for part in whole.get(choice, ()):
            yield from _alternatives(part)
