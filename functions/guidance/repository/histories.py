"""Reads and writes what people took and were shown."""

from collections.abc import Iterator, Sequence

from functions.guidance.domain.histories import History
from functions.guidance.repository.editions import Changes, EditionCard, EditionRepository
from functions.guidance.tables import SHARDS, GuidanceRow, HistoryRow, shard_key
from shared.dynamo import Ask, Key, Repository, Row
from shared.events import DomainEvent


class HistoryRepository(Repository):
    """One tenant's histories."""

    table = GuidanceRow

    def asking(self, user_id: str) -> Ask[History]:
        """The question for somebody's history; nobody is without one."""
        key = HistoryRow.key(self.org_id, user_id)
        return Ask(self, [key], lambda rows: _history(rows.get(key)))

    def asking_with(
        self, user_id: str, editions: EditionRepository
    ) -> Ask[tuple[History, EditionCard | None, Changes]]:
        """The question for somebody's history, the edition there is, and what changed since."""
        own, theirs = self.asking(user_id), editions.asking()

        def make(rows: dict[Key, Row]) -> tuple[History, EditionCard | None, Changes]:
            return own.make(rows), *theirs.make(rows)

        return Ask(self, [*own.keys, *theirs.keys], make)

    def find(self, user_id: str) -> History:
        """A history as it is now, to be changed."""
        return _history(self._find(HistoryRow, HistoryRow.key(self.org_id, user_id), consistent=True))

    def save(self, user_id: str, history: History, *, tells: Sequence[DomainEvent] = ()) -> None:
        """Store a history that is still as it was read; else ``ConditionFailed``."""
        pk, sk = HistoryRow.key(self.org_id, user_id)
        gsi1pk, gsi1sk = HistoryRow.index_key(self.org_id, user_id)
        row = HistoryRow.of(history, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)
        self._store(row, tells=tells)

    def forget(self, user_id: str) -> None:
        """Remove a history, if there is one."""
        pk, sk = HistoryRow.key(self.org_id, user_id)
        with self._transaction() as transaction:
            transaction.forget(HistoryRow(pk=pk, sk=sk))

    def all(self) -> Iterator[History]:
        """Every history, for learning from them: a query for each megabyte."""
        for shard in range(SHARDS):
            yield from map(_history, self._each(HistoryRow, shard_key(self.org_id, shard), index=True))


def _history(row: Row | None) -> History:
    return History.model_validate(row, from_attributes=True) if isinstance(row, HistoryRow) else History()
