"""How much DynamoDB takes at once, and lists cut to it."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
BATCH_GET_LIMIT = 100
TRANSACTION_LIMIT = 100


def chunks(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """The things in lists of at most ``size``."""
    batch: list[T] = []
    for thing in things:
        batch.append(thing)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
