"""Identifiers: a prefix that says what it names, and a ULID that sorts by time of making."""

import re

from ulid import ULID

from shared.clock import Clock, system_clock

# Crockford's base 32 in capitals; the first character of a ULID never exceeds 7 (128 bits in 26 characters).
_SHAPE = re.compile(r"[a-z]{2,5}_[0-7][0-9A-HJKMNP-TV-Z]{25}")
MAX_LENGTH = 32


def new_id(prefix: str, clock: Clock = system_clock) -> str:
    """A new identifier such as ``crs_01J9ZQ…``: unique, and later ones sort after earlier ones."""
    return f"{prefix}_{ULID.from_datetime(clock.now())}"


def is_id(text: str, prefix: str) -> bool:
    """Whether the text could have been made by ``new_id(prefix)``."""
    return text.startswith(f"{prefix}_") and _SHAPE.fullmatch(text) is not None
