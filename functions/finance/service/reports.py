"""Reports: asked for, made by a workflow, fetched by a link."""

from dataclasses import dataclass

from events.finance import ReportFailed, ReportReady, ReportRequested
from functions.commerce.published.books import month_of
from functions.finance.domain.months import MOST_MONTHS, months_between
from functions.finance.domain.reports import Report, ReportKind
from functions.finance.errors import PeriodUnsound, ReportNotReady
from functions.finance.service.tables import table_of
from shared.auth import Caller
from shared.idempotency import Once
from shared.ids import new_id
from shared.jobs import Job
from shared.reporting import Reporting, Table
from shared.tabulating import Form

WORK = "finance.report"


@dataclass(frozen=True, slots=True)
class ReportWish:
    """Which report is wanted."""

    kind: ReportKind
    form: Form
    first_month: str
    last_month: str


class ReportService(Reporting[Report]):
    """One tenant's reports."""

    ready, broken, unready = ReportReady, ReportFailed, ReportNotReady

    def request(self, wish: ReportWish, *, by: Caller, once: Once) -> Report:
        """Ask for a report. Raises ``PeriodUnsound``."""
        months = months_between(wish.first_month, wish.last_month)
        now = self._clock.now()
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

    def table(self, report: Report) -> Table:
        """The books of its months."""
        return table_of(report.kind, self._reports.org_id, months_between(report.first_month, report.last_month))
