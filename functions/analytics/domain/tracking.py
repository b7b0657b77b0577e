"""What clients send: which events there are, and why one is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from events.analytics import CourseViewed, LessonViewed, Tracked, VideoWatched
from shared.device_clocks import OLDEST, RIGHT_ENOUGH, skew

TYPES: Mapping[str, type[Tracked]] = {kind.detail_type(): kind for kind in (CourseViewed, LessonViewed, VideoWatched)}
_OURS = {"client_id", "user_id", "happened_at"}


@dataclass(frozen=True, slots=True)
class Sent:
    """An event as a client sent it, read so far."""

    client_id: str
    type: str
    at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an event is not taken, and which of its fields is to blame."""

    code: str
    pointer: str


def looked_at(sent: Sent, *, user_id: str, sent_at: datetime, now: datetime) -> Tracked | Refusal:
    """The event that it is, or why it is none. Judged for itself: others of its batch do not matter."""
    kind = TYPES.get(sent.type)
    if kind is None:
        return Refusal("unknown_type", "/type")
    at = sent.at + skew(sent_at, now)
    if at > now + RIGHT_ENOUGH:
        return Refusal("in_the_future", "/at")
    if at < now - OLDEST:
        return Refusal("too_old", "/at")
    if unknown := sorted(set(sent.data) - (set(kind.model_fields) - _OURS)):
        return Refusal("unknown_field", f"/data/{unknown[0]}"[:80])
    try:
        event = kind.model_validate(
            {**sent.data, "client_id": sent.client_id, "user_id": user_id, "happened_at": min(at, now)}
        )
    except ValidationError as faults:
        where = faults.errors(include_url=False, include_input=False)[0]["loc"]
        return Refusal("invalid", "/data/" + "/".join(str(part) for part in where))
    if isinstance(event, VideoWatched) and event.from_s >= event.to_s:
        return Refusal("invalid", "/data/to_s")
    return event
