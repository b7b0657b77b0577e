"""Writes that meet: how one is refused, and how it is tried again."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from shared.errors import Unavailable

T = TypeVar("T")


class ConditionFailed(Exception):
    """A write was refused because its condition did not hold. ``failed`` are the positions within a transaction."""

    def __init__(self, failed: tuple[int, ...] = (0,)) -> None:
        super().__init__(f"conditions failed at {failed}")
        self.failed = failed


def undisturbed(act: Callable[[], T], most: int = 15) -> T:
    """What ``act``, a read and a conditional write, returns once nobody is in between (``ConditionFailed``).

    Waits a little between the tries; raises ``Unavailable`` after the last.
    """
    for attempt in range(most):
        with suppress(ConditionFailed):
            return act()
        pause(attempt)
    raise Unavailable("Too many changes to the same thing at once.")


def pause(attempt: int) -> None:
    """Wait a little, with full jitter, so that those who collided do not collide again."""
    time.sleep(random.uniform(0, min(0.4, 0.02 * 2**attempt)))  # noqa: S311  # jitter, not a secret
