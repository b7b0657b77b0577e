"""Reads and writes passes, what they open, and who holds them."""

from collections.abc import Callable, Mapping, Sequence

from functions.commerce.domain.offers import Thing
from functions.commerce.domain.passes import HeldPass, Pass, Wallet
from functions.commerce.domain.shelves import Shelf
from functions.commerce.errors import PassNotFound
from functions.commerce.repository.offers import OfferRepository, Told
from functions.commerce.tables import CommerceRow, PassRow, ReceiptRow, WalletRow
from shared.dynamo import Repository, Transaction, undisturbed
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.listing import Listed, PageKey

Shelves = Mapping[Thing, tuple[Shelf, Told]]
"""What becomes of some courses' offers, and what is told of that."""


class PassRepository(Repository):
    """One tenant's passes."""

    table = CommerceRow

    # -- passes

    def get(self, pass_id: str) -> Pass:
        """A pass as it is now. Raises ``PassNotFound``."""
        row = self._find(PassRow, PassRow.key(self.org_id, pass_id), consistent=True)
        if row is None:
            raise PassNotFound(pass_id=pass_id)
        return Pass.model_validate(row)

    def list(self, *, limit: int, start: PageKey) -> Listed[Pass]:
        """The passes, newest first."""
        pk, _ = PassRow.key(self.org_id)
        page = self._query(PassRow, pk, descending=True, limit=limit, start=start)
        return Listed([Pass.model_validate(row) for row in page.rows], page.next_key)

    def add(self, made: Pass, shelves: Shelves, offers: OfferRepository, once: Once) -> str:
        """Store a new pass, with the shelves of the courses that it opens. Returns its id, or that of the one that the
        same request made; ``ConditionFailed`` if a shelf was changed since it was read.
        """

        def write(transaction: Transaction) -> None:
            transaction.create(self._row(made))
            for thing, (shelf, told) in shelves.items():
                offers.saving(transaction, thing, shelf, tells=told)

        return once.perform(self, ReceiptRow, made.pass_id, write)

    def save(self, changed: Pass, shelves: Shelves, offers: OfferRepository) -> Pass:
        """Replace a pass and these shelves; ``ConditionFailed`` if any of them was changed since it was read."""
        row = self._row(changed)
        with self._transaction() as transaction:
            transaction.save(row)
            for thing, (shelf, told) in shelves.items():
                offers.saving(transaction, thing, shelf, tells=told)
        return Pass.model_validate(row)

    def delete(self, gone: Pass) -> None:
        """Remove a pass; ``ConditionFailed`` if it was changed since it was read."""
        self._delete(self._row(gone))

    # -- who holds them

    def wallet(self, user_id: str) -> Wallet:
        """The passes that somebody holds as they are now."""
        row = self._find(WalletRow, WalletRow.key(self.org_id, user_id), consistent=True)
        return Wallet.model_validate(row) if row else Wallet(user_id=user_id)

    def hold(self, user_id: str, held: HeldPass, *, tells: Sequence[DomainEvent] = ()) -> None:
        """Put a pass into somebody's wallet, in the place of what the same order gave before. Safe to repeat: what
        changes nothing tells nothing.
        """
        self._change_wallet(user_id, lambda wallet: wallet.with_pass(held, self.now()), tells)

    def let_go(self, user_id: str, order_id: str, *, tells: Sequence[DomainEvent] = ()) -> None:
        """Take what an order gave out of somebody's wallet. Safe to repeat."""
        self._change_wallet(user_id, lambda wallet: wallet.without(order_id), tells)

    def _change_wallet(self, user_id: str, change: Callable[[Wallet], Wallet], tells: Sequence[DomainEvent]) -> None:
        def attempt() -> None:
            before = self.wallet(user_id)
            wallet = change(before)
            if wallet == before:
                return
            pk, sk = WalletRow.key(self.org_id, user_id)
            row = WalletRow.of(wallet, pk=pk, sk=sk)
            self._store(row, tells=tells)

        undisturbed(attempt)

    # -- rows

    def _row(self, one: Pass) -> PassRow:
        pk, sk = PassRow.key(self.org_id, one.pass_id)
        return PassRow.of(one, pk=pk, sk=sk)
