"""Reads and writes regrades, and what they make of attempts."""

import json
import zlib
from collections.abc import Sequence

from functions.assessment.domain.regrades import Change, Regrade
from functions.assessment.errors import RegradeNotFound
from functions.assessment.repository.base import TableRepository
from functions.assessment.tables import ChangeRow, ReceiptRow, RegradeRow
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.listing import Listed, PageKey


class RegradeRepository(TableRepository):
    """One tenant's regrades."""

    def get(self, course_id: str, regrade_id: str) -> Regrade:
        """A regrade. Raises ``RegradeNotFound``."""
        row = self._find(RegradeRow, RegradeRow.key(self.org_id, course_id, regrade_id), consistent=True)
        if row is None:
            raise RegradeNotFound(regrade_id=regrade_id)
        return Regrade.model_validate(row)

    def list_by_course(self, course_id: str, *, limit: int, start: PageKey) -> Listed[Regrade]:
        """A course's regrades, the newest first."""
        pk, _ = RegradeRow.key(self.org_id, course_id)
        page = self._query(RegradeRow, pk, descending=True, limit=limit, start=start)
        return Listed([Regrade.model_validate(row) for row in page.rows], page.next_key)

    def add(self, regrade: Regrade, once: Once, *, tells: DomainEvent) -> str:
        """Store a new regrade. Returns the id of what exists now."""
        return once.perform(
            self,
            ReceiptRow,
            regrade.regrade_id,
            lambda transaction: transaction.create(self._row(regrade), tells=tells),
        )

    def save(self, regrade: Regrade, *, tells: Sequence[DomainEvent] = ()) -> Regrade:
        """Replace a regrade that is still at this revision (``ConditionFailed`` else)."""
        row = self._row(regrade)
        self._save(row, tells=tells)
        return regrade.model_copy(update={"revision": row.revision})

    # -- changes

    def list_changes(self, regrade_id: str, *, limit: int, start: PageKey) -> Listed[Change]:
        """What a regrade makes of attempts, by attempt."""
        pk, _ = ChangeRow.key(self.org_id, regrade_id)
        page = self._query(ChangeRow, pk, limit=limit, start=start, consistent=True)
        return Listed([_change(row) for row in page.rows], page.next_key)

    def keep(self, regrade_id: str, change: Change) -> None:
        """Write a change down, in the place of what was found or became of it before. Safe to repeat."""
        pk, sk = ChangeRow.key(self.org_id, regrade_id, change.attempt_id)
        row = ChangeRow(pk=pk, sk=sk, packed=zlib.compress(change.model_dump_json(exclude={"revision"}).encode()))
        self._put(row)

    # -- rows

    def _row(self, regrade: Regrade) -> RegradeRow:
        pk, sk = RegradeRow.key(self.org_id, regrade.course_id, regrade.regrade_id)
        values = regrade.model_dump(mode="json", exclude={"asked_at"})
        row = RegradeRow(pk=pk, sk=sk, asked_at=regrade.asked_at, **values)
        return row


def _change(row: ChangeRow) -> Change:
    return Change.model_validate({**json.loads(zlib.decompress(row.packed)), "revision": row.revision})
