"""Keeping what never changes in the process, within a stated weight."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class BoundedCache(Generic[K, V]):
    """The things used last, as many as weigh no more than ``capacity`` together.

    ``weigh`` says what one of them weighs; one that is too heavy alone is not kept.
    """

    def __init__(self, capacity: int, weigh: Callable[[V], int]) -> None:
        self._capacity = capacity
        self._weigh = weigh
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

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
