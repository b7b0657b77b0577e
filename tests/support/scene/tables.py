"""All tables of the one-process backend: what changed in them, and back to how they were; the gateway with them."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType, Item

from infra.local.oneprocess import OneProcess
from infra.local.oneprocess.kept import backend
from shared import settings
from shared.remembering import forget_memories

COUNTS = "GLOBAL#RATE#"

Key = tuple[str, str, str]
"""A table's name, the partition key, the sort key."""
Items = dict[Key, dict[str, Any]]


class Tables:
    """What is written to all tables from now on. Counting requests for their limits is no change."""

    def __init__(self, process: OneProcess) -> None:
        self._process = process
        self._names = [settings.table_name(context.name) for context in process.contexts if context.keeps_rows]
        self.keep()

    def keep(self) -> None:
        """Let how it is now be how it was."""
        self._seen = {name: len(table.stream_shard.items) for name, table in self._tables()}
        self._gateway = deepcopy(vars(self._process.razorpay))

    def rewind(self) -> None:
        """Back to how it was. What was told in between is still on its way (``OneProcess.skip_news`` ends that)."""
        before: dict[Key, dict[str, Any]] = {}
        tables = dict(self._tables())
        for key, record in self._records():
            before.setdefault(key, record)
        for (name, *_), record in before.items():
            pk, sk = (DynamoType(record["Keys"][part]) for part in ("pk", "sk"))
            if "OldImage" in record:
                tables[name].items[pk][sk] = Item(pk, sk, record["OldImage"])
            else:
                tables[name].items[pk].pop(sk, None)
        vars(self._process.razorpay).update(self._gateway)
        self.keep()
        forget_memories()

    def changes(self) -> list[dict[str, Any]]:
        """Every write since then, as the tables' streams have it."""
        return [record for (_, pk, _), record in self._records() if not pk.startswith(COUNTS)]

    def before_and_after(self) -> tuple[Items, Items]:
        """What was written since then, as it was and as it is. What was not there, or is no more, is in one only."""
        first: dict[Key, dict[str, Any]] = {}
        last: dict[Key, dict[str, Any]] = {}
        for key, record in self._records():
            if not key[1].startswith(COUNTS):
                first.setdefault(key, record)
                last[key] = record
        before = {key: record["OldImage"] for key, record in first.items() if "OldImage" in record}
        return before, {key: record["NewImage"] for key, record in last.items() if "NewImage" in record}

    def _records(self) -> Iterator[tuple[Key, dict[str, Any]]]:
        for name, table in self._tables():
            for one in table.stream_shard.items[self._seen[name] :]:
                record = one.to_json()["dynamodb"] | {"event": one.to_json()["eventName"]}
                yield (name, record["Keys"]["pk"]["S"], record["Keys"]["sk"]["S"]), record

    def _tables(self) -> Iterator[tuple[str, Any]]:
        """Looked up each time: moto puts another table in the place of one whose transaction was taken back."""
        for name in self._names:
            yield name, backend("dynamodb").tables[name]
