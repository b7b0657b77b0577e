"""Reads and writes deadlines, which belong to no organization."""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.media.repository.rows import deadline_row, once_written
from functions.media.tables import DeadlineRow, MediaRow
from shared.dynamo import ConditionFailed, GlobalRepository, Transaction

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something of an organization that somebody must look after."""

    org_id: str
    what: str
    at: datetime


class DeadlineRepository(GlobalRepository):
    """All deadlines there are."""

    table = MediaRow

    def set(self, transaction: Transaction, deadline: Deadline) -> None:
        """Add a deadline to what is written."""
        row = deadline_row(deadline.org_id, deadline.what, deadline.at)
        transaction.overwrite(row, by=self)

    def over(self, now: datetime) -> list[Deadline]:
        """The earliest ones whose time has come."""
        pk, _ = DeadlineRow.key()
        page = self._query(DeadlineRow, pk, limit=MOST_AT_ONCE, consistent=True)
        found = [Deadline(row.org_id, row.what, datetime.fromisoformat(row.sk.partition("#")[0])) for row in page.rows]
        return [deadline for deadline in found if deadline.at <= now]

    def drop(self, deadline: Deadline) -> None:
        """Nobody need look any more. Safe to repeat."""
        try:
            self._delete(once_written(deadline_row(deadline.org_id, deadline.what, deadline.at)))
        except ConditionFailed:
            return

    def postpone(self, deadline: Deadline, at: datetime) -> None:
        """Look again later."""
        with self._transaction() as transaction:
            self.set(transaction, replace(deadline, at=at))
        self.drop(deadline)
