"""What every event is, and what travels with it."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from shared.events import DomainEvent, Envelope
from tests.support.shelf import BookPlaced

ENVELOPE = {
    "event_id": "evt_1",
    "source": "lms.shelf",
    "detail_type": "BookPlaced.v1",
    "occurred_at": "2026-03-01T12:00:00Z",
    "org_id": "org_1",
    "actor_id": "usr_1",
    "request_id": "req_1",
    "correlation_id": "req_0",
    "revision": 3,
    "data": {"book_id": "bok_1"},
}


class BookPlacedAgain(DomainEvent):
    """The second form of an event."""

    source = "lms.shelf"
    schema_version = 2


def test_an_events_name_on_the_bus_has_its_version() -> None:
    assert (BookPlaced.detail_type(), BookPlacedAgain.detail_type()) == ("BookPlaced.v1", "BookPlacedAgain.v2")


def test_an_envelope_reads_as_the_event_that_it_carries() -> None:
    envelope = Envelope[BookPlaced].model_validate(ENVELOPE)

    assert envelope.data == BookPlaced(book_id="bok_1")
    assert envelope.occurred_at == datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_readers_ignore_what_they_do_not_know() -> None:
    future = ENVELOPE | {"region": "ap-south-1", "data": {"book_id": "bok_1", "colour": "red"}}

    assert Envelope[BookPlaced].model_validate(future) == Envelope[BookPlaced].model_validate(ENVELOPE)


@pytest.mark.parametrize("missing", ENVELOPE)
def test_everything_in_an_envelope_is_needed(missing: str) -> None:
    with pytest.raises(ValidationError):
        Envelope[BookPlaced].model_validate({name: value for name, value in ENVELOPE.items() if name != missing})


def test_what_happened_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        BookPlaced(book_id="bok_1").book_id = "bok_2"  # type: ignore[misc]  # what the test is about
