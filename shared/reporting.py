"""Making reports: what is common to all rooms that give tables as files."""

import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar, Generic

from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import Conflict
from shared.events import DomainEvent
from shared.lending import Lent, LentFiles
from shared.listing import Listed, PageKey
from shared.observability import log
from shared.report_rows import A, ReportRepository
from shared.reports import ReportState
from shared.tabulating import CONTENT_TYPES, Cell, Column, tabulate

LENT_FOR = timedelta(minutes=15)
PROBLEM = {"code": "report_failed", "detail": "The work stopped. Ask for the report again."}
ALL = "all"
"""Under which name the totals of a table stand that has no currency."""


@dataclass(frozen=True, slots=True)
class Table:
    """A report's columns and rows. The columns ``adds`` are summed up, by what stands in the column ``by``."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    adds: Sequence[str]
    by: str | None = None

    def counted(self, totals: dict[str, dict[str, int]]) -> Iterator[Sequence[Cell]]:
        """The rows, which are added up into ``totals`` on the way. Rows with nothing in ``by`` are left out there."""
        names = [column.name for column in self.columns]
        places = [(names.index(name), name) for name in self.adds]
        by = names.index(self.by) if self.by else None
        for row in self.rows:
            whose = ALL if by is None else row[by]
            if whose is not None:
                sums = totals.setdefault(str(whose), dict.fromkeys(self.adds, 0))
                for place, name in places:
                    sums[name] += int(row[place] or 0)
            yield row


class Reporting(ABC, Generic[A]):
    """One tenant's reports. A room's own asks for them, and says what each is made of."""

    ready: ClassVar[type[DomainEvent]]
    """What is told when one is made, of ``report_id`` and ``requested_by``; ``broken`` when one could not be."""
    broken: ClassVar[type[DomainEvent]]
    unready: ClassVar[type[Conflict]]
    """Raised where one is to be lent that is not made."""

    def __init__(self, reports: ReportRepository[A], files: LentFiles, clock: Clock = system_clock) -> None:
        self._reports = reports
        self._files = files
        self._clock = clock

    def read(self, report_id: str) -> A:
        """A report. Raises where there is none."""
        return self._reports.get(report_id)

    def list(self, *, limit: int, start: PageKey) -> Listed[A]:
        """The reports, newest first."""
        return self._reports.list(limit=limit, start=start)

    def lend(self, report_id: str) -> Lent:
        """A link to a report's file. Raises where there is none, and ``unready``."""
        report = self.read(report_id)
        if report.state is not ReportState.SUCCEEDED:
            raise self.unready(report_id=report_id, state=report.state)
        url = self._files.lend(self._key(report), LENT_FOR, called=report.file_name)
        return Lent(url, self._clock.now() + LENT_FOR)

    @abstractmethod
    def table(self, report: A) -> Table:
        """What the report is."""

    # -- the workflow's

    def make(self, report_id: str) -> str:
        """Make the file. Returns ``done``. Safe to repeat: a file that is made stays, one that was not is made anew."""
        report = self._reports.get(report_id)
        if report.over:
            return "done"
        totals: dict[str, dict[str, int]] = {}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / report.file_name
            table = self.table(report)
            count = tabulate(report.form, path, table.columns, table.counted(totals))
            self._files.keep_file(self._key(report), path, CONTENT_TYPES[report.form])
        undisturbed(lambda: self._finish(report_id, count, totals))
        log("report.made", report_id=report_id, report=report.name, rows=count)
        return "done"

    def abandon(self, report_id: str) -> None:
        """Write into the report that it could not be made. Safe to repeat."""
        undisturbed(lambda: self._finish(report_id, None, {}))

    def _finish(self, report_id: str, rows: int | None, totals: dict[str, dict[str, int]]) -> None:
        report, now = self._reports.get(report_id), self._clock.now()
        if report.over:
            return
        job = self._reports.get_job(report.job_id)
        if rows is None:
            self._reports.save(report.failed(now), job.failed(PROBLEM, now), tells=self._told(self.broken, report))
            return
        made = report.made(rows, totals, now)
        done = job.model_copy(update={"total": rows}).finished(made.result(), now)
        self._reports.save(made, done, tells=self._told(self.ready, report))

    def _told(self, event: type[DomainEvent], report: A) -> DomainEvent:
        return event.model_validate(report.model_dump(include={"report_id", "requested_by"}))

    def _key(self, report: A) -> str:
        return f"reports/{self._reports.org_id}/{report.report_id}.{report.form}"
