"""Leaving a server alone for a while that failed several times in a row."""

from dataclasses import dataclass
from threading import Lock
from time import monotonic

FAILURES, PAUSE_S = 5, 30.0


@dataclass(slots=True)
class _State:
    failures: int = 0
    until: float = 0.0


class Breaker:
    """By server; of this process alone. After the pause one call is let through, and decides."""

    def __init__(self) -> None:
        self._states: dict[str, _State] = {}
        self._lock = Lock()

    def lets(self, server: str) -> bool:
        """Whether a call may go out now."""
        with self._lock:
            state = self._states.get(server)
            if state is None or state.failures < FAILURES:
                return True
            if monotonic() < state.until:
                return False
            state.until = monotonic() + PAUSE_S
            return True

    def note(self, server: str, *, failed: bool) -> None:
        """What became of a call."""
        with self._lock:
            if not failed:
                self._states.pop(server, None)
                return
            state = self._states.setdefault(server, _State())
            state.failures += 1
            state.until = monotonic() + PAUSE_S


breaker = Breaker()
