"""What a program did in the tests of its question, and what of that may be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.assessment.domain.questions.base import Mark
from functions.assessment.domain.questions.code import CodeTest


class CodeTestOutcome(StrEnum):
    """What became of one test."""

    PASSED = "passed"
    FAILED = "failed"
    """It printed something else."""
    TIME = "time_exceeded"
    MEMORY = "memory_exceeded"
    OUTPUT = "output_exceeded"
    FORBIDDEN = "forbidden"
    CRASHED = "crashed"


class CodeTestVerdict(BaseModel):
    """What became of one test. Of a hidden one that is all there is: an output or a fault could tell its input."""

    model_config = ConfigDict(frozen=True)

    key: str | None
    """Which test; None for a hidden one."""
    outcome: CodeTestOutcome
    output: str | None = None
    """How what it printed begins."""
    fault: str | None = None
    """The last line of its error."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A program that was run in all tests of its question."""

    mark: Mark
    tests: tuple[CodeTestVerdict, ...]


def verdict_on(test: CodeTest, outcome: CodeTestOutcome, *, output: str, fault: str) -> CodeTestVerdict:
    """What may be told of one test."""
    if test.hidden:
        return CodeTestVerdict(key=None, outcome=outcome)
    return CodeTestVerdict(key=test.key, outcome=outcome, output=output, fault=fault or None)


def ordered(verdicts: Sequence[CodeTestVerdict]) -> tuple[CodeTestVerdict, ...]:
    """Those of shown tests in their order, then those of hidden ones by outcome: not which of them it was."""
    shown = [one for one in verdicts if one.key is not None]
    return (*shown, *sorted((one for one in verdicts if one.key is None), key=lambda one: one.outcome))
