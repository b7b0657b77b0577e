"""Levels of skills as a request names them: ``skl_…:8000``."""

import re
from collections.abc import Sequence

from functions.mastery.domain.gaps import HIGHEST_LEVEL, LEAST_LEVEL
from shared.errors import Unprocessable

_TARGET = re.compile(r"(skl_[0-9A-Za-z]{1,28}):([1-9][0-9]{3})", re.ASCII)


def levels_named(texts: Sequence[str]) -> list[tuple[str, int]]:
    """The skills' ids, each with the mastery wanted in basis points. Raises ``Unprocessable`` of ``/query/target``."""
    found = []
    for number, text in enumerate(texts):
        match = _TARGET.fullmatch(text)
        level = int(match[2]) if match else 0
        if match is None or not LEAST_LEVEL <= level <= HIGHEST_LEVEL:
            raise Unprocessable.field(
                f"/query/target/{number}",
                "malformed",
                f"It must be a skill's id, a colon and a level from {LEAST_LEVEL} to {HIGHEST_LEVEL}.",
            )
        found.append((match[1], level))
    return found
