"""Reads and writes exports, subscriptions, and when those are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from events.analytics import ExportRequested
from functions.analytics.domain.exports import Export, ExportKind, Subscription
from functions.analytics.errors import FiguresExportNotFound, ReportSubscriptionNotFound
from functions.analytics.tables import AnalyticsRow, DueRow, ExportRow, JobRow, ReceiptRow, SubscriptionRow
from shared import report_rows
from shared.dynamo import GlobalRepository, Repository, Row, Transaction
from shared.idempotency import Once
from shared.jobs import Job
from shared.listing import Listed, PageKey

MOST_SUBSCRIPTIONS = 20
"""Of one person."""


class ExportRepository(report_rows.ReportRepository[Export]):
    """One tenant's exports."""

    table = AnalyticsRow
    model = Export
    row = ExportRow
    job = JobRow
    receipt = ReceiptRow
    absent = FiguresExportNotFound

    def list_of(self, user_id: str, *, limit: int, start: PageKey) -> Listed[Export]:
        """What somebody asked for, newest first."""
        pk, _ = ExportRow.person_key(self.org_id, user_id)
        page = self._query(ExportRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([self._report(row) for row in page.rows], page.next_key)

    def _row(self, report: Export) -> Row:
        row = super()._row(report)
        row.gsi1pk, row.gsi1sk = ExportRow.person_key(self.org_id, report.requested_by, report.report_id)
        return row


@dataclass(frozen=True, slots=True)
class Due:
    """A subscription that is due."""

    org_id: str
    owner_id: str
    subscription_id: str


class DueRepository(GlobalRepository):
    """When everybody's subscriptions are due."""

    table = AnalyticsRow

    def each_due(self, now: datetime) -> Iterator[Due]:
        """Those that are due, the earliest first; no more than a page of them is in memory."""
        pk, until = DueRow.index_key(now)
        for row in self._each(DueRow, pk, index=True, between=("0", until), limit=100):
            yield Due(row.org_id, row.owner_id, row.subscription_id)

    def drop(self, due: Due) -> None:
        """Forget one whose subscription is gone."""
        with self._transaction() as transaction:
            transaction.forget(due_row(due.org_id, due.owner_id, due.subscription_id, self.now()))


class SubscriptionRepository(Repository):
    """One tenant's subscriptions."""

    table = AnalyticsRow

    def get(self, owner_id: str, subscription_id: str) -> Subscription:
        """One of somebody's. Raises ``ReportSubscriptionNotFound``."""
        row = self._find(SubscriptionRow, SubscriptionRow.key(self.org_id, owner_id, subscription_id), consistent=True)
        if row is None:
            raise ReportSubscriptionNotFound(subscription_id=subscription_id)
        return _subscription(row)

    def list_of(self, owner_id: str) -> list[Subscription]:
        """Somebody's, oldest first."""
        pk, _ = SubscriptionRow.key(self.org_id, owner_id)
        rows = self._query(SubscriptionRow, pk, limit=MOST_SUBSCRIPTIONS + 1, consistent=True).rows
        return [_subscription(row) for row in rows]

    def add(self, one: Subscription, once: Once) -> str:
        """Store a new one. Returns its id, or that of the one that the same request made."""

        def write(transaction: Transaction) -> None:
            transaction.create(self._row(one))
            transaction.create(self._due(one), by=DueRepository())

        return once.perform(self, ReceiptRow, one.subscription_id, write)

    def drop(self, one: Subscription) -> None:
        """Delete one. Safe to repeat."""
        with self._transaction() as transaction:
            transaction.forget(self._row(one))
            transaction.forget(self._due(one), by=DueRepository())

    def send(self, before: Subscription, after: Subscription, export: Export, job: Job) -> None:
        """Ask for what is due and put the next one off, both or neither; ``ConditionFailed`` to who comes second."""
        with self._transaction() as transaction:
            transaction.save(self._row(after.model_copy(update={"revision": before.revision})))
            transaction.overwrite(self._due(after), DueRow.pk.exists(), by=DueRepository())
            ExportRepository(self.org_id).create(
                transaction, export, job, tells=ExportRequested(report_id=export.report_id)
            )

    def _row(self, one: Subscription) -> SubscriptionRow:
        pk, sk = SubscriptionRow.key(self.org_id, one.owner_id, one.subscription_id)
        values = {name: value for name, value in one.model_dump(exclude={"kind"}).items() if value is not None}
        return SubscriptionRow(pk=pk, sk=sk, kind_of_export=one.kind, **values)

    def _due(self, one: Subscription) -> DueRow:
        return due_row(self.org_id, one.owner_id, one.subscription_id, one.due_at)


def due_row(org_id: str, owner_id: str, subscription_id: str, due_at: datetime) -> DueRow:
    """The row that says when a subscription is due."""
    pk, sk = DueRow.key(org_id, subscription_id)
    gsi1pk, gsi1sk = DueRow.index_key(due_at)
    row = DueRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)
    row.org_id, row.owner_id, row.subscription_id = org_id, owner_id, subscription_id
    return row


def _subscription(row: SubscriptionRow) -> Subscription:
    values = {name: getattr(row, name) for name in Subscription.model_fields if name != "kind"}
    return Subscription(kind=ExportKind(row.kind_of_export), **values)
