"""Questions that are answered by a program, which is run against tests."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from functions.assessment.domain.questions.base import AnyQuestion, Key, Mark, Part, duplicates
from shared.errors import FieldError
from shared.texts import Line, Printable

LONGEST_PROGRAM = 50_000
MOST_TESTS = 50
LONGEST_TOGETHER_MS = 100_000
"""What all tests of a question may take together."""

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
        if self.longest_ms > LONGEST_TOGETHER_MS:
            most = f"All tests together may take {LONGEST_TOGETHER_MS} ms."
            yield FieldError("/time_limit_ms", "too_long_together", most)

    @property
    def longest_ms(self) -> int:
        """What all its tests may take together."""
        return len(self.tests) * self.time_limit_ms

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

    def worth(self, passed: Mapping[str, bool]) -> Mark:
        """What a program is worth that passed these tests, by key: their weights' part of all."""
        right = sum(test.weight for test in self.tests if passed.get(test.key))
        return Mark(Fraction(right, sum(test.weight for test in self.tests)))

    def right_answer(self) -> dict[str, Any] | None:
        """The author's program."""
        return {"source": self.solution} if self.solution is not None else None
