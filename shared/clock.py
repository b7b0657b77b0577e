"""Time, from a source that tests can set. Every time in the system is UTC and aware."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


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
