"""The shelf's HTTP door."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import Depends, Response
from pydantic import Field

from shared.auth import Anyone, Caller, SignedIn, permitted
from shared.dynamo import ConditionFailed
from shared.errors import Conflict, NotFound, PreconditionFailed, Unauthenticated
from shared.etag import ExpectedRevision, tag
from shared.http import api_router, create_app, lambda_handler
from shared.idempotency import OnceOnly
from shared.ids import new_id
from shared.pagination import PageRequest, next_cursor, page_request
from shared.permissions import Permission, Role
from shared.ratelimit import RateLimit, limited_by_address, limited_by_person
from shared.schemas import In, Line, Out, PageOut, PathId, Text
from tests.support.shelf import BookPlaced
from tests.support.shelf.storage import Book, BookRepository, ShelfRow

PLACE = Permission("books.place", roles={Role.TUTOR, Role.ORG_ADMIN})
THREE_A_MINUTE = RateLimit("shelf-knocks", 3, per=timedelta(minutes=1))
TWO_A_MINUTE = RateLimit("shelf-calls", 2, per=timedelta(minutes=1))


class BookNotFound(NotFound):
    """There is no such book."""


class ShelfFull(Conflict):
    """There is no room on the shelf."""


class ChapterIn(In):
    """A chapter of a book."""

    name: Line


class BookIn(In):
    """A book, as it is handed in."""

    title: Line
    pages: int = Field(100, ge=1, le=10_000)
    note: Text | None = None
    chapters: list[ChapterIn] = Field([], max_length=10)


class BookOut(Out):
    """A book, as it is shown."""

    book_id: str
    title: str
    pages: int
    note: str | None


router = api_router("/shelf", tag="Shelf")
Placer = Annotated[Caller, permitted(PLACE)]


@router.post("/books", status_code=201, response_model=BookOut)
def place_book(body: BookIn, caller: Placer, once: OnceOnly, response: Response) -> Book:
    """Put a book on the shelf."""
    books = BookRepository(caller.org_id)
    book = Book(book_id=new_id("bok"), title=body.title, pages=body.pages, note=body.note)
    book_id = books.add_once(once, book, tells=BookPlaced(book_id=book.book_id))
    return _get(books, book_id)


@router.get("/books", response_model=PageOut[BookOut])
def list_books(
    caller: SignedIn, paging: Annotated[PageRequest, Depends(page_request)], shelf: str = "all"
) -> dict[str, Any]:
    """The books by title."""
    query = f"books:{shelf}"
    page = BookRepository(caller.org_id).list_by_title(
        limit=paging.limit, start=paging.start(query, org_id=caller.org_id)
    )
    return {
        "items": [Book.model_validate(row) for row in page.rows],
        "next_cursor": next_cursor(page.next_key, query, org_id=caller.org_id),
    }


@router.get("/books/{book_id}", response_model=BookOut)
def show_book(book_id: PathId, caller: SignedIn, response: Response) -> Book:
    """One book."""
    book = _get(BookRepository(caller.org_id), book_id)
    tag(response, book.revision)
    return book


@router.put("/books/{book_id}", response_model=BookOut)
def change_book(book_id: PathId, body: BookIn, caller: Placer, expected: ExpectedRevision, response: Response) -> Book:
    """Change a book."""
    books = BookRepository(caller.org_id)
    book = _get(books, book_id)
    if book.revision != expected:
        raise PreconditionFailed
    try:
        books.save(book.model_copy(update={"title": body.title, "pages": body.pages}))
    except ConditionFailed:
        raise PreconditionFailed from None
    changed = _get(books, book_id)
    tag(response, changed.revision)
    return changed


@router.post("/knock", status_code=204, dependencies=[limited_by_address(THREE_A_MINUTE, ShelfRow)])
def knock(who: Anyone) -> None:
    """Knock; three times a minute from one address."""


@router.post("/call", status_code=204, dependencies=[limited_by_person(TWO_A_MINUTE, ShelfRow)])
def call(caller: SignedIn) -> None:
    """Call; twice a minute for one person."""


@router.post("/anything")
def take_anything(body: dict[str, Any], who: Anyone) -> dict[str, Any]:
    """Give back what came."""
    return body


@router.post("/full")
def fill(who: Anyone) -> None:
    """Fail, with facts."""
    raise ShelfFull("All 12 places are taken.", places=12, status="closed", shelf_id="shf_1")


@router.post("/crash")
def crash(body: BookIn, who: Anyone) -> None:
    """Fail without having foreseen it, with what was sent in the exception."""
    Book.model_validate({"book_id": "bok_1", "title": [body.title]})


def _get(books: BookRepository, book_id: str) -> Book:
    book = books.find(book_id)
    if book is None:
        raise BookNotFound(book_id=book_id)
    return book


def authenticate(token: str) -> Caller:
    """``<person>.<organization>.<role>`` is a token here."""
    match token.split("."):
        case [person, organization, role] if role in set(Role):
            return Caller(f"usr_{person}", f"org_{organization}", f"ses_{person}", frozenset({Role(role)}))
    raise Unauthenticated


app = create_app("shelf", [router], authenticate=authenticate)
handler = lambda_handler(app)
