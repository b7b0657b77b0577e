"""Reads and writes gradings, the tokens under which workflows wait for them, and appeals."""

from collections.abc import Sequence
from datetime import timedelta

from functions.assessment.domain.appeals import Appeal
from functions.assessment.domain.gradings import Grading
from functions.assessment.errors import AppealNotFound, GradingNotFound
from functions.assessment.repository.base import TableRepository
from functions.assessment.tables import AppealRow, GradingRow, ReceiptRow, TokenRow
from shared.clock import epoch_seconds
from shared.dynamo import Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.listing import Listed, PageKey

TOKEN_KEPT = timedelta(days=60)
"""Longer than any workflow waits."""


class GradingRepository(TableRepository):
    """One tenant's gradings."""

    def find(self, work_id: str) -> Grading | None:
        """The grading of a work."""
        row = self._find(GradingRow, GradingRow.key(self.org_id, work_id), consistent=True)
        return Grading.model_validate(row) if row else None

    def get(self, work_id: str) -> Grading:
        """The same. Raises ``GradingNotFound``."""
        grading = self.find(work_id)
        if grading is None:
            raise GradingNotFound(work_id=work_id)
        return grading

    def list_waiting(self, activity_id: str, *, limit: int, start: PageKey) -> Listed[Grading]:
        """Those of an activity that wait for a person, the longest first."""
        pk, _ = GradingRow.index_key(self.org_id, activity_id)
        page = self._query(GradingRow, pk, index=True, limit=limit, start=start)
        return Listed([Grading.model_validate(row) for row in page.rows], page.next_key)

    def save(self, grading: Grading, *, tells: Sequence[DomainEvent] = ()) -> Grading:
        """Store a grading that is still as it was read, or new (``ConditionFailed`` else)."""
        row = self._row(grading)
        self._store(row, tells=tells)
        return grading.model_copy(update={"revision": row.revision})

    # -- tokens

    def keep_token(self, work_id: str, purpose: str, token: str, round: int) -> None:
        """Note under which token a workflow waits, in the place of an older one."""
        pk, sk = TokenRow.key(self.org_id, work_id, purpose)
        over = epoch_seconds(self.now() + TOKEN_KEPT)
        row = TokenRow(pk=pk, sk=sk, token=token, round=round, expires_at=over)
        self._put(row)

    def find_token(self, work_id: str, purpose: str) -> tuple[str, int] | None:
        """Under which token a workflow waits, and in which round."""
        row = self._find(TokenRow, TokenRow.key(self.org_id, work_id, purpose), consistent=True)
        return (row.token, int(row.round)) if row and row.token else None

    def drop_token(self, work_id: str, purpose: str) -> None:
        """Nothing waits any more: an empty token stands for none, so that who answers need not delete."""
        self.keep_token(work_id, purpose, "", 0)

    # -- appeals

    def appeals_of(self, work_id: str) -> list[Appeal]:
        """A work's appeals, the first first."""
        pk, begin = AppealRow.key(self.org_id, work_id)
        return [Appeal.model_validate(row) for row in self._query_all(AppealRow, pk, begins_with=begin)]

    def find_made(self, once: Once) -> str | None:
        """The id of the appeal that the same request made before."""
        return once.find(self, ReceiptRow)

    def get_appeal(self, work_id: str, appeal_id: str) -> Appeal:
        """An appeal. Raises ``AppealNotFound``."""
        row = self._find(AppealRow, AppealRow.key(self.org_id, work_id, appeal_id), consistent=True)
        if row is None:
            raise AppealNotFound(appeal_id=appeal_id)
        return Appeal.model_validate(row)

    def list_appeals(self, activity_id: str, *, limit: int, start: PageKey) -> Listed[Appeal]:
        """An activity's appeals, the newest first."""
        pk, _ = AppealRow.index_key(self.org_id, activity_id)
        page = self._query(AppealRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([Appeal.model_validate(row) for row in page.rows], page.next_key)

    def appeal(self, appeal: Appeal, grading: Grading, once: Once, *, tells: DomainEvent) -> str:
        """Store an appeal with the round of grading that it begins. Returns the id of what exists now."""

        def write(transaction: Transaction) -> None:
            transaction.create(self._appeal_row(appeal))
            row = self._row(grading)
            transaction.store(row, tells=tells)

        return once.perform(self, ReceiptRow, appeal.appeal_id, write)

    def resolve(self, appeal: Appeal, grading: Grading, *, tells: DomainEvent) -> None:
        """Store an answered appeal with its grading, if both are still as they were read (``ConditionFailed`` else)."""
        with self._transaction() as transaction:
            transaction.save(self._appeal_row(appeal))
            transaction.save(self._row(grading), tells=tells)

    # -- rows

    def _row(self, grading: Grading) -> GradingRow:
        pk, sk = GradingRow.key(self.org_id, grading.work_id)
        values = grading.model_dump(mode="json", exclude={"opened_at"})
        row = GradingRow(pk=pk, sk=sk, **values, opened_at=grading.opened_at)
        if grading.waits:
            place = self.org_id, grading.activity_id, grading.opened_at.isoformat(), grading.work_id
            row.gsi1pk, row.gsi1sk = GradingRow.index_key(*place)
        return row

    def _appeal_row(self, appeal: Appeal) -> AppealRow:
        pk, sk = AppealRow.key(self.org_id, appeal.work_id, appeal.appeal_id)
        gsi1pk, gsi1sk = AppealRow.index_key(self.org_id, appeal.activity_id, appeal.appeal_id)
        row = AppealRow.of(appeal, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)
        row.question_ids = list(appeal.question_ids)
        return row
