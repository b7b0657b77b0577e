"""Tables as files: rows that come one by one become CSV, XLSX or Parquet, in memory that does not grow with them.

A cell of text that a spreadsheet would take for a formula is made plain by an apostrophe before it, in CSV and XLSX;
Parquet, which nothing calculates, holds the text as it is. Functions that write XLSX or Parquet need the layer
``tables``; it is imported at first use.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

Cell = str | int | bool | None

MOST_ROWS_OF_SHEET = 1_048_576
"""What a sheet holds, its header included; further rows go to further sheets."""
LONGEST_CELL = 32_767
"""Characters that a sheet's cell holds; the rest is left out."""
LARGEST_EXACT = 10**15
"""Sheets keep numbers as floats: from here on they are written as text."""
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PARQUET_MEMORY = "160MB"


class Form(StrEnum):
    """What kind of file."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


CONTENT_TYPES = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.PARQUET: "application/vnd.apache.parquet",
}


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole"
    """A whole number of up to 64 bits."""
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, and what it holds. Any cell may be None."""

    name: str
    kind: Kind = Kind.TEXT


def tabulate(form: Form, path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> int:
    """Write the rows, each with a cell for each column, to a file. Returns how many there were."""
    write = {Form.CSV: _csv, Form.XLSX: _xlsx, Form.PARQUET: _parquet}[form]
    return write(path, columns, rows)


def neutral(text: str) -> str:
    """The text as a spreadsheet takes it for text, whatever it begins with."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def _csv(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> int:
    """UTF-8 with a byte order mark, without which spreadsheets take it for Latin text; lines end as RFC 4180 says."""
    count = 0
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([neutral(column.name) for column in columns])
        for row in rows:
            writer.writerow([_plain(cell) for cell in row])
            count += 1
    return count


def _xlsx(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> int:
    import xlsxwriter  # type: ignore[import-untyped]  # it has no types

    count = 0
    place, sheet = MOST_ROWS_OF_SHEET, None
    options = {"constant_memory": True, "in_memory": False, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as book:
        for row in _with_header(columns, rows):
            if sheet is None or place >= MOST_ROWS_OF_SHEET:
                sheet, place = book.add_worksheet(), 0
                if count:
                    _write_row(sheet, 0, [column.name for column in columns])
                    place = 1
            _write_row(sheet, place, row)
            place += 1
            count += 1
    return count - 1


def _with_header(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterable[Sequence[Cell]]:
    yield [column.name for column in columns]
    yield from rows


def _write_row(sheet: Any, place: int, row: Sequence[Cell]) -> None:
    for column, cell in enumerate(row):
        if cell is None:
            continue
        if isinstance(cell, bool):
            sheet.write_boolean(place, column, cell)
        elif isinstance(cell, int) and abs(cell) < LARGEST_EXACT:
            sheet.write_number(place, column, cell)
        else:
            sheet.write_string(place, column, neutral(_sound(str(cell)))[:LONGEST_CELL])


def _parquet(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> int:
    """By way of a file of JSON lines, so that at no time all rows are in memory."""
    import duckdb

    names = [f"c{place}" for place in range(len(columns))]
    types = {Kind.TEXT: "VARCHAR", Kind.WHOLE: "BIGINT", Kind.FLAG: "BOOLEAN"}
    lines = path.with_suffix(".jsonl")
    try:
        count = 0
        with lines.open("w", encoding="utf-8") as file:
            for row in rows:
                cells = [_sound(cell) if isinstance(cell, str) else cell for cell in row]
                file.write(json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False) + "\n")
                count += 1
        shape = {name: types[column.kind] for name, column in zip(names, columns, strict=True)}
        selected = ", ".join(f"{name} AS {_quoted(column.name)}" for name, column in zip(names, columns, strict=True))
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _PARQUET_MEMORY,
            "threads": 1,
            "temp_directory": str(path.parent),
        }
        with duckdb.connect(config=config) as engine:
            found = engine.read_json(str(lines), columns=shape, format="newline_delimited")
            found.project(selected).write_parquet(str(path), compression="zstd")
        return count
    finally:
        lines.unlink(missing_ok=True)


def _plain(cell: Cell) -> str | int:
    if isinstance(cell, str):
        return neutral(cell.replace("\0", ""))
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else cell


def _sound(text: str) -> str:
    """Without what no such file can hold: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
