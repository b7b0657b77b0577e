"""Reads and writes orders of summaries, and what is made of them."""

import zlib

from functions.ai.domain.orders import Summarized, SummaryOrder, SummaryState
from functions.ai.domain.tasks import SummarizeResult
from functions.ai.errors import SummaryNotFound
from functions.ai.tables import AiRow, JobRow, ReceiptRow, SameSummaryRow, SummaryPieceRow, SummaryRow
from shared.dynamo import ConditionFailed, Repository, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.jobs import Job, find_job, job_row
from shared.listing import Listed, PageKey


class SummaryRepository(Repository):
    """One tenant's summaries."""

    table = AiRow

    def get(self, summary_id: str) -> SummaryOrder:
        """An order. Raises ``SummaryNotFound``."""
        row = self._find(SummaryRow, SummaryRow.key(self.org_id, summary_id), consistent=True)
        if row is None:
            raise SummaryNotFound(summary_id=summary_id)
        return _order(row)

    def get_job(self, job_id: str) -> Job:
        """The job of an order. Raises ``JobNotFound``."""
        return find_job(self, JobRow, job_id)

    def list(self, user_id: str, *, limit: int, start: PageKey) -> Listed[SummaryOrder]:
        """The orders of a person, newest first."""
        pk, _ = SummaryRow.person_key(self.org_id, user_id)
        page = self._query(SummaryRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([_order(row) for row in page.rows], page.next_key)

    def find_same(self, digest: str) -> str | None:
        """The order that the same request made."""
        row = self._find(SameSummaryRow, SameSummaryRow.key(self.org_id, digest), consistent=True)
        return row.summary_id if row else None

    def add(
        self, order: SummaryOrder, text: str | None, job: Job, once: Once, *, instead: str | None, tells: DomainEvent
    ) -> str:
        """Store a new one with its job. Returns its id, or that of the one that the same request made.

        Raises ``ConditionFailed`` where another one than ``instead`` stands for the same content by now.
        """
        pk, sk = SameSummaryRow.key(self.org_id, order.digest)
        same = SameSummaryRow(pk=pk, sk=sk, summary_id=order.summary_id)
        free = SameSummaryRow.pk.does_not_exist() if instead is None else SameSummaryRow.summary_id == instead

        def write(transaction: Transaction) -> None:
            transaction.create(self._row(order), tells=tells)
            transaction.create(job_row(JobRow, self.org_id, job))
            transaction.overwrite(same, free)
            if text is not None:
                transaction.create(self._piece(order.summary_id, "TEXT", text.encode()))

        return once.perform(self, ReceiptRow, order.summary_id, write)

    def save(self, order: SummaryOrder, job: Job, whole: Summarized | None, *, tells: DomainEvent | None) -> None:
        """Replace one with its job and what was made; ``ConditionFailed`` if either was changed since it was read."""
        with self._transaction() as transaction:
            transaction.save(self._row(order), tells=tells or ())
            transaction.save(job_row(JobRow, self.org_id, job))
            if whole is not None:
                piece = self._piece(order.summary_id, "WHOLE", whole.model_dump_json().encode())
                transaction.overwrite(piece)

    def find_text(self, summary_id: str) -> str | None:
        """The text that was sent."""
        packed = self._packed(summary_id, "TEXT")
        return packed.decode() if packed is not None else None

    def find_whole(self, summary_id: str) -> Summarized | None:
        """What was made."""
        packed = self._packed(summary_id, "WHOLE")
        return Summarized.model_validate_json(packed) if packed is not None else None

    def keep_section(self, order: SummaryOrder, number: int, result: SummarizeResult) -> None:
        """Keep what a section was summarized to, and count it. Safe to repeat."""
        pk, sk = job_row(JobRow, self.org_id, self.get_job(order.job_id)).pk, "JOB"
        try:
            with self._transaction() as transaction:
                piece = self._piece(order.summary_id, f"SECTION#{number:04}", result.model_dump_json().encode())
                transaction.create(piece)
                transaction.change(JobRow(pk=pk, sk=sk), [JobRow.done.add(1), JobRow.revision.add(1)])
        except ConditionFailed:
            return

    def sections(self, summary_id: str) -> dict[int, SummarizeResult]:
        """What was made of which section."""
        pk, prefix = SummaryPieceRow.key(self.org_id, summary_id, "SECTION#")
        rows = self._query_all(SummaryPieceRow, pk, begins_with=prefix)
        return {
            int(row.sk.removeprefix(prefix)): SummarizeResult.model_validate_json(zlib.decompress(row.packed))
            for row in rows
        }

    def _packed(self, summary_id: str, name: str) -> bytes | None:
        row = self._find(SummaryPieceRow, SummaryPieceRow.key(self.org_id, summary_id, name), consistent=True)
        return zlib.decompress(row.packed) if row else None

    def _piece(self, summary_id: str, name: str, content: bytes) -> SummaryPieceRow:
        pk, sk = SummaryPieceRow.key(self.org_id, summary_id, name)
        return SummaryPieceRow(pk=pk, sk=sk, packed=zlib.compress(content))

    def _row(self, order: SummaryOrder) -> SummaryRow:
        pk, sk = SummaryRow.key(self.org_id, order.summary_id)
        gsi1pk, gsi1sk = SummaryRow.person_key(self.org_id, order.requested_by, order.summary_id)
        return SummaryRow.of(order, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)


def _order(row: SummaryRow) -> SummaryOrder:
    values = {name: getattr(row, name) for name in SummaryOrder.model_fields}
    values |= {"lesson_ids": tuple(row.lesson_ids), "failed_sections": tuple(row.failed_sections)}
    return SummaryOrder(**{**values, "state": SummaryState(row.state)})
