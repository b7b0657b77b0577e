"""What a process remembers of what it read or computed: for so long, or, where that never changes, so much of it."""

from collections import OrderedDict
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


class BoundedCache(Generic[K, V]):
    """Things that never change: those used last, as many as weigh no more than ``capacity`` together.

    ``weigh`` says what one of them weighs; one that is too heavy alone is not kept.
    """

    def __init__(self, capacity: int, weigh: Callable[[V], int]) -> None:
        self._capacity = capacity
        self._weigh = weigh
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._weight = 0
        self._lock = Lock()
        _memories.add(self)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """What is kept under the key, or what ``make`` returns, which is then kept. What it raises is not."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._keep(key, made)
        return made

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._weight = 0

    def __len__(self) -> int:
        return len(self._kept)

    def _keep(self, key: K, made: V) -> None:
        weight = self._weigh(made)
        if key in self._kept or weight > self._capacity:
            return
        self._kept[key] = made
        self._weight += weight
        while self._weight > self._capacity:
            _, dropped = self._kept.popitem(last=False)
            self._weight -= self._weigh(dropped)


_memories: "WeakSet[Memory[Any, Any] | BoundedCache[Any, Any]]" = WeakSet()


def forget_memories() -> None:
    """Forget everything; for tests that move to another account."""
    for memory in list(_memories):
        memory.forget()
