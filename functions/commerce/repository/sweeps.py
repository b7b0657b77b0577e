"""Reads and writes how far the gateway was asked."""

from datetime import datetime

from functions.commerce.domain.sweeps import Sweep
from functions.commerce.repository.deadlines import DeadlineRepository
from functions.commerce.tables import CommerceRow, SweepRow
from shared.deadlines import Deadline
from shared.dynamo import Repository, Transaction


def sweeping(org_id: str, connection_id: str, at: datetime, transaction: Transaction) -> None:
    """Have a connection's account asked from that moment on."""
    DeadlineRepository(org_id).set(transaction, Deadline(org_id, f"sweep:{connection_id}", at))


class SweepRepository(Repository):
    """One tenant's sweeps."""

    table = CommerceRow

    def find(self, connection_id: str) -> Sweep | None:
        """How far a connection's sweep is; None where none began yet."""
        row = self._find(SweepRow, SweepRow.key(self.org_id, connection_id), consistent=True)
        return Sweep.model_validate(row) if row else None

    def save(self, sweep: Sweep, following: datetime) -> None:
        """Note how far it is, and when it goes on. Raises ``ConditionFailed`` where another went on meanwhile."""
        pk, sk = SweepRow.key(self.org_id, sweep.connection_id)
        row = SweepRow.of(sweep, pk=pk, sk=sk)
        with self._transaction() as transaction:
            transaction.store(row)
            sweeping(self.org_id, sweep.connection_id, following, transaction)
