"""Counts revenue, and reads what was counted."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from functions.commerce.domain.revenue import Figures, MonthFigures, Recurring, RevenueBy, Teaching
from functions.commerce.tables import CommerceRow, CountedRow, RecurringRow, RevenueRow
from shared.dynamo import ConditionFailed, Repository, Transaction
from shared.listing import Listed, PageKey

Counted = Iterable[tuple[RevenueBy, Figures]]
MOST_ROWS = 4000
"""Of one answer: a day or a month for each currency."""


class RevenueRepository(Repository):
    """One tenant's figures."""

    table = CommerceRow

    def count(self, counted: Counted, order_id: str, refund_id: str, teaching: Sequence[Teaching]) -> None:
        """Count an order that is paid, or a refund of it. Twice is once."""
        pk, sk = CountedRow.key(self.org_id, order_id, refund_id)
        row = CountedRow(pk=pk, sk=sk, teaching=[one.model_dump() for one in teaching])
        with suppress(ConditionFailed), self._transaction() as transaction:
            transaction.create(row)
            for by, figures in counted:
                self._add(transaction, by, figures)

    def teaching(self, order_id: str) -> list[Teaching] | None:
        """Who taught what was sold; None while the sale is not counted."""
        row = self._find(CountedRow, CountedRow.key(self.org_id, order_id), consistent=True)
        return [Teaching.model_validate(one) for one in row.teaching] if row else None

    def find_recurring(self, user_id: str, thing_id: str) -> Recurring | None:
        """What somebody pays every so often for a thing, by the latest news; None where there was none."""
        row = self._find(RecurringRow, RecurringRow.key(self.org_id, user_id, thing_id), consistent=True)
        return Recurring.model_validate(row) if row else None

    def save_recurring(self, after: Recurring, month: MonthFigures) -> None:
        """Note what somebody pays, and what that changes of the month. Raises ``ConditionFailed`` where it is no longer
        as it was.
        """
        pk, sk = RecurringRow.key(self.org_id, after.user_id, after.thing_id)
        with self._transaction() as transaction:
            row = RecurringRow.of(after, pk=pk, sk=sk)
            transaction.store(row)
            self._add(transaction, RevenueBy.MONTHS, month)

    def days(self, first: str, last: str) -> list[Figures]:
        """Every day from one to another on which anything was counted, for each currency."""
        pk, _ = RevenueRow.key(self.org_id, RevenueBy.DAYS)
        rows = self._query(RevenueRow, pk, between=(first, f"{last}~"), limit=MOST_ROWS).rows
        return [Figures.model_validate(row) for row in rows]

    def months(self) -> list[MonthFigures]:
        """Every month there was, for each currency: what runs follows from all that began and ended."""
        pk, _ = RevenueRow.key(self.org_id, RevenueBy.MONTHS)
        rows = self._query(RevenueRow, pk, limit=MOST_ROWS).rows
        return [MonthFigures.model_validate(row) for row in rows]

    def of_month(self, by: RevenueBy, month: str, *, limit: int, start: PageKey) -> Listed[Figures]:
        """A month's courses, instructors or coupons, by id."""
        pk, _ = RevenueRow.key(self.org_id, by)
        page = self._query(RevenueRow, pk, begins_with=f"{month}#", limit=limit, start=start)
        return Listed([Figures.model_validate(row) for row in page.rows], page.next_key)

    def _add(self, transaction: Transaction, by: RevenueBy, figures: Figures) -> None:
        pk, sk = RevenueRow.key(self.org_id, by, figures.period, figures.thing_id, figures.currency)
        numbers = {name: value for name, value in figures.model_dump().items() if isinstance(value, int)}
        names = {"period": figures.period, "thing_id": figures.thing_id, "currency": figures.currency}
        transaction.change(
            RevenueRow(pk=pk, sk=sk),
            [
                *(getattr(RevenueRow, name).add(value) for name, value in numbers.items()),
                *(getattr(RevenueRow, name).set(value) for name, value in names.items()),
            ],
        )
