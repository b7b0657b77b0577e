"""Reads and writes payouts."""

from events.finance import PayoutMade
from functions.finance.domain.payouts import Payout
from functions.finance.tables import FinanceRow, GivenRow, PayoutRow, ReceiptRow
from shared.dynamo import Repository, Transaction
from shared.idempotency import Once
from shared.listing import Listed, PageKey


class PayoutRepository(Repository):
    """One tenant's payouts."""

    table = FinanceRow

    def get(self, payout_id: str) -> Payout:
        """A payout that was made."""
        row = self._find(PayoutRow, PayoutRow.key(self.org_id, payout_id), consistent=True)
        if row is None:
            raise LookupError(payout_id)
        return Payout.model_validate(row)

    def made_before(self, once: Once) -> str | None:
        """The id of the payout that the same request made."""
        return once.find(self, ReceiptRow)

    def given(self, user_id: str, currency: str) -> int:
        """What somebody was given so far."""
        row = self._find(GivenRow, GivenRow.key(self.org_id, user_id, currency), consistent=True)
        return int(row.given_minor) if row else 0

    def add(self, payout: Payout, once: Once, *, given: int) -> str:
        """Store one, if so much was given before (``ConditionFailed`` else). Returns its id, or that of the one that
        the same request made.
        """
        pk, sk = PayoutRow.key(self.org_id, payout.payout_id)
        gsi1pk, gsi1sk = PayoutRow.person_key(self.org_id, payout.user_id, payout.payout_id)
        row = PayoutRow.of(payout, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)
        told = PayoutMade(**payout.model_dump(include={"payout_id", "user_id", "amount_minor", "currency"}))
        sum_pk, sum_sk = GivenRow.key(self.org_id, payout.user_id, payout.currency)
        same = GivenRow.given_minor == given if given else GivenRow.pk.does_not_exist()

        def write(transaction: Transaction) -> None:
            transaction.create(row, tells=told)
            transaction.change(GivenRow(pk=sum_pk, sk=sum_sk), [GivenRow.given_minor.add(payout.amount_minor)], same)

        return once.perform(self, ReceiptRow, payout.payout_id, write)

    def list(self, user_id: str | None, *, limit: int, start: PageKey) -> Listed[Payout]:
        """All payouts, or those of one person, newest first."""
        pk, _ = PayoutRow.person_key(self.org_id, user_id) if user_id else PayoutRow.key(self.org_id)
        page = self._query(PayoutRow, pk, index=user_id is not None, descending=True, limit=limit, start=start)
        return Listed([Payout.model_validate(row) for row in page.rows], page.next_key)
