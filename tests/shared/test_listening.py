"""From the room's queue to one function per event."""

import json
from typing import Any

import pytest

from shared.events import DomainEvent, Envelope
from shared.listening import Listener, UnheardEvent
from shared.observability import Trace, current_trace
from tests.shared.test_events import ENVELOPE
from tests.support.logs import Lines
from tests.support.shelf import SHELF, BookPlaced, BookTaken


class BookBurnt(DomainEvent):
    """Nobody hears this."""

    source = "lms.shelf"

    book_id: str


class Shelf:
    """A listener, and what its reactions got."""

    def __init__(self) -> None:
        self.placed: list[Envelope[BookPlaced]] = []
        self.taken: list[Envelope[BookTaken]] = []
        self.traces: list[Trace] = []
        self.listener = Listener(SHELF)

        @self.listener.on(BookPlaced)
        def place(told: Envelope[BookPlaced]) -> None:
            self.traces.append(current_trace())
            if told.data.book_id == "bok_bad":
                raise ZeroDivisionError
            self.placed.append(told)

        @self.listener.on(BookTaken)
        def take(told: Envelope[BookTaken]) -> None:
            self.taken.append(told)


def message(number: int, detail_type: str = "BookPlaced.v1", **changes: Any) -> dict[str, Any]:
    """A record of a batch, as SQS has it from EventBridge."""
    detail = {name: value for name, value in ENVELOPE.items() if name not in {"source", "detail_type"}} | changes
    body = {"version": "0", "id": "x", "source": "lms.shelf", "detail-type": detail_type, "detail": detail}
    return {"messageId": f"m-{number}", "eventSource": "aws:sqs", "body": json.dumps(body)}


def about(book_id: str) -> dict[str, Any]:
    """The data of an event about a book."""
    return {"data": {"book_id": book_id}}


UNREADABLE = {
    "no JSON": {"messageId": "m-9", "body": "no JSON"},
    "no object": {"messageId": "m-9", "body": "[]"},
    "no event": {"messageId": "m-9", "body": "{}"},
    "nothing": {"messageId": "m-9", "body": ""},
    "another version": message(9, "BookPlaced.v2"),
    "not heard here": message(9, "BookBurnt.v1"),
    "without its data": message(9, data={}),
    "without a time": message(9, occurred_at="yesterday"),
    "without a revision": message(9, revision=None),
}


@pytest.fixture
def shelf() -> Shelf:
    """A room that listens."""
    return Shelf()


class TestAnEvent:
    def test_goes_to_its_function_as_it_was_told(self, shelf: Shelf) -> None:
        answer = shelf.listener.handler({"Records": [message(1), message(2, "BookTaken.v1")]}, None)

        assert answer == {"batchItemFailures": []}
        assert shelf.placed == [Envelope[BookPlaced].model_validate(ENVELOPE)]
        assert shelf.taken[0].detail_type == "BookTaken.v1"
        assert (shelf.taken[0].source, shelf.taken[0].revision) == ("lms.shelf", 3)

    def test_with_more_in_it_than_is_known_is_read_all_the_same(self, shelf: Shelf) -> None:
        shelf.listener.handler({"Records": [message(1, colour="red", data={"book_id": "bok_1", "weight": 2})]}, None)

        assert shelf.placed[0].data == BookPlaced(book_id="bok_1")

    def test_goes_to_each_function_that_reacts_to_it(self, shelf: Shelf) -> None:
        also: list[str] = []
        shelf.listener.on(BookPlaced)(lambda told: also.append(told.data.book_id))

        shelf.listener.handler({"Records": [message(1)]}, None)

        assert (len(shelf.placed), also) == (1, [shelf.placed[0].data.book_id])

    def test_delivered_twice_is_handed_over_twice(self, shelf: Shelf) -> None:
        shelf.listener.handler({"Records": [message(1), message(1)]}, None)

        assert [told.event_id for told in shelf.placed] == ["evt_1", "evt_1"]

    def test_is_handled_on_account_of_the_request_that_caused_it(self, shelf: Shelf, logs: Lines) -> None:
        shelf.listener.handler({"Records": [message(1)]}, None)

        assert shelf.traces == [Trace("req_1", "req_0", "usr_1")]
        line = logs.one("event.handled")
        assert (line["event_id"], line["correlation_id"], line["actor_id"]) == ("evt_1", "req_0", "usr_1")

    def test_leaves_no_trace_behind(self, shelf: Shelf) -> None:
        before = current_trace()

        shelf.listener.handler({"Records": [message(1), message(2, **about("bok_bad"))]}, None)

        assert current_trace() == before


class TestOneThatFails:
    def test_is_reported_alone(self, shelf: Shelf) -> None:
        batch = [message(1, **about("bok_1")), message(2, **about("bok_bad")), message(3, **about("bok_3"))]

        answer = shelf.listener.handler({"Records": batch}, None)

        assert answer == {"batchItemFailures": [{"itemIdentifier": "m-2"}]}
        assert [told.data.book_id for told in shelf.placed] == ["bok_1", "bok_3"]

    def test_is_on_record_and_counted(self, shelf: Shelf, logs: Lines, capsys: pytest.CaptureFixture[str]) -> None:
        shelf.listener.handler({"Records": [message(2, **about("bok_bad"))]}, None)

        assert logs.one("event.failed")["message_id"] == "m-2"
        assert "ZeroDivisionError" in logs.one("event.failed")["exception"]
        assert '"EventFailed":[1.0]' in capsys.readouterr().out

    @pytest.mark.parametrize("record", UNREADABLE.values(), ids=UNREADABLE.keys())
    def test_because_it_cannot_be_read_does_not_stop_the_others(self, shelf: Shelf, record: dict[str, Any]) -> None:
        answer = shelf.listener.handler({"Records": [record, message(1)]}, None)

        assert answer == {"batchItemFailures": [{"itemIdentifier": "m-9"}]}
        assert len(shelf.placed) == 1


class TestTheManifest:
    def test_must_list_what_is_heard(self) -> None:
        with pytest.raises(UnheardEvent, match="BookBurnt"):
            Listener(SHELF).on(BookBurnt)

    def test_must_not_list_what_nothing_reacts_to(self, shelf: Shelf) -> None:
        shelf.listener.require_all()
        with pytest.raises(UnheardEvent, match="BookPlaced"):
            Listener(SHELF).require_all()
