"""A gradebook as a CSV file, out and in again without loss.

A line per learner, a column per column: ``Title [item id]``. A cell is points as a decimal number, ``EX`` for excused,
``MI`` for missing, or empty. ``revision`` says which state of the learner's marks the line is of.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from functions.assessment.domain.gradebook.books import Column
from functions.assessment.domain.gradebook.grades import Entry, EntryState
from functions.assessment.errors import GradeFileNotReadable
from shared.errors import FieldError
from shared.tabulating import neutral

MOST_LINES = 500
LARGEST_CENTI = 2_000_000
_HEAD = ("user_id", "name", "email", "revision")
_TAIL = ("current_percent", "final_percent", "grade")
_ITEM = re.compile(r"\[([a-z]{2,5}_[0-9A-Za-z]{1,40})\]\s*$")
_MARKS = {EntryState.EXCUSED: "EX", EntryState.MISSING: "MI"}
_STATES = {mark: state for state, mark in _MARKS.items()}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A learner's line on its way out."""

    user_id: str
    name: str
    email: str
    revision: int
    entries: Mapping[str, Entry]
    current_bp: int | None
    final_bp: int | None
    letter: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What a file says of a cell; no state for an empty one."""

    state: EntryState | None
    score_centi: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line on its way in: what it says, cell by cell, and what is wrong with it."""

    number: int
    user_id: str
    revision: int | None
    cells: Mapping[str, Cell]
    faults: tuple[FieldError, ...] = ()


def written(columns: Sequence[Column], rows: Iterable[FileRow]) -> str:
    """The file: UTF-8 with a byte order mark when encoded as ``utf-8-sig``, lines as RFC 4180 has them."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([*_HEAD, *(neutral(f"{one.title} [{one.item_id}]") for one in columns), *_TAIL])
    for row in rows:
        cells = [shown(row.entries.get(one.item_id, Entry())) for one in columns]
        tail = [_percent(row.current_bp), _percent(row.final_bp), neutral(row.letter or "")]
        writer.writerow([row.user_id, neutral(row.name), neutral(row.email), row.revision, *cells, *tail])
    return file.getvalue()


def shown(entry: Entry) -> str:
    """A cell as the file has it."""
    if entry.state in _MARKS:
        return _MARKS[entry.state]
    return "" if entry.score is None else _decimal(entry.score)


def read(text: str, known: Iterable[str]) -> list[Line]:
    """The lines of a file, each with the cells of columns that are known.

    Raises ``GradeFileNotReadable`` where it is no such file; what is wrong with single lines stands with them.
    """
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True))
    except csv.Error as error:
        raise GradeFileNotReadable(f"This is no CSV file: {error}.") from None
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows or "user_id" not in (heads := [head.strip() for head in rows[0]]):
        raise GradeFileNotReadable("The first line names the columns, one of them user_id.")
    if len(rows) > MOST_LINES + 1:
        raise GradeFileNotReadable(f"A file has at most {MOST_LINES} learners.")
    items = {place: found[1] for place, head in enumerate(heads) if (found := _ITEM.search(head))}
    if len(set(items.values())) != len(items):
        raise GradeFileNotReadable("A column is there twice.")
    if strange := sorted(set(items.values()) - set(known)):
        raise GradeFileNotReadable(f"The gradebook has no column {strange[0]}.")
    return [_line(number, heads, items, row) for number, row in enumerate(rows[1:], start=2)]


def _line(number: int, heads: Sequence[str], items: Mapping[int, str], row: Sequence[str]) -> Line:
    def text(name: str) -> str:
        place = heads.index(name) if name in heads else len(row)
        return row[place].strip() if place < len(row) else ""

    faults: list[FieldError] = []
    cells: dict[str, Cell] = {}
    for place, item_id in items.items():
        if place >= len(row):
            continue
        cell = _cell(row[place])
        if cell is None:
            message = "A cell is points with at most two decimals, EX, MI, or empty."
            faults.append(FieldError(f"/{number}/{item_id}", "not_a_mark", message))
        else:
            cells[item_id] = cell
    revision = text("revision")
    if revision and not re.fullmatch(r"[0-9]{1,18}", revision):
        faults.append(FieldError(f"/{number}/revision", "not_a_revision", "A revision is a whole number, or empty."))
        revision = ""
    return Line(number, text("user_id"), int(revision) if revision else None, cells, tuple(faults))


def _cell(text: str) -> Cell | None:
    said = text.strip().upper()
    if said in _STATES:
        return Cell(_STATES[said], None)
    if not said:
        return Cell(None, None)
    if not re.fullmatch(r"[0-9]{1,8}(\.[0-9]{1,8})?", said):
        return None
    try:
        centi = Decimal(said) * 100
    except InvalidOperation:
        return None
    if centi != centi.to_integral_value() or centi > LARGEST_CENTI:
        return None
    return Cell(EntryState.GRADED, int(centi))


def _decimal(centi: int) -> str:
    """Points as the shortest exact decimal number."""
    whole, rest = divmod(centi, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def _percent(bp: int | None) -> str:
    return "" if bp is None else f"{bp // 100}.{bp % 100:02}"
