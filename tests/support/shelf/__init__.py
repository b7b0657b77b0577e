"""A room made up for the kernel's tests: a shelf per organization, and the books that people put on it."""

from shared.events import DomainEvent
from shared.manifest import Context


class BookPlaced(DomainEvent):
    """A book was put on the shelf."""

    source = "lms.shelf"

    book_id: str


class BookTaken(DomainEvent):
    """A book was taken from the shelf."""

    source = "lms.shelf"

    book_id: str


SHELF = Context(
    name="shelf",
    routes=("/shelf",),
    tells=(BookPlaced, BookTaken),
    hears=(BookPlaced, BookTaken),
)
