"""Examples of bodies: what a schema's author gave, or put together from what the authors of its parts gave."""

from typing import Any

_OF_FORMAT = {
    "date-time": "2026-11-22T09:30:00Z",
    "date": "2026-11-22",
    "email": "meera.nair@example.org",
    "uri": "https://lms.example/",
    "binary": "…",
}
_OF_TYPE: dict[str, Any] = {"string": "text", "integer": 1, "number": 1.5, "boolean": True, "null": None}


def example_of(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """Something that the schema describes; its own example where it has one."""
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas)
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
