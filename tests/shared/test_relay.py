"""From the row that changed to the bus: everything once at least, nothing lost, no stream blocked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from infra.local.oneprocess import OneProcess
from shared import aws, relay
from shared.dynamo import ConditionFailed
from shared.events import MAX_TOLD_BYTES, DomainEvent
from tests.support.faults import counted, failing
from tests.support.logs import Lines
from tests.support.news import bodies, messages, queue_url, stream_records
from tests.support.shelf import BookPlaced, BookTaken
from tests.support.shelf.storage import Book, BookRepository

TABLE = "lms-test-shelf"
RETRY, INBOX = "shelf-relay-retry", "shelf-inbox"


class PagesCounted(DomainEvent):
    """Many pages were counted."""

    source = "lms.shelf"

    pages: list[int]


@pytest.fixture(autouse=True)
def _the_relays_environment(cloud: OneProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMS_RELAY_RETRY_URL", queue_url(RETRY))


def run(records: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Hand the relay what the stream has."""
    return relay.handler({"Records": stream_records(TABLE) if records is None else records}, None)


def heard() -> list[tuple[str, str]]:
    """What arrived in the inbox of who hears: names and books."""
    return [(told["detail-type"], told["detail"]["data"]["book_id"]) for told in bodies(INBOX)]


def place(books: BookRepository, count: int = 1) -> None:
    """Put books on the shelf."""
    for number in range(count):
        books.add(Book(book_id=f"bok_{number}", title="x"), tells=BookPlaced(book_id=f"bok_{number}"))


def bus_down() -> Any:
    """Meanwhile, the bus takes nothing."""
    return failing(lambda name: name.endswith("PutEvents"), ConnectionError("no bus"))


class TestWhatIsSent:
    def test_is_what_a_new_row_tells(self, books: BookRepository) -> None:
        place(books)

        run()

        assert heard() == [("BookPlaced.v1", "bok_0")]

    def test_is_what_a_changed_row_tells_anew(self, books: BookRepository) -> None:
        place(books)
        book = books.find("bok_0")
        assert book is not None
        books.save(book, tells=BookTaken(book_id="bok_0"))

        run()

        assert heard() == [("BookPlaced.v1", "bok_0"), ("BookTaken.v1", "bok_0")]

    def test_is_not_what_an_untold_change_left_behind(self, books: BookRepository) -> None:
        place(books)
        for _ in range(3):
            book = books.find("bok_0")
            assert book is not None
            books.save(book)

        run()

        assert heard() == [("BookPlaced.v1", "bok_0")]

    def test_is_nothing_when_the_row_is_touched_without_saying_anything_new(self, books: BookRepository) -> None:
        place(books)
        aws.client("dynamodb").update_item(
            TableName=TABLE,
            Key={"pk": {"S": "ORG#org_1#BOOK#bok_0"}, "sk": {"S": "BOOK"}},
            UpdateExpression="SET pages = :p",
            ExpressionAttributeValues={":p": {"N": "1"}},
        )

        run()

        assert heard() == [("BookPlaced.v1", "bok_0")]

    def test_is_nothing_of_a_row_that_went(self, books: BookRepository) -> None:
        place(books)
        book = books.find("bok_0")
        assert book is not None
        books.remove(book)

        run()

        assert heard() == [("BookPlaced.v1", "bok_0")]

    def test_is_nothing_of_a_write_that_was_refused(self, books: BookRepository) -> None:
        place(books)
        with pytest.raises(ConditionFailed):
            place(books)

        run()

        assert len(heard()) == 1

    def test_is_everything_that_one_row_tells_in_order(self, books: BookRepository) -> None:
        news = [BookPlaced(book_id="bok_1"), BookTaken(book_id="bok_1"), BookPlaced(book_id="bok_1")]
        books.add(Book(book_id="bok_1", title="x"), tells=news)

        run()

        assert [name for name, _ in heard()] == ["BookPlaced.v1", "BookTaken.v1", "BookPlaced.v1"]

    def test_says_on_the_bus_what_the_envelope_said_on_the_row(self, books: BookRepository) -> None:
        place(books)
        (told,) = json.loads(stream_records(TABLE)[0]["dynamodb"]["NewImage"]["tells"]["S"])

        run()

        (event,) = bodies(INBOX)
        assert (event["source"], event["detail-type"]) == (told.pop("source"), told.pop("detail_type"))
        assert event["detail"] == told
        assert event["time"].startswith(told["occurred_at"][:19])

    def test_is_nothing_for_a_table_that_tells_nothing(self, books: BookRepository) -> None:
        books.add(Book(book_id="bok_1", title="x"))

        with counted() as calls:
            run(stream_records(TABLE))

        assert not [call for call in calls if call.endswith("PutEvents")]


class TestABatch:
    def test_has_at_most_ten_events(self, books: BookRepository) -> None:
        place(books, 23)

        sizes = [len(batch) for batch in _batches()]

        assert sizes == [10, 10, 3]
        assert len(heard()) == 23

    def test_weighs_no_more_than_the_bus_takes(self, books: BookRepository) -> None:
        long_id = "bok_" + "x" * 90_000
        for number in range(5):
            books.add(Book(book_id=f"bok_{number}", title="x"), tells=BookPlaced(book_id=long_id))

        batches = _batches()

        assert [len(batch) for batch in batches] == [2, 2, 1]
        assert all(sum(len(entry["Detail"]) for entry in batch) <= 256_000 for batch in batches)

    def test_takes_the_heaviest_news_that_can_be_told(self, books: BookRepository) -> None:
        heaviest = BookPlaced(book_id="x" * (MAX_TOLD_BYTES - 400))
        books.add(Book(book_id="bok_1", title="x"), tells=heaviest)

        run()

        assert len(heard()) == 1


class TestWhenTheBusTakesOnlySome:
    def test_the_others_go_to_the_retry_queue_with_all_they_say(self, books: BookRepository) -> None:
        place(books, 3)
        told = [json.loads(r["dynamodb"]["NewImage"]["tells"]["S"])[0] for r in stream_records(TABLE)]

        with _refusing("bok_1"):
            answer = run()

        assert answer == {"batchItemFailures": []}
        assert heard() == [("BookPlaced.v1", "bok_0"), ("BookPlaced.v1", "bok_2")]
        assert bodies(RETRY) == [told[1]]

    def test_it_is_on_record(self, books: BookRepository, logs: Lines) -> None:
        place(books, 2)

        with _refusing("bok_1"):
            run()

        assert logs.one("event.refused")["reason"] == "InvalidArgument"
        assert logs.one("event.sent")["detail_type"] == "BookPlaced.v1"


class TestWhenTheBusIsDown:
    def test_all_goes_to_the_retry_queue_and_the_stream_moves_on(self, books: BookRepository) -> None:
        place(books, 12)

        with bus_down():
            answer = run()

        assert answer == {"batchItemFailures": []}
        assert len(bodies(RETRY)) == 12

    def test_what_was_set_aside_is_sent_when_the_bus_is_back(self, books: BookRepository) -> None:
        place(books, 3)
        with bus_down():
            run()

        answer = run(messages(RETRY))

        assert answer == {"batchItemFailures": []}
        assert len(heard()) == 3

    def test_what_still_cannot_be_sent_stays_in_the_queue_alone(self, books: BookRepository) -> None:
        place(books, 3)
        with bus_down():
            run()
        waiting = messages(RETRY)

        with _refusing("bok_1"):
            answer = run(waiting)

        (stuck,) = answer["batchItemFailures"]
        (message,) = (message for message in waiting if message["messageId"] == stuck["itemIdentifier"])
        assert json.loads(message["body"])["data"] == {"book_id": "bok_1"}
        assert len(heard()) == 2

    def test_and_stays_down_everything_stays_in_the_queue(self, books: BookRepository) -> None:
        place(books, 3)
        with bus_down():
            run()
        waiting = messages(RETRY)

        with bus_down():
            answer = run(waiting)

        assert len(answer["batchItemFailures"]) == 3
        assert bodies(RETRY) == []

    def test_and_the_queue_too_the_stream_delivers_again(self, books: BookRepository) -> None:
        place(books, 2)

        nothing = failing(lambda name: name.endswith(("PutEvents", "SendMessage")), ConnectionError("nothing works"))
        with nothing, pytest.raises(ConnectionError):
            run()
        run()

        assert len(heard()) == 2

    def test_the_heaviest_news_fits_into_the_queue(self, books: BookRepository) -> None:
        """A list of many short things grows most when it is written with spaces."""
        books.add(Book(book_id="bok_1", title="x"), tells=PagesCounted(pages=[1] * (MAX_TOLD_BYTES // 2 - 200)))

        with bus_down():
            run()

        (message,) = messages(RETRY)
        assert MAX_TOLD_BYTES - 1000 < len(message["body"]) <= MAX_TOLD_BYTES


def test_a_record_delivered_twice_is_sent_twice_under_the_same_id(books: BookRepository) -> None:
    place(books)

    run()
    run()

    first, second = bodies(INBOX)
    assert first["detail"]["event_id"] == second["detail"]["event_id"]


def test_every_event_sent_is_on_record_under_its_requests_ids(books: BookRepository, logs: Lines) -> None:
    place(books)

    run()

    line = logs.one("event.sent")
    (event,) = bodies(INBOX)
    assert line["event_id"] == event["detail"]["event_id"]
    assert line["correlation_id"] == event["detail"]["correlation_id"]


def _batches() -> list[list[dict[str, Any]]]:
    """The batches in which the stream's news go to the bus."""
    batches: list[list[dict[str, Any]]] = []

    def watch(params: dict[str, Any], **_: object) -> None:
        batches.append(params["Entries"])

    with _hearing_put_events(watch):
        run()
    return batches


@contextmanager
def _refusing(book_id: str) -> Iterator[None]:
    """Meanwhile, the bus takes no news of one book: an entry without a detail is refused alone."""

    def empty(params: dict[str, Any], **_: object) -> dict[str, Any]:
        entries = [entry | {"Detail": ""} if book_id in entry["Detail"] else entry for entry in params["Entries"]]
        return params | {"Entries": entries}

    with _hearing_put_events(empty):
        yield


@contextmanager
def _hearing_put_events(hook: Callable[..., object]) -> Iterator[None]:
    emitter = aws.client("events").meta.events
    emitter.register("provide-client-params.eventbridge.PutEvents", hook, unique_id="test")
    try:
        yield
    finally:
        emitter.unregister("provide-client-params.eventbridge.PutEvents", unique_id="test")
