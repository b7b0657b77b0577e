"""From a fact to its news: the envelopes that ride on a row until the relay sends them."""

import json
from collections.abc import Sequence
from datetime import datetime

from shared.events import MAX_TOLD_BYTES, DomainEvent, Envelope
from shared.ids import new_id
from shared.observability import current_trace


class TooMuchToTell(Exception):
    """The events of one write weigh more than the bus takes."""


def told(events: Sequence[DomainEvent], *, org_id: str, revision: int, at: datetime) -> str | None:
    """What a row carries for these events; None for none. Raises ``TooMuchToTell`` before anything is written."""
    if not events:
        return None
    trace = current_trace()
    text = json.dumps(
        [
            Envelope[DomainEvent](
                event_id=new_id("evt"),
                source=event.source,
                detail_type=event.detail_type(),
                occurred_at=at,
                org_id=org_id,
                actor_id=trace.actor_id,
                request_id=trace.request_id,
                correlation_id=trace.correlation_id,
                revision=revision,
                data=event,
            ).model_dump(mode="json", serialize_as_any=True)
            for event in events
        ],
        separators=(",", ":"),
    )
    if len(text.encode()) > MAX_TOLD_BYTES:
        raise TooMuchToTell(f"{len(events)} events weigh {len(text)} characters.")
    return text
