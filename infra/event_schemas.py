"""``python -m infra.event_schemas`` writes ``events/schemas/``: what every event looks like on the bus."""

import json
from collections.abc import Iterator
from pathlib import Path

from infra.contexts import CONTEXTS
from shared.events import DomainEvent, Envelope

EVENTS = Path(__file__).parents[1] / "events"


def told_events() -> Iterator[tuple[str, type[DomainEvent]]]:
    """Every event, with the room that tells it."""
    return ((context.name, event) for context in CONTEXTS for event in context.tells)


def file_of(folder: str, room: str, event: type[DomainEvent]) -> Path:
    """Where an event's schema or sample is."""
    return EVENTS / folder / room / f"{event.detail_type()}.json"


def schema_text(event: type[DomainEvent]) -> str:
    """The schema of an event's ``detail``: the envelope and what is in it."""
    schema = Envelope[event].model_json_schema()  # type: ignore[valid-type]  # chosen at run time
    for named_on_the_bus_itself in ("source", "detail_type"):
        del schema["properties"][named_on_the_bus_itself]
        schema["required"].remove(named_on_the_bus_itself)
    schema["title"] = event.detail_type()
    schema["description"] = f"Told by {event.source}."
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema, indent=2) + "\n"


def main() -> int:
    """Write every schema, and remove those of events that are no more."""
    wanted = {file_of("schemas", room, event): schema_text(event) for room, event in told_events()}
    for file in set((EVENTS / "schemas").rglob("*.json")) - set(wanted):
        file.unlink()
    for file, text in wanted.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    print(f"wrote {len(wanted)} schemas to events/schemas")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
