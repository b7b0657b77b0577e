"""Bodies of what clients track."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from functions.analytics.domain.tracking import Refusal, Sent
from shared.schemas import In, Out, ShownAs

MOST_EVENTS = 500
_EVENT: dict[str, Any] = {
    "id": "e-000172",
    "type": "VideoWatched.v1",
    "at": "2026-11-22T10:05:30Z",
    "data": {
        "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
        "lesson_id": "les_01JD0K6A1B2C3D4E5F6G7H8J9K",
        "block_id": "blk_film",
        "from_s": 120,
        "to_s": 310,
    },
}


def _in_range(at: datetime) -> datetime:
    if not 2000 <= at.year <= 2200:
        raise ValueError("must lie in this age")
    return at.astimezone(UTC)


_Moment = Annotated[AwareDatetime, AfterValidator(_in_range)]


class TrackedEventIn(In):
    """An event, under an id of the client's own choice: `CourseViewed.v1`, `LessonViewed.v1` or `VideoWatched.v1`.

    `at` is the client's clock.
    """

    id: Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]
    type: Annotated[str, StringConstraints(max_length=64)]
    at: _Moment
    data: Annotated[dict[str, Any], Field(max_length=16)]

    model_config = ConfigDict(json_schema_extra={"examples": [_EVENT]})


_EVENTS = TypeAdapter(TrackedEventIn)
# Each is read by itself, so that one that is wrong does not spoil the others.
_Told = Annotated[Any, ShownAs(TrackedEventIn)]


class TrackIn(In):
    """One event, or up to 500. `sent_at` is the client's clock as it sends them; a wrong clock is put right by it."""

    sent_at: _Moment
    event: _Told = None
    events: Annotated[list[_Told], Field(max_length=MOST_EVENTS)] | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"sent_at": "2026-11-22T10:05:31Z", "events": [_EVENT]}]})

    @model_validator(mode="after")
    def _has_some(self) -> "TrackIn":
        if (self.event is None) == (not self.events):
            raise ValueError("must have an event, or some events")
        return self

    def read(self) -> tuple[list[Sent | Refusal], list[str | None]]:
        """What was sent, or why it cannot be read, and under which id, each at its place."""
        found: list[Sent | Refusal] = []
        ids: list[str | None] = []
        for raw in self.events or [self.event]:
            name = raw.get("id") if isinstance(raw, dict) else None
            ids.append(name if isinstance(name, str) and len(name) <= 64 and name.isascii() else None)
            try:
                one = _EVENTS.validate_python(raw)
            except ValidationError as faults:
                where = faults.errors(include_url=False, include_input=False)[0]["loc"]
                found.append(Refusal("invalid", "/" + "/".join(str(part) for part in where[:2])[:80]))
            else:
                found.append(Sent(one.id, one.type, one.at, one.data))
        return found, ids


class TrackedVerdictOut(Out):
    """What became of an event: taken, or the code of why not, and the field to blame. In the order they were sent."""

    id: str | None
    accepted: bool
    code: str | None
    pointer: str | None


class TrackOut(Out):
    """What became of each event."""

    accepted: int
    refused: int
    events: list[TrackedVerdictOut]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "accepted": 1,
                    "refused": 0,
                    "events": [{"id": "e-000172", "accepted": True, "code": None, "pointer": None}],
                }
            ]
        }
    )

    @classmethod
    def of(cls, ids: Sequence[str | None], refused: Mapping[int, Refusal]) -> "TrackOut":
        """The answer for events by their places."""
        verdicts = [(name, refused.get(place)) for place, name in enumerate(ids)]
        return cls(
            accepted=len(ids) - len(refused),
            refused=len(refused),
            events=[
                TrackedVerdictOut(
                    id=name, accepted=why is None, code=why.code if why else None, pointer=why.pointer if why else None
                )
                for name, why in verdicts
            ],
        )
