"""Doing a thing once, however often, and however many at once, it is asked."""

from datetime import datetime, timedelta

import pytest
from fastapi import Response

from infra.local.oneprocess import OneProcess
from shared.clock import SetClock, system_clock
from shared.dynamo import ConditionFailed
from shared.idempotency import DOUBLE_CLICK, KEY_KEPT, IdempotencyKeyReused, Once
from tests.shared.test_dynamo import items
from tests.support.client import Answer, Client
from tests.support.faults import every_death, killed
from tests.support.shelf import BookPlaced
from tests.support.shelf.storage import Book, BookRepository
from tests.support.world import at_once

BOOK = {"title": "Emma"}
KEY = {"idempotency-key": "k-1"}


def books_stored() -> list[str]:
    """The ids of the books in the table."""
    return sorted(item["book_id"]["S"] for item in items() if item["kind"]["S"] == "Book")


def receipts_stored() -> list[str]:
    """What the receipts in the table say was made."""
    return sorted(item["made"]["S"] for item in items() if item["kind"]["S"] == "Receipt")


def place(client: Client, headers: dict[str, str] = KEY, **fields: object) -> Answer:
    """Put a book on the shelf."""
    return client.post("/shelf/books", json_body=BOOK | fields, headers=headers)


class TestTheSameRequestAgain:
    def test_creates_nothing_new_and_gets_the_same_answer(self, tutor: Client) -> None:
        first, again = place(tutor), place(tutor)

        assert (first.status_code, again.status_code) == (201, 201)
        assert first.text == again.text
        assert books_stored() == receipts_stored() == [first.json()["book_id"]]

    def test_says_that_it_is_an_answer_given_before(self, tutor: Client) -> None:
        first, again = place(tutor), place(tutor)

        assert "idempotent-replayed" not in first.headers
        assert again.headers["idempotent-replayed"] == "true"

    def test_tells_nothing_again(self, tutor: Client) -> None:
        place(tutor)
        before = items()

        place(tutor)

        assert items() == before

    def test_under_another_key_is_another_request(self, tutor: Client) -> None:
        place(tutor)
        place(tutor, {"idempotency-key": "k-2"})

        assert len(books_stored()) == 2

    def test_of_another_person_is_another_request(self, tutor: Client, visitor: Client) -> None:
        place(tutor)
        place(visitor.with_headers(authorization="Bearer eve.1.tutor"))

        assert len(books_stored()) == 2

    def test_in_another_organization_is_another_request(self, tutor: Client, visitor: Client) -> None:
        place(tutor)
        place(visitor.with_headers(authorization="Bearer ada.2.tutor"))

        assert len(books_stored()) == 2


class TestAKeyUsedForSomethingElse:
    def test_is_refused_and_creates_nothing(self, tutor: Client) -> None:
        place(tutor)

        answer = place(tutor, title="Persuasion")

        assert (answer.status_code, answer.code) == (422, "idempotency_key_reused")
        assert len(books_stored()) == 1

    @pytest.mark.parametrize("key", ["", " ", "a b", "k\x00", "ключ", "x" * 129])
    def test_that_is_no_key_is_refused(self, tutor: Client, key: str) -> None:
        answer = place(tutor, {"idempotency-key": key})

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/header/idempotency-key"
        assert items() == []


class TestWithoutAKey:
    def test_a_double_click_creates_one(self, tutor: Client) -> None:
        first, again = place(tutor, {}), place(tutor, {})

        assert first.json() == again.json()
        assert len(books_stored()) == 1

    def test_the_same_a_little_later_is_meant(self, tutor: Client) -> None:
        clock = SetClock(system_clock.now())
        with system_clock.time_from(clock):
            place(tutor, {})
            clock.advance(DOUBLE_CLICK)
            place(tutor, {})

        assert len(books_stored()) == 2

    def test_something_else_is_something_else(self, tutor: Client) -> None:
        place(tutor, {})
        place(tutor, {}, title="Persuasion")

        assert len(books_stored()) == 2


class TestAReceipt:
    def test_stands_for_a_day(self, tutor: Client) -> None:
        clock = SetClock(system_clock.now())
        with system_clock.time_from(clock):
            place(tutor)
            clock.advance(KEY_KEPT - timedelta(seconds=1))
            place(tutor)
            within = len(books_stored())
            clock.advance(timedelta(seconds=1))
            place(tutor)

        assert within == 1
        assert len(books_stored()) == 2

    def test_that_is_over_frees_its_key_for_another_request(self, tutor: Client) -> None:
        clock = SetClock(system_clock.now())
        with system_clock.time_from(clock):
            place(tutor)
            clock.advance(KEY_KEPT)
            answer = place(tutor, title="Persuasion")

        assert answer.status_code == 201
        assert "idempotent-replayed" not in answer.headers

    def test_is_not_kept_for_what_did_not_come_about(self, books: BookRepository) -> None:
        books.add(Book(book_id="bok_1", title="Emma"))

        with pytest.raises(ConditionFailed) as failure:
            books.add_once(_once(), Book(book_id="bok_1", title="Emma"))

        assert failure.value.failed == (0,)
        assert receipts_stored() == []

    def test_that_ends_between_the_write_and_the_look_is_no_obstacle(self, cloud: OneProcess) -> None:
        books = BookRepository("org_1", clock=_Hurrying())
        books.add_once(_once(), Book(book_id="bok_1", title="Emma"))

        made = books.add_once(_once(), Book(book_id="bok_2", title="Emma"))

        assert made == "bok_2"
        assert books_stored() == ["bok_1", "bok_2"]


class TestSixteenAtOnce:
    def test_create_one_thing_and_all_hear_of_it(self, tutor: Client) -> None:
        answers = at_once(16, lambda number: place(tutor))

        assert {answer.status_code for answer in answers} == {201}
        assert {answer.json()["book_id"] for answer in answers} == set(books_stored())
        assert len(books_stored()) == len(receipts_stored()) == 1
        assert sum("idempotent-replayed" in answer.headers for answer in answers) == 15

    def test_without_a_key_create_one_thing_too(self, tutor: Client) -> None:
        answers = at_once(16, lambda number: place(tutor, {}))

        assert {answer.status_code for answer in answers} == {201}
        assert len(books_stored()) == 1

    def test_with_one_key_for_two_things_create_one_of_them(self, tutor: Client) -> None:
        answers = at_once(16, lambda number: place(tutor, title=f"Title {number % 2}"))

        assert sorted(answer.status_code for answer in answers) == [201] * 8 + [422] * 8
        assert len(books_stored()) == 1


class TestADeath:
    def test_at_any_moment_leaves_both_or_none_and_trying_again_makes_one(self, tutor: Client) -> None:
        place(tutor, {"idempotency-key": "warm"})

        for number, moment in every_death(lambda: place(tutor, {"idempotency-key": "counted"})):
            key = {"idempotency-key": f"{moment}-{number}"}
            before = books_stored()

            with killed(number, moment) as death:
                place(tutor, key)
            half_way = books_stored()
            answer = place(tutor, key)

            assert death.at
            assert half_way == sorted({*before, *half_way})
            assert books_stored() == receipts_stored() == sorted({*half_way, answer.json()["book_id"]}), death.at
            assert len(books_stored()) == len(before) + 1, death.at


class _Hurrying:
    """A clock on which a receipt's whole time passes after every look."""

    def __init__(self) -> None:
        self._clock = SetClock(system_clock.now())

    def now(self) -> datetime:
        """A later time every time."""
        self._clock.advance(KEY_KEPT / 2)
        return self._clock.now()


def _once(digest: str = "d") -> Once:
    return Once("usr_1", "KEY#1", digest, KEY_KEPT, Response())


def test_a_creation_that_keeps_no_receipt_leaves_none(books: BookRepository) -> None:
    once = Once("usr_1", "SAME#1", "d", None, Response())

    made = books.add_once(once, Book(book_id="bok_1", title="Emma"), tells=BookPlaced(book_id="bok_1"))

    assert made == "bok_1"
    assert receipts_stored() == []
    with pytest.raises(ConditionFailed) as failure:
        books.add_once(once, Book(book_id="bok_1", title="Emma"))
    assert failure.value.failed == (0,)


def test_a_replay_whose_key_stood_for_another_request_is_told_apart(books: BookRepository) -> None:
    books.add_once(_once("one"), Book(book_id="bok_1", title="Emma"))

    with pytest.raises(IdempotencyKeyReused):
        books.add_once(_once("other"), Book(book_id="bok_2", title="Emma"))
