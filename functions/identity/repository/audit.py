"""Reads and writes of the audit log."""

from functions.identity.domain.audit import Act, AuditEntry, Fact
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.organizations import AuditRow
from shared.clock import system_clock
from shared.dynamo import Repository, Transaction
from shared.ids import new_id
from shared.listing import Listed, PageKey
from shared.observability import current_trace


class AuditRepository(Repository):
    """One organization's log. Entries are only ever added, in the transaction of the act that they speak of."""

    table = IdentityRow

    def record(
        self, transaction: Transaction, act: Act, subject_id: str, *, actor_id: str | None = None, **facts: Fact
    ) -> None:
        """Write down who did what to whom; the actor is who made the request, unless given."""
        trace = current_trace()
        entry_id = new_id("aud")
        pk, sk = AuditRow.key(self.org_id, entry_id)
        row = AuditRow(
            pk=pk,
            sk=sk,
            entry_id=entry_id,
            act=act,
            actor_id=actor_id or trace.actor_id,
            subject_id=subject_id,
            facts=facts,
            request_id=trace.request_id,
            at=system_clock.now(),
        )
        transaction.create(row, by=self)

    def list_all(self, *, limit: int, start: PageKey) -> Listed[AuditEntry]:
        """The log, the newest entry first."""
        pk, _ = AuditRow.key(self.org_id)
        page = self._query(AuditRow, pk, descending=True, limit=limit, start=start)
        return Listed([AuditEntry.model_validate(row) for row in page.rows], page.next_key)
