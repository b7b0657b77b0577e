"""Examples of bodies: what a schema's author gave, or put together from what the authors of its parts gave."""

from collections.abc import Iterator
from typing import Any

Schemas = dict[str, dict[str, Any]]

_OF_FORMAT = {
    "date-time": "2026-11-22T09:30:00Z",
    "date": "2026-11-22",
    "email": "meera.nair@example.org",
    "uri": "https://lms.example/",
    "binary": "…",
}
_OF_TYPE: dict[str, Any] = {"string": "text", "integer": 1, "number": 1.5, "boolean": True, "null": None}


def example_of(schema: dict[str, Any], schemas: Schemas) -> Any:
    """Something that the schema describes; its own example where it has one."""
    if "$ref" in schema:
        return example_of(_target(schema, schemas), schemas)
    for given in ("examples", "enum"):
        if schema.get(given):
            return schema[given][0]
    for given in ("example", "const", "default"):
        if given in schema:
            return schema[given]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return example_of(schema[choice][0], schemas)
    if "properties" in schema:
        return {name: example_of(part, schemas) for name, part in schema["properties"].items()}
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas)] if "items" in schema else []
    if schema.get("type") == "object":
        return {}
    return _OF_FORMAT.get(schema.get("format", ""), _OF_TYPE.get(schema.get("type", "")))


def restore_nulls(schemas: Schemas) -> None:
    """Put back the nulls of the authors' examples: FastAPI drops them, which leaves required fields out."""
    for schema in schemas.values():
        for part in (schema, *schema.get("properties", {}).values()):
            if "examples" in part:
                part["examples"] = [_restored(given, part, schemas) for given in part["examples"]] or [None]


def _restored(value: Any, schema: dict[str, Any], schemas: Schemas) -> Any:
    for shape in _shapes(schema, schemas):
        if isinstance(value, list) and "items" in shape:
            return [_restored(item, shape["items"], schemas) for item in value]
        if isinstance(value, dict) and value.keys() <= shape.get("properties", {}).keys():
            given = {
                name: _restored(value[name], part, schemas)
                for name, part in shape["properties"].items()
                if name in value
            }
            return given | {name: None for name in shape.get("required", ()) if name not in value}
    return value


def _shapes(schema: dict[str, Any], schemas: Schemas) -> Iterator[dict[str, Any]]:
    """What the schema may be, without references and choices."""
    if "$ref" in schema:
        yield from _shapes(_target(schema, schemas), schemas)
    for choice in ("anyOf", "oneOf", "allOf"):
        for part in schema.get(choice, ()):
            yield from _shapes(part, schemas)
    yield schema


def _target(schema: dict[str, Any], schemas: Schemas) -> dict[str, Any]:
    return schemas[schema["$ref"].rpartition("/")[2]]
