"""From a fact to its news."""

import json
from datetime import UTC, datetime

import pytest

from shared.events import MAX_TOLD_BYTES, DomainEvent
from shared.ids import is_id
from shared.observability import Trace, tracing
from shared.telling import TooMuchToTell, told
from tests.support.shelf import BookPlaced, BookTaken

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


class BooksCounted(DomainEvent):
    """Many books were counted."""

    source = "lms.shelf"

    book_ids: list[str]


def tell(*events: DomainEvent) -> str | None:
    """What a row carries for these events."""
    return told(events, org_id="org_1", revision=7, at=AT)


def test_no_event_is_no_text() -> None:
    assert tell() is None


def test_an_envelope_says_what_happened_where_when_by_whom_and_why() -> None:
    with tracing(Trace("req_1", "req_0", "usr_1")):
        text = tell(BookPlaced(book_id="bok_1"))

    (envelope,) = json.loads(text or "")
    assert is_id(envelope.pop("event_id"), "evt")
    assert envelope == {
        "source": "lms.shelf",
        "detail_type": "BookPlaced.v1",
        "occurred_at": "2026-03-01T12:00:00Z",
        "org_id": "org_1",
        "actor_id": "usr_1",
        "request_id": "req_1",
        "correlation_id": "req_0",
        "revision": 7,
        "data": {"book_id": "bok_1"},
    }


def test_several_events_of_one_write_keep_their_order_and_have_ids_of_their_own() -> None:
    envelopes = json.loads(tell(BookTaken(book_id="bok_1"), BookPlaced(book_id="bok_1")) or "")

    assert [envelope["detail_type"] for envelope in envelopes] == ["BookTaken.v1", "BookPlaced.v1"]
    assert len({envelope["event_id"] for envelope in envelopes}) == 2


def test_the_same_fact_twice_is_two_pieces_of_news() -> None:
    assert tell(BookPlaced(book_id="bok_1")) != tell(BookPlaced(book_id="bok_1"))


def test_what_the_bus_would_not_take_is_refused_before_anything_is_written() -> None:
    one_id = len('"bok_0000",')
    fits = MAX_TOLD_BYTES // one_id - 50

    assert tell(BooksCounted(book_ids=["bok_0000"] * fits))
    with pytest.raises(TooMuchToTell):
        tell(BooksCounted(book_ids=["bok_0000"] * (fits + 100)))


def test_several_events_are_weighed_together() -> None:
    third = ["bok_0000"] * (MAX_TOLD_BYTES // len('"bok_0000",') // 3)

    with pytest.raises(TooMuchToTell):
        tell(*[BooksCounted(book_ids=third)] * 4)


def test_what_is_weighed_is_bytes() -> None:
    with pytest.raises(TooMuchToTell):
        tell(BooksCounted(book_ids=["ह" * (MAX_TOLD_BYTES // 3)]))
