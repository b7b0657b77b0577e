"""What people earned, what of it is due, and what they were paid."""

from dataclasses import dataclass

from functions.commerce.published import books
from functions.commerce.published.books import OwedMonth, OwedMovement, Statement
from functions.finance.domain.months import month_named
from functions.finance.domain.payouts import Payout
from functions.finance.errors import PayoutTooLarge, StatementNotFound
from functions.finance.repository.payouts import PayoutRepository
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import undisturbed
from shared.errors import FieldError
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class PayoutWish:
    """Who was paid how much."""

    user_id: str
    currency: str
    amount_minor: int
    reference: str | None


class PayoutService:
    """One tenant's payouts, and the statements that they are made by."""

    def __init__(self, payouts: PayoutRepository) -> None:
        self._payouts = payouts
        self._org_id = payouts.org_id

    def statements(self, user_id: str, month: str) -> list[Statement]:
        """Somebody's statements of a month, one for each currency; none for who was never owed anything."""
        return books.read_standing(self._org_id, user_id, system_clock.now()).statements(month)

    def statements_of(self, user_id: str, month: str) -> list[Statement]:
        """The same. Raises ``StatementNotFound`` for who was never owed anything."""
        found = self.statements(user_id, month)
        if not found:
            raise StatementNotFound(user_id=user_id)
        return found

    def owed(self, month: str, *, limit: int, start: PageKey) -> Listed[OwedMonth]:
        """Who earned something in a month, had it taken back, or was paid, by id."""
        return books.list_owed(self._org_id, month, limit=limit, start=start)

    def movements(self, user_id: str, month: str, *, limit: int, start: PageKey) -> Listed[OwedMovement]:
        """What somebody earned in a month, and what went back and was paid, in the order of time."""
        return books.list_movements(self._org_id, user_id, month, limit=limit, start=start)

    def pay(self, wish: PayoutWish, *, by: Caller, once: Once) -> Payout:
        """Note that somebody was paid: at most what is due to them now. Commerce books it.

        What was given is counted here, so that two payments at once are not both made of the same money, and a payout
        that is not booked yet counts. Raises ``PayoutTooLarge``.
        """
        made = self._payouts.made_before(once) or undisturbed(lambda: self._store(wish, by, once))
        return self._payouts.get(made)

    def list(self, user_id: str | None, *, limit: int, start: PageKey) -> Listed[Payout]:
        """All payouts, or those of one person, newest first."""
        return self._payouts.list(user_id, limit=limit, start=start)

    def _store(self, wish: PayoutWish, by: Caller, once: Once) -> str:
        now = system_clock.now()
        given = self._payouts.given(wish.user_id, wish.currency)
        standing = books.read_standing(self._org_id, wish.user_id, now)
        one = standing.statement(month_named(now), wish.currency)
        booked = sum(month.paid_minor for month in standing.months if month.currency == wish.currency)
        due = max(0, one.closing_minor - one.held_minor - (given - booked))
        if wish.amount_minor > due:
            left = f"{due} {wish.currency} minor units are due."
            raise PayoutTooLarge(left, errors=[FieldError("/amount_minor", "payout_too_large", left)])
        payout = Payout(
            payout_id=new_id("pyt"),
            user_id=wish.user_id,
            currency=wish.currency,
            amount_minor=wish.amount_minor,
            reference=wish.reference,
            made_by=by.user_id,
            made_at=now,
        )
        return self._payouts.add(payout, once, given=given)
