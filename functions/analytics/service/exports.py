"""Exports: dashboards as files, asked for, made by a workflow, fetched by a link."""

from collections.abc import Callable
from datetime import UTC

from events.analytics import ExportFailed, ExportReady, ExportRequested, SubscribedReportReady
from functions.analytics.domain.dashboards import Period
from functions.analytics.domain.exports import Export, ExportKind, Subscription, Wish
from functions.analytics.errors import FiguresExportNotFound, FiguresExportNotReady, FiguresExportUnsound
from functions.analytics.permissions import EXPORT_FIGURES
from functions.analytics.repository.exports import ExportRepository
from functions.analytics.service.counting import CountingService
from functions.analytics.service.tables import Tables
from functions.identity import published as identity
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.ids import new_id
from shared.jobs import Job
from shared.lending import Lent, LentFiles
from shared.listing import Listed, PageKey
from shared.reporting import Reporting, Table

WORK = "analytics.export"
ACTIVE = "active"
TablesFor = Callable[[Caller], Tables]


class ExportService(Reporting[Export]):
    """One tenant's exports. To others than who asked for one it does not exist."""

    ready, broken, unready = ExportReady, ExportFailed, FiguresExportNotReady

    def __init__(
        self,
        exports: ExportRepository,
        files: LentFiles,
        counting: CountingService,
        tables: TablesFor,
        clock: Clock = system_clock,
    ) -> None:
        super().__init__(exports, files, clock)
        self._exports = exports
        self._counting = counting
        self._tables = tables

    def request(self, wish: Wish, days: int, *, by: Caller, once: Once) -> Export:
        """Ask for a dashboard as a file. Raises ``FiguresExportUnsound``, and what the dashboard raises."""
        is_of_platform = wish.kind in {ExportKind.PLATFORM_DAYS, ExportKind.PLATFORM_MONEY}
        now = self._clock.now()
        today = now.astimezone(UTC).date() if is_of_platform else self._counting.zones().day(now)
        export, job = self.draft(wish, Period.until(today, days), by.user_id)
        self.require_allowed(export, by)
        told = ExportRequested(report_id=export.report_id)
        return self._exports.get(self._exports.add(export, job, once, tells=told))

    def draft(
        self, wish: Wish, period: Period, user_id: str, subscription: Subscription | None = None
    ) -> tuple[Export, Job]:
        """One that is not stored yet, with its job."""
        job, now = Job.asked("analytics", WORK, user_id, clock=self._clock), self._clock.now()
        export = Export(
            report_id=new_id("exp", self._clock),
            job_id=job.job_id,
            first_day=period.first.isoformat(),
            last_day=period.last.isoformat(),
            subscription_id=subscription.subscription_id if subscription else None,
            requested_by=user_id,
            created_at=now,
            updated_at=now,
            **wish.model_dump(),
        )
        return export, job

    def require_allowed(self, export: Export, by: Caller) -> None:
        """Raise unless what it is of is said by the ids that its kind needs, and the caller may see that."""
        if misfits := export.wish.misfits():
            raise FiguresExportUnsound.field(
                f"/{misfits[0]}", "figures_export_unsound", FiguresExportUnsound.__doc__ or ""
            )
        self._tables(by).allow(export)

    def read_own(self, export_id: str, *, by: Caller) -> Export:
        """One that the caller asked for. Raises ``FiguresExportNotFound``."""
        export = self.read(export_id)
        if export.requested_by != by.user_id:
            raise FiguresExportNotFound(report_id=export_id)
        return export

    def list_own(self, *, by: Caller, limit: int, start: PageKey) -> Listed[Export]:
        """Those that the caller asked for, newest first."""
        return self._exports.list_of(by.user_id, limit=limit, start=start)

    def lend_own(self, export_id: str, *, by: Caller) -> Lent:
        """A link to the file of one that the caller asked for, for a quarter of an hour.

        Raises ``FiguresExportNotFound``, ``FiguresExportNotReady``, and what the dashboard raises for somebody who may
        not see it any more.
        """
        self._tables(by).allow(self.read_own(export_id, by=by))
        return self.lend(export_id)

    def table(self, report: Export) -> Table:
        """The table, for who asked for it as they are now. Raises where they may not see it any more."""
        caller = caller_now(self._exports.org_id, report.requested_by)
        if caller is None:
            raise FiguresExportNotFound(report_id=report.report_id)
        return self._tables(caller).table(report)

    def _told(self, event: type[DomainEvent], report: Export) -> DomainEvent:
        if event is ExportReady and report.subscription_id:
            event = SubscribedReportReady
        return super()._told(event, report)


def caller_now(org_id: str, user_id: str) -> Caller | None:
    """Somebody as they would be if they were calling now; None for who may have no files any more."""
    card = identity.find_people(org_id, [user_id]).get(user_id)
    if card is None or card.status != ACTIVE:
        return None
    caller = Caller(user_id, org_id, "", card.roles)
    return caller if caller.may(EXPORT_FIGURES) else None
