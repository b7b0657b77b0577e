"""Reads and writes deadlines, which belong to no organization."""

from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from functions.commerce.tables import CommerceRow, DeadlineRow
from shared.dynamo import GlobalRepository, Transaction

SHARDS = 16
"""Over how many partitions deadlines are spread: one takes a thousand writes a second."""
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something of an organization that is to be looked at from a moment on. Looking early, or twice, does no harm."""

    org_id: str
    what: str
    """What kind of thing it is, and its id: ``offers:crs_…``."""
    at: datetime


class DeadlineRepository(GlobalRepository):
    """All deadlines there are."""

    table = CommerceRow

    def set(self, transaction: Transaction, deadline: Deadline) -> None:
        """Add a deadline to what is written."""
        row = self._row(deadline)
        transaction.overwrite(row, by=self)

    def over(self, shard: int, now: datetime) -> list[Deadline]:
        """The earliest ones of a shard whose time has come, ``MOST_AT_ONCE`` at most."""
        pk, _ = DeadlineRow.key(shard)
        page = self._query(DeadlineRow, pk, limit=MOST_AT_ONCE, consistent=True)
        found = [Deadline(row.org_id, row.what, datetime.fromisoformat(row.sk.partition("#")[0])) for row in page.rows]
        return [deadline for deadline in found if deadline.at <= now]

    def drop(self, deadline: Deadline) -> None:
        """Nobody need look any more. Safe to repeat."""
        row = self._row(deadline)
        row._get_connection().delete_item(row.pk, range_key=row.sk)

    def postpone(self, deadline: Deadline, at: datetime) -> None:
        """Look again later."""
        with self._transaction() as transaction:
            self.set(transaction, Deadline(deadline.org_id, deadline.what, at))
        self.drop(deadline)

    def _row(self, deadline: Deadline) -> DeadlineRow:
        shard = crc32(f"{deadline.org_id}#{deadline.what}".encode()) % SHARDS
        pk, sk = DeadlineRow.key(shard, deadline.at.isoformat(timespec="microseconds"), deadline.org_id, deadline.what)
        return DeadlineRow(pk=pk, sk=sk, org_id=deadline.org_id, what=deadline.what)
