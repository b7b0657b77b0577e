"""Reads and writes what is paid in parts."""

from collections.abc import Sequence
from contextlib import suppress

from functions.commerce.domain.instalments import InstalmentPlan
from functions.commerce.repository.deadlines import DeadlineRepository
from functions.commerce.tables import CommerceRow, InstalmentPlanRow
from shared.deadlines import Deadline
from shared.dynamo import ConditionFailed, Repository
from shared.events import DomainEvent


class InstalmentRepository(Repository):
    """One tenant's instalments."""

    table = CommerceRow

    def find(self, order_id: str) -> InstalmentPlan | None:
        """The instalments of a purchase as they are now."""
        row = self._find(InstalmentPlanRow, InstalmentPlanRow.key(self.org_id, order_id), consistent=True)
        return InstalmentPlan.model_validate(row) if row else None

    def add(self, plan: InstalmentPlan) -> None:
        """Store new ones; those that are there stay as they are."""
        with suppress(ConditionFailed):
            self._put(plan, ())

    def save(self, plan: InstalmentPlan, *, tells: Sequence[DomainEvent] = ()) -> None:
        """Replace some; ``ConditionFailed`` if they were changed since they were read."""
        self._put(plan, tells)

    def _put(self, plan: InstalmentPlan, tells: Sequence[DomainEvent]) -> None:
        """With a deadline for what is to be told next."""
        pk, sk = InstalmentPlanRow.key(self.org_id, plan.order_id)
        row = InstalmentPlanRow.of(plan, pk=pk, sk=sk)
        following = plan.next_check(self.now())
        with self._transaction() as transaction:
            transaction.store(row, tells=tells)
            if following is not None:
                deadline = Deadline(self.org_id, f"instalments:{plan.order_id}", following)
                DeadlineRepository(self.org_id).set(transaction, deadline)
