"""Reads and writes what becomes of lists of people to enrol."""

from collections.abc import Collection

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.bulk import Line, ListOutcome
from functions.learning.tables import EnrolledRow, JobRow, LearningRow, ListRow, ReceiptRow
from shared.clock import epoch_seconds
from shared.dynamo import Repository, Row, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.jobs import KEPT, Job, JobNotFound, find_job, job_row, save_job
from shared.listing import Listed, PageKey


class Enrolled(BaseModel):
    """What became of one line."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    line: int
    who: str
    outcome: ListOutcome
    user_id: str | None = None


class BulkRepository(Repository):
    """One tenant's lists."""

    table = LearningRow

    def add(self, job: Job, once: Once, *, tells: DomainEvent, course_id: str) -> str:
        """Store a job of a course; returns its id, or that of the job which the same request made before."""
        pk, sk = ListRow.key(self.org_id, job.job_id)

        def write(transaction: Transaction) -> None:
            transaction.create(job_row(JobRow, self.org_id, job), tells=tells)
            over = epoch_seconds(job.created_at + KEPT)
            transaction.create(ListRow(pk=pk, sk=sk, course_id=course_id, expires_at=over))

        return once.perform(self, ReceiptRow, job.job_id, write)

    def get_of(self, course_id: str, job_id: str) -> None:
        """Raise ``JobNotFound`` unless the job enrols a list in this course."""
        found = self._find(ListRow, ListRow.key(self.org_id, job_id))
        if found is None or found.course_id != course_id:
            raise JobNotFound(job_id=job_id)

    def get(self, job_id: str) -> Job:
        """A job. Raises ``JobNotFound``."""
        return find_job(self, JobRow, job_id)

    def save(self, job: Job) -> Job:
        """Store a job that is still as it was read; ``ConditionFailed`` else."""
        return save_job(self, JobRow, job)

    def find_written(self, job_id: str, lines: Collection[int]) -> dict[int, Enrolled]:
        """What became of some lines, at most 100."""
        rows = self._find_many([EnrolledRow.key(self.org_id, job_id, line) for line in lines], consistent=True)
        found = [Enrolled.model_validate(row) for row in rows.values()]
        return {enrolled.line: enrolled for enrolled in found}

    def write(self, job_id: str, line: Line, outcome: ListOutcome, user_id: str | None) -> None:
        """Write down what became of a line; ``ConditionFailed`` if that is written already."""
        self._create(self._row(job_id, line, outcome, user_id))

    def add_to(self, transaction: Transaction, job_id: str, line: Line, outcome: ListOutcome, user_id: str) -> None:
        """The same, as part of a transaction."""
        transaction.create(self._row(job_id, line, outcome, user_id))

    def list_written(self, job_id: str, *, limit: int, start: PageKey) -> Listed[Enrolled]:
        """What became of the lines, in their order."""
        pk, begin = EnrolledRow.key(self.org_id, job_id)
        page = self._query(EnrolledRow, pk, begins_with=begin, limit=limit, start=start)
        return Listed([Enrolled.model_validate(row) for row in page.rows], page.next_key)

    def _row(self, job_id: str, line: Line, outcome: ListOutcome, user_id: str | None) -> Row:
        pk, sk = EnrolledRow.key(self.org_id, job_id, line.number)
        return EnrolledRow(
            pk=pk,
            sk=sk,
            line=line.number,
            who=line.who,
            outcome=outcome,
            user_id=user_id,
            expires_at=epoch_seconds(self.now() + KEPT),
        )
