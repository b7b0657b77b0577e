"""Reports: asked for, made by a workflow, fetched by a link."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from events.finance import ReportFailed, ReportReady, ReportRequested
from functions.commerce.published.books import month_of
from functions.finance.domain.months import MOST_MONTHS, months_between
from functions.finance.domain.reports import CONTENT_TYPES, Report, ReportKind, ReportState
from functions.finance.errors import PeriodUnsound, ReportNotReady
from functions.finance.gateways.files import FinanceFiles
from functions.finance.repository.reports import PageKey, ReportPage, ReportRepository
from functions.finance.service.documents import Lent
from functions.finance.service.tables import Table, table_of
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import undisturbed
from shared.idempotency import Once
from shared.ids import new_id
from shared.jobs import Job, JobState
from shared.observability import log
from shared.tabulating import Cell, Form, Kind, tabulate

WORK = "finance.report"
LENT_FOR = timedelta(minutes=15)
PROBLEM = {"code": "report_failed", "detail": "The work stopped. Ask for the report again."}


@dataclass(frozen=True, slots=True)
class ReportWish:
    """Which report is wanted."""

    kind: ReportKind
    form: Form
    first_month: str
    last_month: str


class ReportService:
    """One tenant's reports."""

    def __init__(self, reports: ReportRepository, files: FinanceFiles) -> None:
        self._reports = reports
        self._files = files

    def request(self, wish: ReportWish, *, by: Caller, once: Once) -> Report:
        """Ask for a report. Raises ``PeriodUnsound``."""
        months = months_between(wish.first_month, wish.last_month)
        now = system_clock.now()
        if not 1 <= len(months) <= MOST_MONTHS or wish.last_month > month_of(now):
            raise PeriodUnsound.field("/last_month", "period_unsound", PeriodUnsound.__doc__ or "")
        job = Job.asked("finance", WORK, by.user_id)
        report = Report(
            report_id=new_id("rep"),
            job_id=job.job_id,
            kind=wish.kind,
            form=wish.form,
            first_month=wish.first_month,
            last_month=wish.last_month,
            requested_by=by.user_id,
            created_at=now,
            updated_at=now,
        )
        return self._reports.get(
            self._reports.add(report, job, once, tells=ReportRequested(report_id=report.report_id))
        )

    def read(self, report_id: str) -> Report:
        """A report. Raises ``ReportNotFound``."""
        return self._reports.get(report_id)

    def list(self, *, limit: int, start: PageKey) -> ReportPage:
        """The reports, newest first."""
        return self._reports.list(limit=limit, start=start)

    def lend(self, report_id: str) -> Lent:
        """A link to a report's file. Raises ``ReportNotFound``, ``ReportNotReady``."""
        report = self._reports.get(report_id)
        if report.state is not ReportState.SUCCEEDED:
            raise ReportNotReady(report_id=report_id, state=report.state)
        url = self._files.lend(self._key(report), LENT_FOR, called=report.file_name)
        return Lent(url, system_clock.now() + LENT_FOR)

    # -- the workflow's

    def make(self, report_id: str) -> str:
        """Make the file. Returns ``done``. Safe to repeat: a file that is made stays, one that was not is made anew."""
        report = self._reports.get(report_id)
        if report.over:
            return "done"
        table = table_of(report.kind, self._reports.org_id, months_between(report.first_month, report.last_month))
        totals: dict[str, dict[str, int]] = {}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / report.file_name
            count = tabulate(report.form, path, table.columns, _counted(table, totals))
            self._files.keep_file(self._key(report), path, CONTENT_TYPES[report.form])
        undisturbed(lambda: self._finish(report_id, count, totals))
        log("report.made", report_id=report_id, kind=report.kind, rows=count)
        return "done"

    def abandon(self, report_id: str) -> None:
        """Write into the report that it could not be made. Safe to repeat."""
        undisturbed(lambda: self._finish(report_id, None, {}))

    def _finish(self, report_id: str, rows: int | None, totals: dict[str, dict[str, int]]) -> None:
        report, now = self._reports.get(report_id), system_clock.now()
        if report.over:
            return
        job = self._reports.get_job(report.job_id)
        whose = {"report_id": report_id, "requested_by": report.requested_by}
        if rows is None:
            failed = job.model_copy(update={"state": JobState.FAILED, "problem": PROBLEM, "updated_at": now})
            self._reports.save(report.failed(now), failed, tells=ReportFailed(**whose))
            return
        made = report.made(rows, totals, now)
        done = {"state": JobState.SUCCEEDED, "done": rows, "total": rows, "result": made.result(), "updated_at": now}
        self._reports.save(made, job.model_copy(update=done), tells=ReportReady(**whose))

    def _key(self, report: Report) -> str:
        return f"reports/{self._reports.org_id}/{report.report_id}.{report.form}"


def _counted(table: Table, totals: dict[str, dict[str, int]]) -> Iterator[Sequence[Cell]]:
    """The rows, whose amounts are added up by currency on the way."""
    names = [column.name for column in table.columns]
    currency = names.index("currency")
    amounts = [(place, column.name) for place, column in enumerate(table.columns) if column.kind is Kind.WHOLE]
    amounts = [(place, name) for place, name in amounts if name.endswith("_minor")]
    for row in table.rows:
        if row[currency] is not None:
            sums = totals.setdefault(str(row[currency]), {name: 0 for _, name in amounts})
            for place, name in amounts:
                sums[name] += int(row[place] or 0)
        yield row
