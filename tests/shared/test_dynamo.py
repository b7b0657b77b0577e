"""Rows, and repositories that keep to one tenant."""

import json
from collections.abc import Callable
from datetime import timedelta
from inspect import getmembers
from typing import Any

import pytest
from pynamodb.attributes import Attribute
from pynamodb.connection import Connection
from pynamodb.exceptions import VerboseClientError

from infra.local.oneprocess import OneProcess
from shared import aws
from shared.clock import SetClock, epoch_seconds, system_clock
from shared.dynamo import Ask, ConditionFailed, Page, Row, answer, chunks, undisturbed
from shared.errors import Unavailable
from tests.support.calls import counting_calls
from tests.support.shelf import BookPlaced, BookTaken
from tests.support.shelf.storage import (
    Book,
    BookRepository,
    BookRow,
    GlobalShelf,
    JobRow,
    LabelRow,
    ShelfRow,
    book_row,
)
from tests.support.world import at_once

EMMA = Book(book_id="bok_emma", title="Emma")


def items() -> list[dict[str, Any]]:
    """Everything in the shelf's table, as it is stored."""
    return list(aws.client("dynamodb").scan(TableName="lms-test-shelf")["Items"])


def stored(book: Book) -> dict[str, Any]:
    """One book's item, as it is stored."""
    (item,) = (item for item in items() if item.get("book_id") == {"S": book.book_id})
    return item


class TestARow:
    def test_keeps_what_it_was_made_of(self, books: BookRepository) -> None:
        book = Book(book_id="bok_1", title="Ümlaut ✓ हिन्दी", pages=2**53 + 1, note="a\nb")

        books.add(book)

        assert books.find("bok_1") == book.model_copy(update={"revision": 1})

    def test_reads_whole_numbers_exactly(self, books: BookRepository) -> None:
        books.add(Book(book_id="bok_1", title="Long", pages=10**37))

        found = books.find("bok_1")

        assert found is not None
        assert found.pages == 10**37
        assert type(found.pages) is int

    def test_stores_nothing_for_what_is_not_there(self, books: BookRepository) -> None:
        books.add(EMMA)

        assert set(stored(EMMA)) == {"pk", "sk", "gsi1pk", "gsi1sk", "kind", "revision", "book_id", "title", "pages"}

    def test_of_another_kind_under_the_same_key_is_told_apart(self, books: BookRepository) -> None:
        row = book_row("org_1", EMMA)
        row.save()

        (read,) = ShelfRow.query(row.pk)

        assert type(read) is BookRow

    @pytest.mark.parametrize("kind", [ShelfRow, BookRow, JobRow], ids=lambda kind: kind.__name__)
    def test_has_the_columns_and_indexes_that_its_classes_have(self, kind: type[Row]) -> None:
        assert list(kind.get_attributes().items()) == getmembers(kind, lambda value: isinstance(value, Attribute))
        assert list(kind._indexes.values()) == [kind.by_gsi1]  # type: ignore[attr-defined]  # each table names its own

    def test_knows_its_tables_name_only_when_asked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LMS_TABLE_SHELF", "lms-elsewhere-shelf")

        assert BookRow.Meta.table_name == JobRow.Meta.table_name == "lms-elsewhere-shelf"


class TestTheTenantsBorder:
    @pytest.mark.parametrize("org_id", ["org_2", "org_12", "org_", "ORG_1", "org_1 ", ""])
    def test_cannot_be_crossed_by_any_read(self, books: BookRepository, org_id: str) -> None:
        foreign = (f"ORG#{org_id}#BOOK#bok_1", "BOOK")

        for read in (
            lambda: books._find(BookRow, foreign),
            lambda: books._find_many([books.key("bok_1"), foreign]),
            lambda: books._query(BookRow, foreign[0]),
            lambda: books._query(BookRow, f"ORG#{org_id}#BOOKS", index=True),
            lambda: books._query_all(BookRow, foreign[0]),
            lambda: next(books._each(BookRow, foreign[0])),
        ):
            with pytest.raises(PermissionError):
                read()

    @pytest.mark.parametrize("org_id", ["org_2", "org_12", ""])
    def test_cannot_be_crossed_by_any_write(self, books: BookRepository, org_id: str) -> None:
        row, transaction = book_row(org_id, EMMA), books.together()
        writes: list[Callable[[], object]] = [
            lambda: books._create(row),
            lambda: books._save(row),
            lambda: books._store(row),
            lambda: books._delete(row),
            lambda: transaction.create(row),
            lambda: transaction.save(row),
            lambda: transaction.store(row),
            lambda: transaction.delete(row),
            lambda: transaction.overwrite(row, BookRow.pk.exists()),
            lambda: transaction.require(row, BookRow.pk.exists()),
            lambda: transaction.change(row, [BookRow.pages.add(1)]),
            lambda: transaction.forget(row),
        ]

        for write in writes:
            with pytest.raises(PermissionError):
                write()
        assert items() == []

    def test_holds_for_the_index_too(self, books: BookRepository) -> None:
        row = book_row("org_1", EMMA)
        row.gsi1pk = "ORG#org_2#BOOKS"

        with pytest.raises(PermissionError):
            books._create(row)
        assert items() == []

    def test_lies_between_tenants_and_what_is_global(self, books: BookRepository) -> None:
        with pytest.raises(PermissionError):
            books._find(LabelRow, ("GLOBAL#LABEL#new", "LABEL"))
        with pytest.raises(PermissionError):
            GlobalShelf()._find(BookRow, books.key("bok_1"))
        with pytest.raises(PermissionError):
            GlobalShelf()._find(LabelRow, ("GLOBALISE#LABEL#new", "LABEL"))

    def test_keeps_two_tenants_with_the_same_ids_apart(self, books: BookRepository) -> None:
        others = BookRepository("org_2")
        books.add(EMMA)
        others.add(EMMA.model_copy(update={"title": "Theirs"}))

        assert [row.title for row in books.list_by_title().rows] == ["Emma"]
        assert [row.title for row in others.list_by_title().rows] == ["Theirs"]


class TestCreating:
    def test_fails_when_it_is_there_already(self, books: BookRepository) -> None:
        books.add(EMMA)

        with pytest.raises(ConditionFailed):
            books.add(EMMA.model_copy(update={"title": "Another"}))
        assert stored(EMMA)["title"] == {"S": "Emma"}

    def test_succeeds_once_when_sixteen_try(self, books: BookRepository) -> None:
        def add(number: int) -> bool:
            try:
                books.add(EMMA.model_copy(update={"title": str(number)}))
            except ConditionFailed:
                return False
            return True

        assert sorted(at_once(16, add)) == [False] * 15 + [True]

    def test_takes_the_place_of_what_is_over(self, books: BookRepository) -> None:
        books.add(EMMA, expires_at=epoch_seconds(system_clock.now()) - 1)

        books.add(EMMA.model_copy(update={"title": "Emma, again"}))

        found = books.find("bok_emma")
        assert found is not None
        assert found.title == "Emma, again"

    def test_takes_the_place_of_what_is_over_within_a_transaction(self, books: BookRepository) -> None:
        books.add(EMMA, expires_at=epoch_seconds(system_clock.now()) - 1)

        with books.together() as transaction:
            transaction.create(book_row("org_1", EMMA))

        assert books.find("bok_emma") is not None

    def test_does_not_take_the_place_of_what_is_over_soon(self, books: BookRepository) -> None:
        books.add(EMMA, expires_at=epoch_seconds(system_clock.now()) + 60)

        with pytest.raises(ConditionFailed):
            books.add(EMMA)


class TestSaving:
    def test_counts_revisions(self, books: BookRepository) -> None:
        books.add(EMMA)

        for revision in range(2, 5):
            found = books.find("bok_emma")
            assert found is not None
            books.save(found)
            assert stored(EMMA)["revision"] == {"N": str(revision)}

    def test_of_what_was_changed_meanwhile_fails(self, books: BookRepository) -> None:
        books.add(EMMA)
        mine, theirs = books.find("bok_emma"), books.find("bok_emma")
        assert mine is not None
        assert theirs is not None

        books.save(theirs.model_copy(update={"title": "Theirs"}))

        with pytest.raises(ConditionFailed):
            books.save(mine.model_copy(update={"title": "Mine"}))
        assert stored(EMMA)["title"] == {"S": "Theirs"}

    def test_of_what_was_removed_meanwhile_does_not_bring_it_back(self, books: BookRepository) -> None:
        books.add(EMMA)
        mine = books.find("bok_emma")
        assert mine is not None
        books.remove(mine)

        with pytest.raises(ConditionFailed):
            books.save(mine)
        assert items() == []

    def test_loses_no_change_when_sixteen_save_at_once(self, books: BookRepository) -> None:
        books.add(EMMA.model_copy(update={"pages": 0}))

        def count_up(number: int) -> None:
            def act() -> None:
                book = books.find("bok_emma")
                assert book is not None
                books.save(book.model_copy(update={"pages": book.pages + 1}))

            undisturbed(act, most=100)

        at_once(16, count_up)

        assert stored(EMMA)["pages"] == {"N": "16"}
        assert stored(EMMA)["revision"] == {"N": "17"}

    def test_forgets_what_is_no_longer_there(self, books: BookRepository) -> None:
        books.add(EMMA.model_copy(update={"note": "torn"}))
        found = books.find("bok_emma")
        assert found is not None

        books.save(found.model_copy(update={"note": None}))

        assert "note" not in stored(EMMA)


class TestStoring:
    def test_creates_what_was_never_stored(self, books: BookRepository) -> None:
        books.store(EMMA)

        assert stored(EMMA)["revision"] == {"N": "1"}
        with pytest.raises(ConditionFailed):
            books.store(EMMA)

    def test_saves_what_is_still_as_it_was_read(self, books: BookRepository) -> None:
        books.store(EMMA)
        read = EMMA.model_copy(update={"revision": 1, "title": "Emma, changed"})

        with books.together() as transaction:
            transaction.store(book_row("org_1", read))

        assert stored(EMMA)["revision"] == {"N": "2"}
        with pytest.raises(ConditionFailed):
            books.store(read)


class TestDeleting:
    def test_of_what_was_changed_meanwhile_fails(self, books: BookRepository) -> None:
        books.add(EMMA)
        mine = books.find("bok_emma")
        assert mine is not None
        books.save(mine)

        with pytest.raises(ConditionFailed):
            books.remove(mine)
        assert len(items()) == 1

    def test_leaves_nothing(self, books: BookRepository) -> None:
        books.add(EMMA)
        found = books.find("bok_emma")
        assert found is not None

        books.remove(found)

        assert items() == []


class TestTelling:
    def test_rides_on_the_row_in_the_same_write(self, books: BookRepository) -> None:
        books.add(EMMA, tells=BookPlaced(book_id="bok_emma"))

        (envelope,) = json.loads(stored(EMMA)["tells"]["S"])
        assert envelope["detail_type"] == "BookPlaced.v1"
        assert envelope["org_id"] == "org_1"
        assert envelope["revision"] == 1
        assert envelope["data"] == {"book_id": "bok_emma"}

    def test_names_the_revision_that_the_write_makes(self, books: BookRepository) -> None:
        books.add(EMMA)
        found = books.find("bok_emma")
        assert found is not None

        books.save(found, tells=BookTaken(book_id="bok_emma"))

        (envelope,) = json.loads(stored(EMMA)["tells"]["S"])
        assert envelope["revision"] == 2 == int(stored(EMMA)["revision"]["N"])

    def test_nothing_removes_what_the_write_before_told(self, books: BookRepository) -> None:
        books.add(EMMA, tells=BookPlaced(book_id="bok_emma"))
        found = books.find("bok_emma")
        assert found is not None

        books.save(found)

        assert "tells" not in stored(EMMA)

    def test_nothing_in_a_transaction_removes_what_the_write_before_told(self, books: BookRepository) -> None:
        books.add(EMMA, tells=BookPlaced(book_id="bok_emma"))
        row = books._find(BookRow, books.key("bok_emma"))
        assert row is not None

        with books.together() as transaction:
            transaction.save(row)

        assert "tells" not in stored(EMMA)

    def test_the_same_again_is_other_news(self, books: BookRepository) -> None:
        books.add(EMMA, tells=BookPlaced(book_id="bok_emma"))
        before = stored(EMMA)["tells"]
        found = books.find("bok_emma")
        assert found is not None

        books.save(found, tells=BookPlaced(book_id="bok_emma"))

        assert stored(EMMA)["tells"] != before

    def test_is_not_done_when_the_condition_fails(self, books: BookRepository) -> None:
        books.add(EMMA)

        with pytest.raises(ConditionFailed):
            books.add(EMMA, tells=BookPlaced(book_id="bok_emma"))
        assert "tells" not in stored(EMMA)

    def test_of_what_is_global_carries_the_organization_that_caused_it(self, cloud: OneProcess) -> None:
        GlobalShelf("org_9").add("new", "New", tells=BookPlaced(book_id="bok_1"))

        (item,) = items()
        assert json.loads(item["tells"]["S"])[0]["org_id"] == "org_9"


class TestATransaction:
    def test_writes_all(self, books: BookRepository) -> None:
        with books.together() as transaction:
            first = transaction.create(book_row("org_1", EMMA), tells=BookPlaced(book_id="bok_emma"))
            second = transaction.create(book_row("org_1", Book(book_id="bok_2", title="Two")))

        assert (first, second) == (0, 1)
        assert len(items()) == 2

    def test_writes_none_when_one_condition_fails_and_says_which(self, books: BookRepository) -> None:
        books.add(EMMA)

        def act() -> None:
            with books.together() as transaction:
                transaction.create(book_row("org_1", Book(book_id="bok_2", title="Two")))
                transaction.create(book_row("org_1", EMMA))
                transaction.create(book_row("org_1", Book(book_id="bok_3", title="Three")))
                transaction.require(book_row("org_1", Book(book_id="bok_4", title="Four")), BookRow.pk.exists())

        with pytest.raises(ConditionFailed) as failure:
            act()
        assert failure.value.failed == (1, 3)
        assert len(items()) == 1

    def test_writes_none_when_its_block_fails(self, books: BookRepository) -> None:
        def act() -> None:
            with books.together() as transaction:
                transaction.create(book_row("org_1", EMMA))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            act()
        assert items() == []

    def test_of_nothing_does_nothing(self, books: BookRepository) -> None:
        with books.together():
            pass

        assert items() == []

    def test_counts_the_revisions_of_its_rows(self, books: BookRepository) -> None:
        row = book_row("org_1", EMMA)
        with books.together() as transaction:
            transaction.create(row)

        books._save(row)
        with books.together() as transaction:
            transaction.save(row)

        assert (row.revision, stored(EMMA)["revision"]) == (3, {"N": "3"})

    def test_leaves_its_rows_as_they_were_when_it_fails(self, books: BookRepository) -> None:
        books.add(EMMA)
        row = book_row("org_1", EMMA)

        with pytest.raises(ConditionFailed), books.together() as transaction:
            transaction.create(row)

        assert row.revision is None

    def test_of_what_was_changed_meanwhile_fails(self, books: BookRepository) -> None:
        books.add(EMMA)
        mine, theirs = (books._find(BookRow, books.key("bok_emma")) for _ in range(2))
        assert mine is not None
        assert theirs is not None
        books._save(theirs)

        for verb in ("save", "delete"):
            with pytest.raises(ConditionFailed), books.together() as transaction:
                getattr(transaction, verb)(mine)

        assert stored(EMMA)["revision"] == {"N": "2"}

    def test_may_overwrite_whatever_revision_is_there(self, books: BookRepository) -> None:
        books.add(EMMA)

        with books.together() as transaction:
            transaction.overwrite(book_row("org_1", EMMA), BookRow.title == "Emma")

        with pytest.raises(ConditionFailed), books.together() as transaction:
            transaction.overwrite(book_row("org_1", EMMA), BookRow.title == "Persuasion")

    def test_may_count_where_a_row_stands_without_reading_it(self, books: BookRepository) -> None:
        books.add(EMMA)
        row = book_row("org_1", EMMA)

        def read_on(number: int) -> None:
            with books.together() as transaction:
                transaction.change(row, [BookRow.pages.add(number)], BookRow.pages < 115)

        assert sorted(at_once(6, lambda _: _done(lambda: read_on(10)))) == [False] * 4 + [True] * 2
        assert stored(EMMA)["pages"] == {"N": "120"}
        assert stored(EMMA)["revision"] == {"N": "1"}

    def test_that_counts_makes_the_row_where_there_is_none(self, books: BookRepository) -> None:
        with books.together() as transaction:
            transaction.change(book_row("org_1", EMMA), [BookRow.pages.add(3)])

        (item,) = items()
        assert (item["kind"], item["pages"]) == ({"S": "Book"}, {"N": "3"})

    def test_that_fails_counts_nothing(self, books: BookRepository) -> None:
        books.add(EMMA)
        other = Book(book_id="bok_new", title="New")
        books.add(other)

        def count_and_fail() -> None:
            with books.together() as transaction:
                transaction.change(book_row("org_1", EMMA), [BookRow.pages.add(1)])
                transaction.create(book_row("org_1", other))

        with pytest.raises(ConditionFailed):
            count_and_fail()

        assert [item["pages"] for item in items()] == [{"N": "100"}] * 2

    def test_may_remove_whatever_is_there(self, books: BookRepository) -> None:
        books.add(EMMA)
        books.save(EMMA.model_copy(update={"revision": 1}))

        for _ in range(2):
            with books.together() as transaction:
                transaction.forget(book_row("org_1", EMMA))

        assert items() == []

    def test_may_write_what_is_global_too(self, books: BookRepository) -> None:
        label = LabelRow(pk="GLOBAL#LABEL#new", sk="LABEL", text="New")

        with books.together() as transaction:
            transaction.create(book_row("org_1", EMMA))
            transaction.create(label, by=GlobalShelf("org_1"))

        assert len(items()) == 2

    def test_of_too_many_writes_is_refused_whole(self, books: BookRepository) -> None:
        def act() -> None:
            with books.together() as transaction:
                for number in range(101):
                    transaction.create(book_row("org_1", Book(book_id=f"bok_{number}", title="x")))

        with pytest.raises(ValueError, match="At most 100"):
            act()
        assert items() == []

    def test_that_is_still_under_way_is_asked_about_as_the_same_one(
        self, books: BookRepository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tokens, dispatch = list[str](), Connection.dispatch

        def slow(connection: Connection, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
            """Told of while it is carried out, then carried out: DynamoDB knows it by its token."""
            token = asked["ClientRequestToken"]
            answered = {} if token in tokens else dispatch(connection, operation, asked)
            tokens.append(token)
            if len(tokens) == 1:
                raise VerboseClientError({"Error": {"Code": "TransactionInProgressException"}}, operation)
            return answered

        monkeypatch.setattr(Connection, "dispatch", slow)
        with books.together() as transaction:
            transaction.create(book_row("org_1", EMMA))

        assert (len(tokens), len({*tokens})) == (2, 1)
        assert stored(EMMA)["revision"] == {"N": "1"}


def _done(act: Callable[[], object]) -> bool:
    try:
        act()
    except ConditionFailed:
        return False
    return True


class TestReadingPages:
    def test_reads_what_lies_between(self, books: BookRepository) -> None:
        for title in ("Emma", "Middlemarch", "Persuasion", "Walden"):
            books.add(Book(book_id=f"bok_{title}", title=title))

        page = books._query(BookRow, "ORG#org_1#BOOKS", between=("F", "Persuasion"), index=True)

        assert [row.title for row in page.rows] == ["Middlemarch", "Persuasion"]

    def test_goes_through_everything_once_in_order(self, books: BookRepository) -> None:
        for number in range(23):
            books.add(Book(book_id=f"bok_{number}", title=f"{number:03}"))

        pages = _all_pages(books, limit=5)

        assert [row.title for page in pages for row in page.rows] == [f"{number:03}" for number in range(23)]
        assert [len(page.rows) for page in pages] == [5, 5, 5, 5, 3]

    def test_goes_through_everything_one_by_one(self, books: BookRepository) -> None:
        for number in range(5):
            books.add(Book(book_id=f"bok_{number}", title=f"{number:03}"))

        titles = [row.title for row in books._each(BookRow, "ORG#org_1#BOOKS", index=True, limit=2)]

        assert titles == [f"{number:03}" for number in range(5)]

    def test_ends_well_when_the_last_page_is_exactly_full(self, books: BookRepository) -> None:
        for number in range(10):
            books.add(Book(book_id=f"bok_{number}", title=f"{number:03}"))

        pages = _all_pages(books, limit=5)

        assert sum(len(page.rows) for page in pages) == 10

    def test_ends_well_on_the_empty_page_that_follows_an_exactly_full_one_on_aws(self, books: BookRepository) -> None:
        """moto says that a full last page is the last; DynamoDB does not know that nothing follows."""
        books.add(EMMA)
        after_the_last = {**books.key_of_list(EMMA)}

        page = books.list_by_title(limit=1, start=after_the_last)

        assert page == Page([], None)

    def test_of_an_empty_partition_is_one_empty_page(self, books: BookRepository) -> None:
        assert books.list_by_title() == Page([], None)

    def test_leaves_out_what_is_over_without_losing_its_place(self, books: BookRepository) -> None:
        over = epoch_seconds(system_clock.now()) - 1
        for number in range(9):
            books.add(Book(book_id=f"bok_{number}", title=f"{number:03}"), expires_at=over if number % 3 else None)

        pages = _all_pages(books, limit=2)

        assert [row.title for page in pages for row in page.rows] == ["000", "003", "006"]


class TestReadingMany:
    def test_finds_what_is_there_in_one_call(self, books: BookRepository) -> None:
        books.add(EMMA)
        books.add(Book(book_id="bok_2", title="Two"))

        found = books.find_many(["bok_emma", "bok_none", "bok_2", "bok_emma"])

        assert set(found) == {books.key("bok_emma"), books.key("bok_2")}

    def test_of_none_asks_nobody(self, cloud: OneProcess, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("LMS_TABLE_SHELF")

        assert BookRepository("org_1").find_many([]) == {}

    def test_beyond_a_hundred_is_a_mistake(self, books: BookRepository) -> None:
        with pytest.raises(ValueError, match="At most 100"):
            books.find_many([f"bok_{number}" for number in range(101)])

    def test_leaves_out_what_is_over(self, books: BookRepository) -> None:
        books.add(EMMA, expires_at=epoch_seconds(system_clock.now()) - 1)

        assert books.find_many(["bok_emma"]) == {}


def titles(books: BookRepository, *book_ids: str) -> Ask[list[str]]:
    """The question for the titles of these books."""
    keys = [books.key(book_id) for book_id in book_ids]
    return Ask(books, keys, lambda rows: [book.title for key in keys if isinstance(book := rows.get(key), BookRow)])


class TestAskingTogether:
    def test_answers_each_question_in_one_call(self, books: BookRepository) -> None:
        others = BookRepository("org_2")
        books.add(EMMA)
        others.add(Book(book_id="bok_emma", title="Another's Emma"))

        with counting_calls() as calls:
            found = answer(titles(books, "bok_emma", "bok_none"), titles(others, "bok_emma").then(len), titles(books))

        assert found == (["Emma"], 1, [])
        assert calls == ["BatchGetItem"]

    def test_takes_a_call_for_every_hundred_rows(self, books: BookRepository) -> None:
        for number in (0, 59, 60, 119):
            books.add(Book(book_id=f"bok_{number}", title=str(number)))
        first, second = ([f"bok_{number}" for number in range(start, start + 60)] for start in (0, 60))

        with counting_calls() as calls:
            found = answer(titles(books, *first), titles(books, *second), titles(books, "bok_0"))

        assert found == (["0", "59"], ["60", "119"], ["0"])
        assert calls == ["BatchGetItem"] * 2

    def test_leaves_out_what_is_over(self, books: BookRepository) -> None:
        books.add(EMMA, expires_at=epoch_seconds(system_clock.now()) - 1)

        assert answer(titles(books, "bok_emma"), titles(books), titles(books))[0] == []

    def test_asks_again_for_what_the_store_left_undone(
        self, books: BookRepository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(3):
            books.add(Book(book_id=f"bok_{number}", title=str(number)))
        dispatch = Connection.dispatch

        def one_at_a_time(connection: Connection, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
            ((table, wanted),) = asked["RequestItems"].items()
            now, later = wanted["Keys"][:1], wanted["Keys"][1:]
            answered = dispatch(connection, operation, {"RequestItems": {table: {**wanted, "Keys": now}}})
            return {**answered, "UnprocessedKeys": {table: {**wanted, "Keys": later}} if later else {}}

        monkeypatch.setattr(Connection, "dispatch", one_at_a_time)

        assert answer(titles(books, "bok_0", "bok_1", "bok_2"), titles(books), titles(books))[0] == ["0", "1", "2"]

    def test_does_not_reach_into_another_tenant(self, books: BookRepository) -> None:
        foreign = Ask(books, [BookRepository("org_2").key("bok_1")], dict)

        with pytest.raises(PermissionError):
            answer(titles(books), foreign, titles(books))


class TestWhatIsOver:
    def test_is_invisible_from_that_second_on(self, cloud: OneProcess) -> None:
        clock = SetClock(system_clock.now())
        books = BookRepository("org_1", clock=clock)
        books.add(EMMA, expires_at=epoch_seconds(clock.now()) + 60)

        before = books.find("bok_emma")
        clock.advance(timedelta(seconds=60))
        after = books.find("bok_emma")

        assert before is not None
        assert after is None
        assert len(items()) == 1


class TestBeingUndisturbed:
    def test_tries_again_until_nobody_is_in_between(self) -> None:
        disturbances = [ConditionFailed(), ConditionFailed()]

        def act() -> str:
            if disturbances:
                raise disturbances.pop()
            return "done"

        assert undisturbed(act) == "done"

    def test_gives_up_with_a_clear_answer(self) -> None:
        def act() -> None:
            raise ConditionFailed

        with pytest.raises(Unavailable):
            undisturbed(act, most=2)

    def test_does_not_hide_other_failures(self) -> None:
        def act() -> None:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            undisturbed(act)


def test_things_come_in_chunks_of_at_most_that_many() -> None:
    assert list(chunks(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(chunks([], 2)) == []
    assert list(chunks(range(4), 2)) == [[0, 1], [2, 3]]


def _all_pages(books: BookRepository, *, limit: int) -> list[Page[BookRow]]:
    pages = [books.list_by_title(limit=limit)]
    while pages[-1].next_key is not None:
        pages.append(books.list_by_title(limit=limit, start=pages[-1].next_key))
    return pages


def test_every_row_has_one_shape() -> None:
    assert {"pk", "sk", "gsi1pk", "gsi1sk", "kind", "revision", "expires_at", "tells"} == set(Row.get_attributes())
