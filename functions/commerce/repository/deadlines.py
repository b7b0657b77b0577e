"""Reads and writes deadlines, which belong to no organization."""

from dataclasses import dataclass
from datetime import datetime

from functions.commerce.tables import CommerceRow, DeadlineRow
from shared.dynamo import GlobalRepository, Transaction

MOST_AT_ONCE = 200


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
        transaction.overwrite(row, DeadlineRow.pk.does_not_exist() | DeadlineRow.pk.exists(), by=self)

    def over(self, now: datetime) -> list[Deadline]:
        """The earliest ones whose time has come."""
        pk, _ = DeadlineRow.key()
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
        pk, sk = DeadlineRow.key(deadline.at.isoformat(timespec="microseconds"), deadline.org_id, deadline.what)
        return DeadlineRow(pk=pk, sk=sk, org_id=deadline.org_id, what=deadline.what)
