"""All tables of the one-process backend: what changed in them, and back to how they were."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType

from infra.local.oneprocess import OneProcess
from shared import settings
from shared.remembering import forget_memories

COUNTS = "GLOBAL#RATE#"
ACCOUNT, REGION = "123456789012", "ap-south-1"


class Tables:
    """What lies in all tables. Counting requests for their limits is no change."""

    def __init__(self, process: OneProcess) -> None:
        self._names = [settings.table_name(context.name) for context in process.contexts if context.keeps_rows]
        self.keep()

    def keep(self) -> None:
        """Remember how it is now."""
        self._kept = {name: deepcopy(table.items) for name, table in self._tables()}
        self._mark()

    def rewind(self) -> None:
        """Back to how it was. What was told in between is still on its way (``OneProcess.skip_news`` ends that)."""
        for name, table in self._tables():
            for record in table.stream_shard.items[self._seen[name] :]:
                keys = record.to_json()["dynamodb"]["Keys"]
                pk, sk = DynamoType(keys["pk"]), DynamoType(keys["sk"])
                table.items[pk].pop(sk, None)
                if sk in self._kept[name].get(pk, {}):
                    table.items[pk][sk] = deepcopy(self._kept[name][pk][sk])
        self._mark()
        forget_memories()

    def changes(self) -> list[dict[str, Any]]:
        """Every write since then, as the tables' streams have it."""
        records = [
            record.to_json()["dynamodb"] | {"event": record.to_json()["eventName"]}
            for name, table in self._tables()
            for record in table.stream_shard.items[self._seen[name] :]
        ]
        return [record for record in records if not record["Keys"]["pk"]["S"].startswith(COUNTS)]

    def everything(self) -> dict[tuple[str, str, str], dict[str, Any]]:
        """Every item by table and key, but for the counts of requests."""
        return {
            (name, item["pk"]["S"], item["sk"]["S"]): item
            for name, table in self._tables()
            for item in (one.to_json()["Attributes"] for one in table.all_items())
            if not item["pk"]["S"].startswith(COUNTS)
        }

    def _tables(self) -> Iterator[tuple[str, Any]]:
        """Looked up each time: moto puts another table in the place of one whose transaction was taken back."""
        for name in self._names:
            yield name, dynamodb_backends[ACCOUNT][REGION].tables[name]

    def _mark(self) -> None:
        self._seen = {name: len(table.stream_shard.items) for name, table in self._tables()}
