"""Puts onto the bus what no row carries."""

import json

from shared import aws, settings
from shared.events import DomainEvent, Envelope


class NotTold(Exception):
    """The bus did not take it."""


class Bus:
    """The one event bus."""

    def tell(self, envelope: Envelope[DomainEvent]) -> None:
        """Send one event. Raises ``NotTold``."""
        told = envelope.model_dump(mode="json", serialize_as_any=True)
        detail = {name: value for name, value in told.items() if name not in {"source", "detail_type"}}
        entry = {
            "EventBusName": settings.setting("LMS_BUS"),
            "Source": envelope.source,
            "DetailType": envelope.detail_type,
            "Time": envelope.occurred_at,
            "Detail": json.dumps(detail, separators=(",", ":")),
        }
        answer = aws.client("events").put_events(Entries=[entry])
        if answer["FailedEntryCount"]:
            raise NotTold(answer["Entries"][0].get("ErrorCode"))
