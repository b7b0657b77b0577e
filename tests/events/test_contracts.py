"""What rooms say to each other: samples, schemas, and who tells what."""

import json
from collections import Counter
from typing import Any

import jsonschema_rs
import pytest

from infra.event_schemas import EVENTS, file_of, schema_text, told_events
from shared.events import DomainEvent, Envelope

TOLD = list(told_events())
each_event = pytest.mark.parametrize(("room", "event"), TOLD, ids=[event.detail_type() for _, event in TOLD])


def sample_of(room: str, event: type[DomainEvent]) -> dict[str, Any]:
    sample: dict[str, Any] = json.loads(file_of("samples", room, event).read_text(encoding="utf-8"))
    return sample


class TestEveryEvent:
    def test_has_one_teller(self) -> None:
        tellers = Counter(event.detail_type() for _, event in TOLD)

        assert [name for name, count in tellers.items() if count > 1] == []

    @each_event
    def test_names_its_room_as_its_source(self, room: str, event: type[DomainEvent]) -> None:
        assert event.source == f"lms.{room}"
        assert event.__module__ == f"events.{room}"

    @each_event
    def test_parses_from_its_sample(self, room: str, event: type[DomainEvent]) -> None:
        sample = sample_of(room, event)

        told = Envelope[event].model_validate(  # type: ignore[valid-type]  # chosen at run time
            {**sample, "source": event.source, "detail_type": event.detail_type()}
        )

        kept = json.loads(told.model_dump_json(exclude={"source", "detail_type"}))
        assert kept == sample, "the sample has fields that the event does not know"

    @each_event
    def test_ignores_fields_that_it_does_not_know(self, room: str, event: type[DomainEvent]) -> None:
        data = sample_of(room, event)["data"]

        assert event.model_validate({**data, "added_in_a_later_version": 1}) == event.model_validate(data)

    @each_event
    def test_sample_fits_the_committed_schema(self, room: str, event: type[DomainEvent]) -> None:
        schema = json.loads(file_of("schemas", room, event).read_text(encoding="utf-8"))

        jsonschema_rs.validate(schema, sample_of(room, event))

    @each_event
    def test_carries_no_free_text(self, room: str, event: type[DomainEvent]) -> None:
        telling_fields = {"name", "email", "title", "text", "body", "summary", "address", "phone"}

        assert telling_fields.isdisjoint(event.model_fields)


class TestSchemas:
    def test_are_as_the_code_says(self) -> None:
        committed = {file: file.read_text(encoding="utf-8") for file in (EVENTS / "schemas").rglob("*.json")}

        made = {file_of("schemas", room, event): schema_text(event) for room, event in TOLD}
        assert committed == made, "run: python -m infra.event_schemas"

    def test_and_samples_are_of_events_that_exist(self) -> None:
        samples = set((EVENTS / "samples").rglob("*.json"))

        assert samples == {file_of("samples", room, event) for room, event in TOLD}
