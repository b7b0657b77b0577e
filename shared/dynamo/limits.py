"""How much DynamoDB takes at once, and lists cut to it."""

from collections.abc import Iterable, Iterator
from typing import Any

BATCH_GET_LIMIT = 100
TRANSACTION_LIMIT = 100


def chunks(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The things in lists of at most ``size``."""
    batch: list[Any] = []
    for thing in things:
        batch.append(thing)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
