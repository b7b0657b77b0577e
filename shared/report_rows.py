"""Reads and writes reports and their jobs, in the table of the room that makes them."""

from typing import Any, ClassVar, Generic, TypeVar, cast

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.dynamo import IntegerAttribute, Key, Repository, Row, Transaction
from shared.errors import NotFound
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.jobs import Job, find_job, job_row
from shared.listing import Listed, PageKey
from shared.reports import Report


class ReportFields:
    """The attributes of a room's row of a report, beside what it is of; ``kind`` is the row's own."""

    report_id = UnicodeAttribute()
    job_id = UnicodeAttribute()
    kind_of_report = UnicodeAttribute()
    form = UnicodeAttribute()
    state = UnicodeAttribute()
    rows = IntegerAttribute(null=True)
    totals = JSONAttribute(null=True)
    requested_by = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, report_id: str = "") -> Key:
        """Where a report stands."""
        return f"ORG#{org_id}#REPORTS", report_id


A = TypeVar("A", bound=Report)


class ReportRepository(Repository, Generic[A]):
    """One tenant's reports and their jobs. A room's own says of which rows."""

    model: type[A]
    row: ClassVar[type[Row]]
    job: ClassVar[type[Row]]
    receipt: ClassVar[type[Row]]
    absent: ClassVar[type[NotFound]]

    def get(self, report_id: str) -> A:
        """A report. Raises what is ``absent`` where there is none."""
        row = self._find(self.row, ReportFields.key(self.org_id, report_id), consistent=True)
        if row is None:
            raise self.absent(report_id=report_id)
        return self._report(row)

    def get_job(self, job_id: str) -> Job:
        """The job of a report. Raises ``JobNotFound``."""
        return find_job(self, self.job, job_id)

    def list(self, *, limit: int, start: PageKey) -> Listed[A]:
        """The reports, newest first."""
        pk, _ = ReportFields.key(self.org_id)
        page = self._query(self.row, pk, descending=True, limit=limit, start=start)
        return Listed([self._report(row) for row in page.rows], page.next_key)

    def add(self, report: A, job: Job, once: Once, *, tells: DomainEvent) -> str:
        """Store a new one with its job. Returns its id, or that of the one that the same request made."""

        def write(transaction: Transaction) -> None:
            self.create(transaction, report, job, tells=tells)

        return once.perform(self, self.receipt, report.report_id, write)

    def create(self, transaction: Transaction, report: A, job: Job, *, tells: DomainEvent) -> None:
        """Store a new one with its job, as a part of more."""
        transaction.create(self._row(report), tells=tells)
        transaction.create(job_row(self.job, self.org_id, job))

    def save(self, report: A, job: Job, *, tells: DomainEvent) -> None:
        """Replace one with its job; ``ConditionFailed`` if either was changed since it was read."""
        with self._transaction() as transaction:
            transaction.save(self._row(report), tells=tells)
            transaction.save(job_row(self.job, self.org_id, job))

    def _row(self, report: A) -> Row:
        pk, sk = ReportFields.key(self.org_id, report.report_id)
        values = {name: value for name, value in report.model_dump().items() if value is not None}
        return self.row(pk=pk, sk=sk, kind_of_report=values.pop("kind"), **values)

    def _report(self, row: Row) -> A:
        values = {name: getattr(row, name) for name in self.model.model_fields if name != "kind"}
        return self.model(**values, kind=cast(Any, row).kind_of_report)
