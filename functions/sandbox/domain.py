"""What may be run, within which limits, and how it can end."""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

OUTPUT_LIMIT = 100_000
"""Bytes that one run may print."""
SHOWN_OUTPUT = 2_000
"""Characters of an output that are given back."""
SHOWN_FAULT = 500


class Language(StrEnum):
    """What programs are written in: CPython 3.12, and QuickJS (ECMAScript 2024)."""

    PYTHON = "python"
    JAVASCRIPT = "javascript"


class Outcome(StrEnum):
    """How a run ended."""

    DONE = "done"
    """By itself and without an error; what it printed says whether it is right."""
    TIME = "time_exceeded"
    MEMORY = "memory_exceeded"
    OUTPUT = "output_exceeded"
    FORBIDDEN = "forbidden"
    """It asked for what no program has here: files, network, processes."""
    CRASHED = "crashed"
    """With an error of its own, or another exit status than 0."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use beyond what its interpreter needs to start."""

    time_ms: int
    """Of processor time. Waiting counts too, but ends a run only after three times as long."""
    memory_mb: int
    total_ms: int = 100_000
    """What everything may take together, by the clock; runs that are not reached exceeded the time."""


@dataclass(frozen=True, slots=True)
class Run:
    """How one run ended, and what it printed: its comparable form as a digest, and its beginning as it was."""

    outcome: Outcome
    digest: str
    shown: str
    fault: str = ""
    """The last line of what it said of its error."""
    used_ms: int = 0


def comparable(text: str) -> str:
    """What of an output counts: its lines without blanks at their ends, without empty lines after the last."""
    lines = [line.rstrip() for line in re.split(r"\r\n|\n|\r", text)]
    return "\n".join(lines).rstrip("\n")


def digest_of(text: str) -> str:
    """The digest of what of an output counts: two outputs are the same where it is."""
    return sha256(comparable(text).encode("utf-8", "surrogatepass")).hexdigest()
