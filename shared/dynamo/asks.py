"""Rows whose keys are known, of any room, in one call."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from shared.dynamo.conflicts import pause
from shared.dynamo.connections import connection
from shared.dynamo.limits import BATCH_GET_LIMIT, chunks
from shared.dynamo.rows import Key, Row
from shared.dynamo.tenants import TenantBound
from shared.errors import Unavailable

T = TypeVar("T")
U = TypeVar("U")
V = TypeVar("V")
W = TypeVar("W")
X = TypeVar("X")


@dataclass(frozen=True, slots=True)
class Ask(Generic[T]):
    """A question about rows whose keys are known: which they are, and what is made of those that are there.

    A room may publish questions beside answers, so that who asks several rooms does it in one call: see ``answer``.
    """

    repository: TenantBound
    keys: Sequence[Key]
    make: Callable[[dict[Key, Row]], T]
    consistent: bool = False

    def then(self, make: Callable[[T], U]) -> "Ask[U]":
        """The same question, with something else made of its answer."""
        return Ask(self.repository, self.keys, lambda rows: make(self.make(rows)), consistent=self.consistent)


@overload
def answer(first: Ask[T], /) -> tuple[T]: ...


@overload
def answer(first: Ask[T], second: Ask[U], /) -> tuple[T, U]: ...


@overload
def answer(first: Ask[T], second: Ask[U], third: Ask[V], /) -> tuple[T, U, V]: ...


@overload
def answer(first: Ask[T], second: Ask[U], third: Ask[V], fourth: Ask[W], /) -> tuple[T, U, V, W]: ...


@overload
def answer(first: Ask[T], second: Ask[U], third: Ask[V], fourth: Ask[W], fifth: Ask[X], /) -> tuple[T, U, V, W, X]: ...


def answer(*asks: Ask[Any]) -> tuple[Any, ...]:
    """What some questions ask, of whichever rooms, in one call (for every hundred rows)."""
    return tuple(ask.make(found) for ask, found in zip(asks, read(asks), strict=True))


def read(asks: Sequence[Ask[Any]]) -> list[dict[Key, Row]]:
    """For each question the rows that are there."""
    kinds = {ask.repository.table.Meta.table_name: ask.repository.table for ask in asks}
    consistent = {ask.repository.table.Meta.table_name for ask in asks if ask.consistent}
    places = {
        (ask.repository.table.Meta.table_name, ask.repository._own(key)): None for ask in asks for key in ask.keys
    }
    found: dict[tuple[str, Key], Row] = {}
    for batch in chunks(places, BATCH_GET_LIMIT):
        for table, item in _items(batch, consistent):
            row = kinds[table].from_raw_data(item)
            found[table, (row.pk, row.sk)] = row
    return [
        {
            key: there
            for key in ask.keys
            if (there := found.get((ask.repository.table.Meta.table_name, key))) and ask.repository._fresh(there)
        }
        for ask in asks
    ]


def _items(places: Iterable[tuple[str, Key]], consistent: Container[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The items at these places, with their tables. What the store leaves undone for now is asked for again."""
    wanted: dict[str, dict[str, Any]] = {}
    for table, (pk, sk) in places:
        request = wanted.setdefault(table, {"Keys": [], "ConsistentRead": table in consistent})
        request["Keys"].append({"pk": {"S": pk}, "sk": {"S": sk}})
    for attempt in range(5):
        answered = connection().dispatch("BatchGetItem", {"RequestItems": wanted})
        for table, items in answered["Responses"].items():
            yield from ((table, item) for item in items)
        wanted = answered.get("UnprocessedKeys", {})
        if not wanted:
            return
        pause(attempt)
    raise Unavailable("The store is busy.")
