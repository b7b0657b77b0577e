"""Reads and writes reports and their jobs."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.finance.domain.reports import Report, ReportKind
from functions.finance.errors import ReportNotFound
from functions.finance.tables import FinanceRow, JobRow, ReceiptRow, ReportRow
from shared.dynamo import Repository, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.jobs import Job, find_job, job_row

PageKey = Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Some reports, and where the next page starts."""

    items: list[Report]
    next_key: PageKey


class ReportRepository(Repository):
    """One tenant's reports."""

    table = FinanceRow

    def get(self, report_id: str) -> Report:
        """A report. Raises ``ReportNotFound``."""
        row = self._find(ReportRow, ReportRow.key(self.org_id, report_id), consistent=True)
        if row is None:
            raise ReportNotFound(report_id=report_id)
        return _report(row)

    def get_job(self, job_id: str) -> Job:
        """The job of a report. Raises ``JobNotFound``."""
        return find_job(self, JobRow, job_id)

    def list(self, *, limit: int, start: PageKey) -> ReportPage:
        """The reports, newest first."""
        pk, _ = ReportRow.key(self.org_id)
        page = self._query(ReportRow, pk, descending=True, limit=limit, start=start)
        return ReportPage([_report(row) for row in page.rows], page.next_key)

    def add(self, report: Report, job: Job, once: Once, *, tells: DomainEvent) -> str:
        """Store a new one with its job. Returns its id, or that of the one that the same request made."""

        def write(transaction: Transaction) -> None:
            transaction.create(self._row(report), tells=tells)
            transaction.create(job_row(JobRow, self.org_id, job))

        return once.perform(self, ReceiptRow, report.report_id, write)

    def save(self, report: Report, job: Job, *, tells: DomainEvent) -> None:
        """Replace one with its job; ``ConditionFailed`` if either was changed since it was read."""
        with self._transaction() as transaction:
            transaction.save(self._row(report), tells=tells)
            transaction.save(job_row(JobRow, self.org_id, job))

    def _row(self, report: Report) -> ReportRow:
        pk, sk = ReportRow.key(self.org_id, report.report_id)
        values = {name: value for name, value in report.model_dump(exclude={"kind"}).items() if value is not None}
        if not values["revision"]:
            values.pop("revision")
        return ReportRow(pk=pk, sk=sk, kind_of_report=report.kind, **values)


def _report(row: ReportRow) -> Report:
    values = {name: getattr(row, name) for name in Report.model_fields if name != "kind"}
    return Report(kind=ReportKind(row.kind_of_report), **values)
