"""Enrolling many at once: the list of people, and what becomes of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from functions.learning.errors import PeopleNotReadable
from shared.errors import FieldError
from shared.ids import is_id
from shared.spreadsheets import numbered_rows

MAX_BYTES = 3 * 1024 * 1024
MAX_PEOPLE = 10_000
MAX_LENGTH = 254
COLUMNS = ("user_id", "email")


class ListOutcome(StrEnum):
    """What became of one of them."""

    ENROLLED = "enrolled"
    INVITED = "invited"
    WAITING = "waiting"
    ALREADY_ENROLLED = "already_enrolled"
    FULL = "full"
    NOT_FOUND = "not_found"
    DUPLICATE = "duplicate"


IN_THE_COURSE = {ListOutcome.ENROLLED, ListOutcome.INVITED, ListOutcome.WAITING, ListOutcome.ALREADY_ENROLLED}
"""Those after which the person is in the course, or in line for it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One of the list: ``who`` is an id, or an address in small letters."""

    number: int
    who: str
    again: bool
    """Whether an earlier line names the same."""

    @property
    def is_id(self) -> bool:
        """Whether it is an id."""
        return is_id(self.who, "usr")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: who is to be enrolled in which course, and how."""

    course_id: str
    invite: bool
    group_id: str | None
    lines: tuple[Line, ...]


def lines_of(people: Sequence[str]) -> tuple[Line, ...]:
    """The lines of a list, numbered from 1."""
    return _lines(enumerate(people, start=1))


def _lines(people: Iterable[tuple[int, str]]) -> tuple[Line, ...]:
    seen: set[str] = set()
    lines = []
    for number, text in people:
        who = text.strip()
        who = who if is_id(who, "usr") else who.casefold()[:MAX_LENGTH]
        lines.append(Line(number, who, who in seen))
        seen.add(who)
    return tuple(lines)


def read_people(content: bytes) -> tuple[Line, ...]:
    """The people of a file of comma-separated values, whose first line names a column ``user_id`` or ``email``.

    Raises ``PeopleNotReadable`` when it is no such list, or one of more than 10,000. Numbers are the file's own lines.
    """
    rows = numbered_rows(content, _unreadable)
    _, header = next(rows, (1, []))
    names = [name.strip().casefold() for name in header]
    place = next((names.index(column) for column in COLUMNS if column in names), None)
    if place is None:
        raise _unreadable("columns_missing", "The first line names the columns: user_id or email.")
    people = [(number, row[place] if place < len(row) else "") for number, row in rows]
    if not 1 <= len(people) <= MAX_PEOPLE:
        raise _unreadable("people_out_of_range", f"A list has 1 to {MAX_PEOPLE:,} people.")
    return _lines(people)


def _unreadable(code: str, message: str) -> PeopleNotReadable:
    return PeopleNotReadable(message, errors=[FieldError("", code, message)])
