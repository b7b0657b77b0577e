"""Reads and writes what calls may take and took."""

import zlib
from dataclasses import dataclass
from datetime import timedelta

from pynamodb.expressions.condition import Condition

from functions.ai.domain.settings import Budget, Settings
from functions.ai.domain.spending import Amount, month_of
from functions.ai.tables import AiRow, CallRow, SpentRow
from shared.clock import epoch_seconds
from shared.dynamo import ConditionFailed, Repository, Transaction

KEPT = timedelta(days=40)
"""How long a call can be told from a new one of the same name; longer than any workflow runs."""
RESERVED, SETTLED = "reserved", "settled"


@dataclass(frozen=True, slots=True)
class Reservation:
    """What a call may take, and which try of it that is for."""

    call_id: str
    person_id: str
    month: str
    amount: Amount
    tried: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What somebody or something has taken of a month."""

    whose: str
    amount: Amount
    calls: int


class SpendingRepository(Repository):
    """One tenant's spending."""

    table = AiRow

    def find_answer(self, call_id: str) -> tuple[int, bytes | None]:
        """How often a call was begun, and what it answered once it was settled."""
        row = self._find(CallRow, CallRow.key(self.org_id, call_id), consistent=True)
        if row is None:
            return 0, None
        return int(row.tried), zlib.decompress(row.answer) if row.answer else None

    def reserve(self, call_id: str, person_id: str, amount: Amount, tried: int, within: Settings) -> Reservation | None:
        """Set aside what a call may take at most; None where a budget does not allow it.

        A try that was begun and never settled stays counted in full: nobody knows what it took. Raises
        ``ConditionFailed`` when another one began the same try.
        """
        month = month_of(self.now())
        reserved = Reservation(call_id, person_id, month, amount, tried + 1)
        row = self._call(reserved, RESERVED)
        begun = CallRow.pk.does_not_exist() if not tried else (CallRow.tried == tried) & (CallRow.state == RESERVED)
        try:
            with self._transaction() as transaction:
                transaction.overwrite(row, begun)
                self._add(transaction, month, "ALL", amount, _fits(amount, within.organization))
                self._add(transaction, month, f"PERSON#{person_id}", amount, _fits(amount, within.person))
        except ConditionFailed as failure:
            if 0 in failure.failed:
                raise
            return None
        return reserved

    def settle(self, reserved: Reservation, took: Amount, feature: str, answer: bytes | None) -> None:
        """Count what a call really took instead of what was set aside, and keep its answer. Safe to repeat."""
        row = self._call(reserved, SETTLED if answer is not None else RESERVED)
        row.answer = zlib.compress(answer) if answer is not None else None
        row.reserved_tokens, row.reserved_micro = took.tokens, took.micro
        still = (CallRow.tried == reserved.tried) & (CallRow.state == RESERVED)
        unsettled = (CallRow.reserved_tokens == reserved.amount.tokens) & (
            CallRow.reserved_micro == reserved.amount.micro
        )
        difference = took.less(reserved.amount)
        try:
            with self._transaction() as transaction:
                transaction.overwrite(row, still & unsettled)
                self._add(transaction, reserved.month, "ALL", difference)
                self._add(transaction, reserved.month, f"PERSON#{reserved.person_id}", difference)
                self._add(transaction, reserved.month, f"FEATURE#{feature}", took, calls=1)
        except ConditionFailed:
            return  # it was settled before

    def spent(self, month: str) -> list[Spent]:
        """What a month has taken: of all, by feature, and of the first thousand people by id."""
        pk, _ = SpentRow.key(self.org_id, month)
        rows = self._query(SpentRow, pk, limit=1000, consistent=True).rows
        return [Spent(row.sk, _amount(row), int(row.calls or 0)) for row in rows]

    def _call(self, reserved: Reservation, state: str) -> CallRow:
        pk, sk = CallRow.key(self.org_id, reserved.call_id)
        return CallRow(
            pk=pk,
            sk=sk,
            call_id=reserved.call_id,
            tried=reserved.tried,
            state=state,
            month=reserved.month,
            reserved_tokens=reserved.amount.tokens,
            reserved_micro=reserved.amount.micro,
            expires_at=epoch_seconds(self.now() + KEPT),
        )

    def _add(
        self,
        transaction: Transaction,
        month: str,
        whose: str,
        amount: Amount,
        condition: Condition | None = None,
        *,
        calls: int = 0,
    ) -> None:
        pk, sk = SpentRow.key(self.org_id, month, whose)
        actions = [SpentRow.tokens.add(amount.tokens), SpentRow.micro.add(amount.micro), SpentRow.calls.add(calls)]
        transaction.change(SpentRow(pk=pk, sk=sk), actions, condition)


def _fits(amount: Amount, budget: Budget) -> Condition:
    """That what is there and this are within the budget together."""
    if amount.tokens > budget.tokens or amount.micro > budget.micro:
        return SpentRow.pk == "nothing fits"
    room = (SpentRow.tokens <= budget.tokens - amount.tokens) & (SpentRow.micro <= budget.micro - amount.micro)
    condition: Condition = SpentRow.pk.does_not_exist() | room
    return condition


def _amount(row: SpentRow) -> Amount:
    return Amount(int(row.tokens or 0), int(row.micro or 0))
