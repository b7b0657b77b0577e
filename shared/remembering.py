"""What a process remembers of what it read or computed: so many things, for so long, and then it asks again."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from shared.clock import system_clock

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Values by key, the oldest of which give way when there are too many."""

    def __init__(self, keep: timedelta, *, most: int = 1000) -> None:
        self._keep = keep
        self._most = most
        self._kept: dict[K, tuple[datetime, V]] = {}
        self._lock = Lock()
        _memories.add(self)

    def find(self, key: K) -> V | None:
        """What was kept under this key, unless that is too long ago."""
        kept = self._kept.get(key)
        if kept is None or not timedelta(0) <= system_clock.now() - kept[0] < self._keep:
            return None
        return kept[1]

    def keep(self, key: K, value: V) -> V:
        """Remember a value from now on."""
        with self._lock:
            self._kept.pop(key, None)
            if len(self._kept) >= self._most:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = system_clock.now(), value
        return value

    def forget(self, matching: Callable[[K], bool] = lambda key: True) -> None:
        """Forget what is kept under matching keys."""
        with self._lock:
            for key in [key for key in self._kept if matching(key)]:
                del self._kept[key]


_memories: "WeakSet[Memory[Any, Any]]" = WeakSet()


def forget_memories() -> None:
    """Forget everything; for tests that move to another account."""
    for memory in list(_memories):
        memory.forget()
