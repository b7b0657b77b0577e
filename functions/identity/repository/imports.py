"""Reads and writes of imports: the job, and what became of each line."""

from collections.abc import Callable, Collection

from pydantic import BaseModel, ConfigDict

from functions.identity.domain.imports import Line, Outcome
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.members import ImportedRow, JobRow, ReceiptRow
from shared.clock import epoch_seconds, system_clock
from shared.dynamo import Repository, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.jobs import KEPT, Job, find_job, job_row, save_job
from shared.listing import Listed, PageKey


class Imported(BaseModel):
    """What became of one line."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    line: int
    email: str
    outcome: Outcome
    user_id: str | None = None


class ImportRepository(Repository):
    """One organization's imports."""

    table = IdentityRow

    def add(self, job: Job, once: Once, *, tells: DomainEvent, record: Callable[[Transaction], None]) -> str:
        """Store a job; returns its id, or that of the job which the same request made before."""

        def write(transaction: Transaction) -> None:
            transaction.create(job_row(JobRow, self.org_id, job), tells=tells)
            record(transaction)

        return once.perform(self, ReceiptRow, job.job_id, write)

    def get(self, job_id: str) -> Job:
        """A job. Raises ``JobNotFound``."""
        return find_job(self, JobRow, job_id)

    def save(self, job: Job) -> Job:
        """Store a job that is still as it was read; ``ConditionFailed`` else."""
        return save_job(self, JobRow, job)

    def find_imported(self, job_id: str, lines: Collection[int]) -> dict[int, Imported]:
        """What became of some lines, at most 100."""
        keys = [ImportedRow.key(self.org_id, job_id, line) for line in lines]
        rows = self._find_many(keys, consistent=True)
        found = [Imported.model_validate(row) for row in rows.values()]
        return {imported.line: imported for imported in found}

    def put_imported(
        self, transaction: Transaction, job_id: str, line: Line, outcome: Outcome, user_id: str | None
    ) -> None:
        """Write down what became of a line; the transaction fails if that is written already."""
        pk, sk = ImportedRow.key(self.org_id, job_id, line.number)
        row = ImportedRow(
            pk=pk,
            sk=sk,
            line=line.number,
            email=line.email,
            outcome=outcome,
            user_id=user_id,
            expires_at=epoch_seconds(system_clock.now() + KEPT),
        )
        transaction.create(row, by=self)

    def list_imported(self, job_id: str, *, limit: int, start: PageKey) -> Listed[Imported]:
        """What became of each line, in their order."""
        pk, begin = ImportedRow.key(self.org_id, job_id)
        page = self._query(ImportedRow, pk, begins_with=begin, limit=limit, start=start)
        return Listed([Imported.model_validate(row) for row in page.rows], page.next_key)
