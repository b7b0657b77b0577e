"""Reads and writes passes, what they open, and who holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from functions.commerce.domain.offers import Shelf, Thing
from functions.commerce.domain.passes import HeldPass, Pass, Wallet
from functions.commerce.errors import PassNotFound
from functions.commerce.repository.offers import OfferRepository, Told
from functions.commerce.tables import CommerceRow, PassCourseRow, PassRow, ReceiptRow, WalletRow
from shared.dynamo import Repository, Transaction, undisturbed
from shared.idempotency import Once

PageKey = Mapping[str, str] | None
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """Some things, and where the next page starts."""

    items: list[T]
    next_key: PageKey


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

    def add(self, made: Pass, once: Once) -> str:
        """Store a new pass. Returns its id, or that of the one that the same request made."""
        row = self._row(made)
        return once.perform(self, ReceiptRow, made.pass_id, lambda transaction: transaction.create(row))

    def save(self, changed: Pass) -> Pass:
        """Replace a pass; ``ConditionFailed`` if it was changed since it was read."""
        row = self._row(changed)
        self._save(row)
        return Pass.model_validate(row)

    def delete(self, gone: Pass) -> None:
        """Remove a pass; ``ConditionFailed`` if it was changed since it was read."""
        self._delete(self._row(gone))

    # -- what they open

    def opens(self, pass_id: str, course_id: str) -> bool:
        """Whether a pass opens a course by name."""
        return (
            self._find(PassCourseRow, PassCourseRow.key(self.org_id, pass_id, course_id), consistent=True) is not None
        )

    def list_courses(self, pass_id: str, *, limit: int, start: PageKey) -> Listed[str]:
        """The courses that a pass opens by name."""
        pk, sk = PassCourseRow.key(self.org_id, pass_id)
        page = self._query(PassCourseRow, pk, begins_with=sk, limit=limit, start=start)
        return Listed([row.course_id for row in page.rows], page.next_key)

    def put_in(self, changed: Pass, course_id: str, shelf: Shelf, offers: OfferRepository, *, tells: Told) -> None:
        """Let a pass open a course, all or nothing; ``ConditionFailed`` if anything was changed since it was read."""
        with self._transaction() as transaction:
            transaction.create(self._course(changed.pass_id, course_id))
            transaction.save(self._row(changed))
            offers.saving(transaction, Thing(course_id=course_id), shelf, tells=tells)

    def take_out(self, changed: Pass, course_id: str, shelf: Shelf, offers: OfferRepository, *, tells: Told) -> None:
        """Let a pass open a course no more, all or nothing; ``ConditionFailed`` if anything was changed meanwhile."""
        row = self._course(changed.pass_id, course_id)
        with self._transaction() as transaction:
            self._removing(transaction, row)
            transaction.save(self._row(changed))
            offers.saving(transaction, Thing(course_id=course_id), shelf, tells=tells)

    # -- who holds them

    def wallet(self, user_id: str) -> Wallet:
        """The passes that somebody holds as they are now."""
        row = self._find(WalletRow, WalletRow.key(self.org_id, user_id), consistent=True)
        return Wallet.model_validate(row) if row else Wallet(user_id=user_id)

    def hold(self, user_id: str, held: HeldPass) -> None:
        """Put a pass into somebody's wallet, in the place of what the same order gave before. Safe to repeat."""

        def attempt() -> None:
            wallet = self.wallet(user_id).with_pass(held, self.now())
            pk, sk = WalletRow.key(self.org_id, user_id)
            row = WalletRow.of(wallet, pk=pk, sk=sk)
            if wallet.revision:
                self._save(row)
            else:
                self._create(row)

        undisturbed(attempt)

    # -- rows

    def _removing(self, transaction: Transaction, row: PassCourseRow) -> None:
        row.revision = 1
        transaction.delete(row)

    def _row(self, one: Pass) -> PassRow:
        pk, sk = PassRow.key(self.org_id, one.pass_id)
        return PassRow.of(one, pk=pk, sk=sk)

    def _course(self, pass_id: str, course_id: str) -> PassCourseRow:
        pk, sk = PassCourseRow.key(self.org_id, pass_id, course_id)
        return PassCourseRow(pk=pk, sk=sk, course_id=course_id)
