"""Reading a textbook file, line by line; a line that is not as it must be is named with its field."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

__all__ = ["BadFile", "Choice", "Module", "OpenQuestion", "Term", "read_modules"]

GZIP_MAGIC = b"\x1f\x8b"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Optional = BeforeValidator(lambda value: [] if value is None else value)


class BadFile(ValueError):
    """The file cannot be read as a textbook; the message names the line and the field."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Term(_Part):
    """An entry of the glossary."""

    t: Text
    d: str


class Choice(_Part):
    """A multiple-choice question. Its key is not even read."""

    q: Text
    choices: list[str]


class OpenQuestion(_Part):
    """A question to be answered in words. The answer is read to keep it out of the lesson."""

    q: Text
    a: str | None = None


class Module(_Part):
    """One line of the file."""

    book: Text
    id: Text
    title: Text
    body: str
    path: Annotated[list[Text], Optional] = []
    objectives: Annotated[list[str], Optional] = []
    summary: str | None = None
    terms: Annotated[list[Term], Optional] = []
    mcq: Annotated[list[Choice], Optional] = []
    free: Annotated[list[OpenQuestion], Optional] = []


def read_modules(file: Path) -> list[Module]:
    """All modules of one book, in order."""
    modules: list[Module] = []
    lines: dict[str, int] = {}
    for number, line in _lines(file):
        module = _module(line, number)
        if module.id in lines:
            raise BadFile(f"line {number}, field id: {module.id!r} is on line {lines[module.id]} already.")
        if modules and module.book != modules[0].book:
            raise BadFile(
                f"line {number}, field book: {module.book!r}, but the file began with {modules[0].book!r}. "
                "A file holds one book."
            )
        lines[module.id] = number
        modules.append(module)
    if not modules:
        raise BadFile(f"{file}: there is no module in it.")
    return modules


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with file.open("rb") as probe:
            zipped = probe.read(2) == GZIP_MAGIC
        number = 0
        with gzip.open(file) if zipped else file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BadFile(f"line {number + 1}: the compressed file is damaged or incomplete ({error}).") from error
    except OSError as error:
        raise BadFile(f"{file}: {error.strerror or error}.") from error


def _module(line: bytes, number: int) -> Module:
    try:
        return Module.model_validate_json(line)
    except ValidationError as error:
        first: Any = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in first["loc"])
        where = f"line {number}, field {field}" if field else f"line {number}"
        raise BadFile(f"{where}: {first['msg']}.") from error
