"""Lists of people as comma-separated values: what a file must be, and what becomes of each of its lines."""

from dataclasses import dataclass
from enum import StrEnum

from functions.identity.domain.people import MAX_EMAIL_LENGTH, NotAnEmailAddress, checked_name, normalized_email
from functions.identity.errors import ImportNotReadable
from shared.errors import FieldError
from shared.permissions import Role
from shared.spreadsheets import numbered_rows

MAX_BYTES = 3 * 1024 * 1024
MAX_ROWS = 10_000
MAX_NAME_LENGTH = 100
COLUMNS = ("email", "name", "role")
IMPORTABLE = {"student": Role.STUDENT, "tutor": Role.TUTOR}


class Outcome(StrEnum):
    """What became of a line."""

    CREATED = "created"
    ALREADY_MEMBER = "already_member"
    DUPLICATE = "duplicate"
    INVALID_EMAIL = "invalid_email"
    INVALID_NAME = "invalid_name"
    UNKNOWN_ROLE = "unknown_role"
    TOO_MANY_ORGANIZATIONS = "too_many_organizations"


SAID = {
    Outcome.CREATED: "Invited.",
    Outcome.ALREADY_MEMBER: "Belongs to the organization already, or is invited, or was deactivated.",
    Outcome.DUPLICATE: "The same address stands in an earlier line.",
    Outcome.INVALID_EMAIL: "This is no e-mail address.",
    Outcome.INVALID_NAME: "A name has 1 to 100 characters, letters among them, and does not begin with =, +, - or @.",
    Outcome.UNKNOWN_ROLE: "The role is student or tutor.",
    Outcome.TOO_MANY_ORGANIZATIONS: "This person belongs to as many organizations as one can.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: somebody to invite, or what is wrong with it. ``email`` is normalized if it could be."""

    number: int
    email: str
    name: str
    role: Role
    fault: Outcome | None


def read_lines(content: bytes) -> list[Line]:
    """The lines of a file, in order. Raises ``ImportNotReadable`` when it is not such a list at all.

    The first line names the columns, in any order: ``email`` and ``name``, and ``role`` unless all are students. Commas
    or semicolons stand between; line numbers are the file's own.
    """
    columns: dict[str, int] | None = None
    lines: list[Line] = []
    seen: set[str] = set()
    for number, values in numbered_rows(content, _unreadable):
        if columns is None:
            columns = _columns(values)
            continue
        if len(lines) == MAX_ROWS:
            raise _unreadable("too_many_rows", f"A file has at most {MAX_ROWS} people.")
        line = _line(number, {name: _value(values, place) for name, place in columns.items()}, seen)
        seen.add(line.email)
        lines.append(line)
    if columns is None or not lines:
        raise _unreadable("empty", "The file has no people.")
    return lines


def _columns(values: list[str]) -> dict[str, int]:
    names = [value.strip().casefold() for value in values]
    if len(set(names)) < len(names) or not {"email", "name"} <= set(names) <= set(COLUMNS):
        raise _unreadable("columns", "The first line names the columns: email,name,role.")
    return {name: place for place, name in enumerate(names)}


def _value(values: list[str], place: int) -> str:
    return values[place].strip() if place < len(values) else ""


def _line(number: int, values: dict[str, str], seen: set[str]) -> Line:
    role = IMPORTABLE.get(values.get("role", "").casefold() or "student")
    name = values["name"]
    try:
        email = normalized_email(values["email"])
    except NotAnEmailAddress:
        return Line(number, _shown(values["email"]), _shown(name), role or Role.STUDENT, Outcome.INVALID_EMAIL)
    fault: Outcome | None = None
    if email in seen:
        fault = Outcome.DUPLICATE
    elif role is None:
        fault = Outcome.UNKNOWN_ROLE
    elif not _is_name(name):
        fault = Outcome.INVALID_NAME
    return Line(number, email, _shown(name), role or Role.STUDENT, fault)


def _is_name(name: str) -> bool:
    try:
        checked_name(name)
    except ValueError:
        return False
    return len(name) <= MAX_NAME_LENGTH and name.isprintable()


def _shown(text: str) -> str:
    """What a report repeats of something that may be anything."""
    return "".join(character for character in text[:MAX_EMAIL_LENGTH] if character.isprintable())


def _unreadable(code: str, message: str) -> ImportNotReadable:
    return ImportNotReadable(message, errors=[FieldError("", code, message)])
