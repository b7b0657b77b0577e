"""Editions: what all histories together taught at a time, as one file that never changes.

For each course on offer the file has what is recommended after it: the numbers of at most 100 other courses, their
weights in 65,535ths of the highest, and which of them only their content speaks for. An organization of 2,000 courses
has a file of about 800 KB, which is read without numpy.
"""

import json
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property

FORM = 1
FINEST = 65_535
MOST_FOLLOWERS = 100
MOST_COURSES = 5000
"""Courses that an edition has; of more, the latest published."""


@dataclass(frozen=True, slots=True)
class OfferedCourse:
    """A course as it was on offer."""

    course_id: str
    title: str
    category_id: str | None = None
    tags: tuple[str, ...] = ()
    language: str = "en"
    difficulty: str | None = None
    prerequisites: tuple[str, ...] = ()
    popularity: float = 0.0
    """From 0 to 1: how many took it, lately above all, and how it was rated."""


@dataclass(frozen=True, slots=True)
class Followers:
    """What is recommended after a course, the best first."""

    numbers: array[int] = field(default_factory=lambda: array("H"))
    weights: array[int] = field(default_factory=lambda: array("H"))
    highest: float = 0.0
    by_content: frozenset[int] = frozenset()
    """Those of the numbers that too few took for histories to speak for them."""


@dataclass(frozen=True)
class Edition:
    """What was learned, and from how many."""

    edition_id: str
    decay: float
    """What the course before the latest one says, of what that one does; and so on."""
    courses: tuple[OfferedCourse, ...]
    followers: tuple[Followers, ...]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The courses' numbers by id."""
        return {course.course_id: number for number, course in enumerate(self.courses)}

    @cached_property
    def prerequisites(self) -> dict[str, tuple[str, ...]]:
        """What each course builds on."""
        return {course.course_id: course.prerequisites for course in self.courses}

    def find(self, course_id: str) -> OfferedCourse | None:
        """A course that was on offer."""
        number = self.numbers.get(course_id)
        return None if number is None else self.courses[number]

    def dump(self) -> bytes:
        """This edition as it is stored."""
        head = {
            "form": FORM,
            "edition_id": self.edition_id,
            "decay": self.decay,
            "courses": [asdict(course) for course in self.courses],
            "sizes": [len(one.numbers) for one in self.followers],
            "highest": [one.highest for one in self.followers],
            "by_content": [sorted(one.by_content) for one in self.followers],
        }
        text = json.dumps(head, separators=(",", ":")).encode()
        tables = [_joined([getattr(one, name) for one in self.followers]) for name in ("numbers", "weights")]
        return zlib.compress(len(text).to_bytes(4, "little") + text + b"".join(tables), 6)

    @classmethod
    def load(cls, stored: bytes) -> "Edition":
        """The edition that was stored so. Raises ``ValueError`` for another form."""
        content = zlib.decompress(stored)
        end = 4 + int.from_bytes(content[:4], "little")
        head = json.loads(content[4:end])
        if head["form"] != FORM:
            raise ValueError(f"An edition of the form {head['form']}.")
        sizes = head["sizes"]
        numbers, weights = (_split(content[at : at + 2 * sum(sizes)], sizes) for at in (end, end + 2 * sum(sizes)))
        return cls(
            head["edition_id"],
            head["decay"],
            tuple(_course(**course) for course in head["courses"]),
            tuple(
                Followers(*one[:3], frozenset(one[3]))
                for one in zip(numbers, weights, head["highest"], head["by_content"], strict=True)
            ),
        )


def _course(*, tags: Sequence[str], prerequisites: Sequence[str], **stored: object) -> OfferedCourse:
    return OfferedCourse(tags=tuple(tags), prerequisites=tuple(prerequisites), **stored)  # type: ignore[arg-type]  # dumped


def _joined(tables: Sequence[array[int]]) -> bytes:
    return b"".join(table.tobytes() for table in tables)


def _split(content: bytes, sizes: Sequence[int]) -> list[array[int]]:
    found, at = [], 0
    for size in sizes:
        found.append(array("H", content[at : at + 2 * size]))
        at += 2 * size
    return found
