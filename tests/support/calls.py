"""Which calls of DynamoDB something makes, in order."""

from collections.abc import Iterator
from contextlib import contextmanager

from shared.dynamo import connection


@contextmanager
def counting_calls() -> Iterator[list[str]]:
    """Meanwhile, the name of every operation is added to the list."""
    calls: list[str] = []

    def count(event_name: str, **_: object) -> None:
        calls.append(event_name.rpartition(".")[2])

    events = connection().client.meta.events
    events.register_first("before-send.dynamodb", count)
    try:
        yield calls
    finally:
        events.unregister("before-send.dynamodb", count)
