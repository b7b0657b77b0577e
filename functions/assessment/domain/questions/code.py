"""Questions that are answered by a program, which is run against tests."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from functions.assessment.domain.questions.base import AnyQuestion, Key, Part, duplicates
from shared.errors import FieldError
from shared.texts import Line, Printable

LONGEST_PROGRAM = 50_000
MOST_TESTS = 50

Program = Annotated[str, StringConstraints(max_length=LONGEST_PROGRAM), Printable]
Stream = Annotated[str, StringConstraints(max_length=20_000), Printable]


class CodeTest(Part):
    """What the program must print for an input. Hidden ones are never shown, nor what they gave."""

    key: Key
    name: Line
    stdin: Stream = ""
    expected: Stream
    hidden: bool = False
    weight: Annotated[int, Field(ge=1, le=100)] = 1


class Submitted(Part):
    """The program."""

    source: Program


class Code(AnyQuestion[Submitted]):
    """A program that reads its input and prints its output. Each test is worth its weight's part of the whole."""

    Response: ClassVar[type[Part]] = Submitted
    graded_by: ClassVar[str] = "machine"

    type: Literal["code"]
    language: Literal["python", "javascript"]
    starter: Program = ""
    solution: Program | None = None
    tests: Annotated[tuple[CodeTest, ...], Field(min_length=1, max_length=MOST_TESTS)]
    time_limit_ms: Annotated[int, Field(ge=100, le=10_000)] = 2_000
    memory_limit_mb: Annotated[int, Field(ge=16, le=256)] = 64

    def broken_rules(self) -> Iterator[FieldError]:
        """Tests are told apart."""
        for place in duplicates([test.key for test in self.tests]):
            yield FieldError(f"/tests/{place}/key", "repeated_key", "Another one has this key.")

    def shown(self, order: Any) -> dict[str, Any]:
        """What to begin with, the limits, and the tests that are not hidden."""
        return {
            **super().shown(order),
            "language": self.language,
            "starter": self.starter,
            "time_limit_ms": self.time_limit_ms,
            "memory_limit_mb": self.memory_limit_mb,
            "tests": [
                {"key": test.key, "name": test.name, "stdin": test.stdin, "expected": test.expected}
                for test in self.tests
                if not test.hidden
            ],
        }

    def is_blank(self, response: Submitted) -> bool:
        """Whether there is no program, or only what it began with."""
        return response.source.strip() in {"", self.starter.strip()}

    def right_answer(self) -> dict[str, Any] | None:
        """The author's program."""
        return {"source": self.solution} if self.solution is not None else None
