"""Time, from a source that tests can set. Every time in the system is UTC and aware."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        ...


class SystemClock:
    """The machine's own clock, unless ``time_from`` put another in its place."""

    def __init__(self) -> None:
        self._instead: Clock | None = None

    def now(self) -> datetime:
        """The present moment in UTC."""
        return self._instead.now() if self._instead else datetime.now(UTC)

    @contextmanager
    def time_from(self, clock: Clock) -> Iterator[None]:
        """Take the time from another clock meanwhile; for tests and simulations, in which no time passes by itself."""
        before, self._instead = self._instead, clock
        try:
            yield
        finally:
            self._instead = before


class SetClock:
    """A clock that stands still until it is moved; for tests and simulations."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The moment it was set to."""
        return self._at

    def advance(self, by: timedelta) -> None:
        """Move on by the given time."""
        self._at += by


system_clock = SystemClock()


def epoch_seconds(moment: datetime) -> int:
    """Whole seconds since 1970, as DynamoDB's time to live and JWTs count them."""
    return int(moment.timestamp())
