"""How the shelf is stored: ``ORG#<org>#BOOK#<id>``, ``BOOK``; all books of an organization on the index by title."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict
from pynamodb.attributes import UnicodeAttribute

from shared.deadlines import DeadlineFields, DeadlineRepository
from shared.dynamo import (
    ByGsi1,
    GlobalRepository,
    IntegerAttribute,
    Key,
    Page,
    Repository,
    Row,
    TableOf,
    Transaction,
)
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.jobs import JobFields
from shared.receipts import ReceiptFields


class Book(BaseModel):
    """A book on a shelf."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    book_id: str
    title: str
    pages: int = 100
    note: str | None = None
    revision: int = 0


class ShelfRow(Row):
    """The table's shape."""

    class Meta(TableOf):
        """Whose table."""

        context = "shelf"

    by_gsi1 = ByGsi1()


class BookRow(ShelfRow, discriminator="Book"):
    """A book."""

    book_id = UnicodeAttribute()
    title = UnicodeAttribute()
    pages = IntegerAttribute()
    note = UnicodeAttribute(null=True)


class LabelRow(ShelfRow, discriminator="Label"):
    """Another kind of row in the same table."""

    text = UnicodeAttribute()


class ReceiptRow(ShelfRow, ReceiptFields, discriminator="Receipt"):
    """A receipt of a creation."""


class JobRow(ShelfRow, JobFields, discriminator="Job"):
    """A job of the shelf."""


class DeadlineRow(ShelfRow, DeadlineFields, discriminator="Deadline"):
    """When a book is due."""


def book_row(org_id: str, book: Book, *, expires_at: int | None = None) -> BookRow:
    """The row of a book."""
    return BookRow.of(
        book, **keys_of(org_id, book.book_id), gsi1pk=f"ORG#{org_id}#BOOKS", gsi1sk=book.title, expires_at=expires_at
    )


def keys_of(org_id: str, book_id: str) -> dict[str, str]:
    """Where a book's row stands."""
    return {"pk": f"ORG#{org_id}#BOOK#{book_id}", "sk": "BOOK"}


class BookRepository(Repository):
    """One organization's books."""

    table = ShelfRow

    def find(self, book_id: str) -> Book | None:
        """A book, or None."""
        row = self._find(BookRow, self.key(book_id), consistent=True)
        return Book.model_validate(row) if row else None

    def find_many(self, book_ids: Sequence[str]) -> dict[Key, Row]:
        """Several books in one call."""
        return self._find_many([self.key(book_id) for book_id in book_ids], consistent=True)

    def list_by_title(self, *, limit: int = 100, start: Mapping[str, str] | None = None) -> Page[BookRow]:
        """A page of all books."""
        return self._query(BookRow, f"ORG#{self.org_id}#BOOKS", index=True, limit=limit, start=start)

    def add(
        self, book: Book, *, tells: DomainEvent | Sequence[DomainEvent] = (), expires_at: int | None = None
    ) -> None:
        """Put a new book on the shelf."""
        self._create(book_row(self.org_id, book, expires_at=expires_at), tells=tells)

    def save(self, book: Book, *, tells: DomainEvent | Sequence[DomainEvent] = ()) -> None:
        """Store a changed book."""
        self._save(book_row(self.org_id, book), tells=tells)

    def store(self, book: Book, *, tells: DomainEvent | Sequence[DomainEvent] = ()) -> None:
        """Store a book, new or changed."""
        self._store(book_row(self.org_id, book), tells=tells)

    def remove(self, book: Book) -> None:
        """Burn a book."""
        self._delete(book_row(self.org_id, book))

    def add_once(self, once: Once, book: Book, *, tells: DomainEvent | Sequence[DomainEvent] = ()) -> str:
        """Put a new book on the shelf, once per request. Returns the id of the book that is there."""
        row = book_row(self.org_id, book)
        return once.perform(self, ReceiptRow, book.book_id, lambda t: t.create(row, tells=tells))

    def together(self) -> Transaction:
        """Several writes, all or none."""
        return self._transaction()

    def key_of_list(self, book: Book) -> dict[str, str]:
        """Where a book stands in the list by title."""
        row = book_row(self.org_id, book)
        return {name: getattr(row, name) for name in ("pk", "sk", "gsi1pk", "gsi1sk")}

    def key(self, book_id: str) -> Key:
        """A book's key."""
        keys = keys_of(self.org_id, book_id)
        return keys["pk"], keys["sk"]


class Deadlines(DeadlineRepository):
    """When books of all organizations are due."""

    table = ShelfRow
    row = DeadlineRow
    shards = 2


class GlobalShelf(GlobalRepository):
    """Labels that belong to no organization."""

    table = ShelfRow

    def add(self, name: str, text: str, *, tells: DomainEvent | Sequence[DomainEvent] = ()) -> None:
        """Stick a label on."""
        self._create(LabelRow(pk=f"GLOBAL#LABEL#{name}", sk="LABEL", text=text), tells=tells)
