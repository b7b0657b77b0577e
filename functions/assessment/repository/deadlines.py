"""Reads and writes the deadlines of attempts, which belong to no organization."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from functions.assessment.tables import AssessmentTableRow, DeadlineRow
from functions.assessment.tables.attempts import SHARDS
from shared.dynamo import GlobalRepository, Transaction

MOST_AT_ONCE = 100
"""Of each shard."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """An attempt whose time is over at this moment."""

    org_id: str
    attempt_id: str
    user_id: str
    at: datetime


class DeadlineRepository(GlobalRepository):
    """All deadlines there are."""

    table = AssessmentTableRow

    def setting(self, transaction: Transaction, deadline: Deadline) -> None:
        """Add a deadline to what is written."""
        transaction.overwrite(_row(deadline), by=self)

    def dropping(self, transaction: Transaction, deadline: Deadline) -> None:
        """Add to what is written that nobody need look any more."""
        transaction.forget(_row(deadline), by=self)

    def over(self, now: datetime) -> list[Deadline]:
        """The earliest ones of each shard whose time has come."""
        found: list[Deadline] = []
        for shard in range(SHARDS):
            pk, _ = DeadlineRow.key(shard)
            page = self._query(DeadlineRow, pk, limit=MOST_AT_ONCE, consistent=True)
            found += [
                Deadline(row.org_id, row.attempt_id, row.user_id, datetime.fromisoformat(row.sk.partition("#")[0]))
                for row in page.rows
            ]
        return [deadline for deadline in found if deadline.at <= now]

    def drop(self, deadline: Deadline) -> None:
        """Nobody need look any more. Safe to repeat."""
        with self._transaction() as transaction:
            self.dropping(transaction, deadline)


def _row(deadline: Deadline) -> DeadlineRow:
    shard = sha256(deadline.user_id.encode()).digest()[0] % SHARDS
    pk, sk = DeadlineRow.key(shard, deadline.at.isoformat(), deadline.org_id, deadline.attempt_id)
    return DeadlineRow(pk=pk, sk=sk, org_id=deadline.org_id, attempt_id=deadline.attempt_id, user_id=deadline.user_id)
