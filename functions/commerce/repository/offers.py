"""Reads and writes shelves: all offers of a course or a pass as one value."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from functions.commerce.domain.offers import Thing
from functions.commerce.domain.passes import Wallet
from functions.commerce.domain.shelves import Shelf
from functions.commerce.errors import OfferNotFound
from functions.commerce.repository.deadlines import DeadlineRepository
from functions.commerce.tables import CommerceRow, OfferPlaceRow, ReceiptRow, ShelfRow, WalletRow
from shared.clock import Clock, system_clock
from shared.deadlines import Deadline
from shared.dynamo import Ask, Key, Repository, Row, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once

Told = DomainEvent | None


class OfferRepository(Repository):
    """One tenant's shelves."""

    table = CommerceRow

    def __init__(self, org_id: str, *, clock: Clock = system_clock) -> None:
        super().__init__(org_id, clock=clock)
        self._deadlines = DeadlineRepository(org_id, clock=clock)

    def read(self, thing: Thing) -> Shelf:
        """The offers of a course or a pass as they are now; an empty shelf where there never was one."""
        row = self._find(ShelfRow, self._key(thing), consistent=True)
        return shelf_of(row)

    def read_many(self, course_ids: Sequence[str]) -> dict[str, Shelf]:
        """The offers of up to a hundred courses as they are now."""
        keys = {course_id: self._key(Thing(course_id=course_id)) for course_id in course_ids}
        rows = self._find_many(list(keys.values()), consistent=True)
        return {course_id: shelf_of(rows.get(key)) for course_id, key in keys.items()}

    def place(self, offer_id: str) -> Thing:
        """What an offer is of. Raises ``OfferNotFound``."""
        row = self._find(OfferPlaceRow, OfferPlaceRow.key(self.org_id, offer_id), consistent=True)
        if row is None:
            raise OfferNotFound(offer_id=offer_id)
        return Thing(course_id=row.course_id, pass_id=row.pass_id)

    def asking_shelf_and_wallet(self, course_id: str, user_id: str) -> Ask[tuple[Shelf, Wallet]]:
        """The question for a course's offers, and for the passes that somebody holds, as they are now."""
        shelf, wallet = self._key(Thing(course_id=course_id)), WalletRow.key(self.org_id, user_id)

        def make(rows: dict[Key, Row]) -> tuple[Shelf, Wallet]:
            held = rows.get(wallet)
            return shelf_of(rows.get(shelf)), Wallet.model_validate(held) if held else Wallet(user_id=user_id)

        return Ask(self, [shelf, wallet], make, consistent=True)

    def made_before(self, once: Once) -> str | None:
        """The id of the offer that the same request made."""
        return once.find(self, ReceiptRow)

    def add(self, thing: Thing, shelf: Shelf, offer_id: str, once: Once, *, tells: Told) -> str:
        """Store a shelf with a new offer. Returns its id, or that of the one that the same request made;
        ``ConditionFailed`` if the shelf was changed since it was read.
        """

        def write(transaction: Transaction) -> None:
            self.saving(transaction, thing, shelf, tells=tells)
            transaction.create(self._place(offer_id, thing))

        return once.perform(self, ReceiptRow, offer_id, write)

    def save(self, thing: Thing, shelf: Shelf, *, tells: Told, without: str | None = None) -> None:
        """Replace a shelf, by one without an offer perhaps; ``ConditionFailed`` if it was changed since it was read."""
        with self._transaction() as transaction:
            self.saving(transaction, thing, shelf, tells=tells)
            if without:
                transaction.forget(self._place(without, thing))

    def saving(self, transaction: Transaction, thing: Thing, shelf: Shelf, *, tells: Told) -> None:
        """Replace a shelf within a transaction, and see to it that it is looked at when its terms change by time."""
        pk, sk = self._key(thing)
        told = (tells,) if tells else ()
        row = ShelfRow.of(shelf, pk=pk, sk=sk)
        transaction.store(row, tells=told, by=self)
        following = shelf.next_change(self.now())
        if thing.course_id and following is not None:
            self._deadlines.set(transaction, self._deadline(thing.course_id, following))

    def _place(self, offer_id: str, thing: Thing) -> OfferPlaceRow:
        pk, sk = OfferPlaceRow.key(self.org_id, offer_id)
        return OfferPlaceRow(pk=pk, sk=sk, course_id=thing.course_id, pass_id=thing.pass_id)

    def _deadline(self, course_id: str, at: datetime) -> Deadline:
        return Deadline(self.org_id, f"offers:{course_id}", at)

    def _key(self, thing: Thing) -> Key:
        return ShelfRow.key(self.org_id, course_id=thing.course_id, pass_id=thing.pass_id)


def shelf_of(row: Row | None) -> Shelf:
    """What a row says of a shelf; without a row an empty one."""
    return Shelf.model_validate(cast(ShelfRow, row)) if row else Shelf()
