"""All tables of the one-process backend: what changed in them, and back to how they were."""

from copy import deepcopy
from typing import Any

from moto.dynamodb.models import dynamodb_backends

from infra.local.oneprocess import OneProcess
from shared import settings
from shared.remembering import forget_memories

ACCOUNT, REGION = "123456789012", "ap-south-1"


class Tables:
    """What lies in all tables. Counting requests for their limits is no change."""

    def __init__(self, process: OneProcess) -> None:
        self._names = [settings.table_name(context.name) for context in process.contexts if context.keeps_rows]
        self.keep()

    def keep(self) -> None:
        """Remember how it is now."""
        self._kept = [deepcopy(table.items) for table in self._tables]
        self._mark()

    def rewind(self) -> None:
        """Back to how it was."""
        for table, kept in zip(self._tables, self._kept, strict=True):
            table.items = deepcopy(kept)
        self._mark()
        forget_memories()

    def changes(self) -> list[dict[str, Any]]:
        """Every write since then, as the tables' streams have it."""
        records = [
            record.to_json()["dynamodb"] | {"event": record.to_json()["eventName"]}
            for table, seen in zip(self._tables, self._seen, strict=True)
            for record in table.stream_shard.items[seen:]
        ]
        return [record for record in records if not record["Keys"]["pk"]["S"].startswith("GLOBAL#RATE#")]

    @property
    def _tables(self) -> list[Any]:
        """Looked up each time: moto puts another table in the place of one whose transaction was taken back."""
        return [dynamodb_backends[ACCOUNT][REGION].tables[name] for name in self._names]

    def _mark(self) -> None:
        self._seen = [len(table.stream_shard.items) for table in self._tables]
