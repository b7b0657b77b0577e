"""A tiny textbook, written for these tests."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from infra.local.textbook.reading import Module

Line = dict[str, Any]


def line(**fields: object) -> Line:
    """A module about knots; override what the test is about."""
    return {
        "book": "seamanship",
        "id": "k1",
        "path": ["Part 1. Ropes", "Knots"],
        "title": "The bowline",
        "objectives": ["Tie a bowline", "Say what it is good for"],
        "body": "A bowline makes a loop that does not slip.\n\nIt is easy to untie.",
        "summary": "The bowline is a fixed loop.",
        "mcq": [{"q": "What does a bowline make?", "choices": ["a loop", "a mess"], "answer": 0}],
        "free": [{"q": "Why is it easy to untie?", "a": "Because its turns can be pushed back."}],
        "terms": [{"t": "bight", "d": "a curve in a rope"}],
    } | fields


def module(**fields: object) -> Module:
    """The same, as it is read."""
    return Module.model_validate_json(json.dumps(line(**fields)))


def write(file: Path, *lines: Line | str) -> Path:
    """A textbook file; gzipped if its name says so."""
    text = "".join((each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)) + "\n" for each in lines)
    data = text.encode()
    file.write_bytes(gzip.compress(data) if file.suffix == ".gz" else data)
    return file
