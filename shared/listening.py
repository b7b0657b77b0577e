"""The event side of every room: events from the room's queue to the functions that react to them.

Delivery is at least once and in no order. A handler is safe to repeat, and says in its docstring why; one that fails is
reported alone, so the rest of its batch is not delivered again.
"""

import json
import time
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from shared.events import DomainEvent, Envelope
from shared.manifest import Context
from shared.metering import metering
from shared.observability import Trace, log, log_failure, metric, tracing
from shared.start import started

E = TypeVar("E", bound=DomainEvent)
# Pydantic's generics hide the type variable at run time, so that the alias could not be subscripted.
Reaction: TypeAlias = "Callable[[Envelope[E]], None]"


class UnheardEvent(Exception):
    """The manifest says that the room hears this event, but no function reacts to it (or the other way round)."""


class Listener:
    """A room's reactions, by event."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reactions: dict[str, tuple[type[DomainEvent], list[Callable[[Any], None]]]] = {}

    def on(self, heard: type[E]) -> "Callable[[Reaction[E]], Reaction[E]]":
        """Register a reaction to an event: ``@listener.on(CoursePublished)``.

        There may be several. When one fails, all of them see the event again: each is safe to repeat.
        """
        if heard not in self._context.hears:
            raise UnheardEvent(f"{self._context.name} does not list {heard.__name__} among what it hears.")

        def register(reaction: "Reaction[E]") -> "Reaction[E]":
            self._reactions.setdefault(heard.detail_type(), (heard, []))[1].append(reaction)
            return reaction

        return register

    def require_all(self) -> None:
        """Raise ``UnheardEvent`` if something that the manifest lists has no reaction."""
        for heard in self._context.hears:
            if heard.detail_type() not in self._reactions:
                raise UnheardEvent(f"Nothing reacts to {heard.__name__}.")

    def handle(self, detail_type: str, detail: dict[str, Any]) -> None:
        """React to one event as it came from the bus."""
        kind, reactions = self._reactions[detail_type]
        envelope = Envelope[kind].model_validate(  # type: ignore[valid-type]  # chosen by name at run time
            {**detail, "source": kind.source, "detail_type": detail_type}
        )
        trace = Trace(envelope.request_id, envelope.correlation_id, envelope.actor_id)
        began = time.perf_counter()
        with tracing(trace), metering(envelope.org_id) as meter:
            for reaction in reactions:
                reaction(envelope)
            log(
                "event.handled",
                event_id=envelope.event_id,
                detail_type=detail_type,
                duration_ms=round((time.perf_counter() - began) * 1000, 1),
                **meter.facts(),
            )

    def handler(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """The Lambda entry point, for batches of the room's queue."""
        started()
        failed: list[dict[str, str]] = []
        for record in event["Records"]:
            try:
                told = json.loads(record["body"])
                self.handle(told["detail-type"], told["detail"])
            except Exception:
                log_failure("event.failed", message_id=record["messageId"])
                metric("EventFailed")
                failed.append({"itemIdentifier": record["messageId"]})
        return {"batchItemFailures": failed}
