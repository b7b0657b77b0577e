"""What a request costs the function that answers it, against a bare function that makes the same calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from infra.bench import requests
from infra.bench.baselines import bare, for_bare, plan_of
from infra.bench.capacity import Units, units
from infra.bench.figures import Comparison, in_turn
from infra.bench.process import Event, Measured
from infra.bench.stage import Recording, Stage

GOAL = 1.5
MOST_CALLS = 2
MOST_FOR_DASHBOARDS = 3
TIMES = 30


@dataclass(frozen=True)
class Storage:
    """What one request asks of DynamoDB, one call after the other."""

    name: str
    is_read: bool
    hot: int
    hot_units: Units
    cold: int
    cold_units: Units

    @property
    def is_met(self) -> bool | None:
        """Whether it keeps to the calls that a hot read may make."""
        most = MOST_FOR_DASHBOARDS if self.name.startswith("dashboard") else MOST_CALLS
        return self.hot <= most if self.is_read else None


@dataclass(frozen=True)
class Warm:
    """Both sides of everyday requests."""

    requests: list[Comparison]
    sign_in: Comparison
    storage: list[Storage]

    def measured(self) -> dict[str, tuple[Units, int, float]]:
        """Of each request the units and calls while it is hot, and its processor time in seconds."""
        times = {one.name: one.ours for one in (*self.requests, self.sign_in)}
        return {one.name: (one.hot_units, one.hot, times[one.name]) for one in self.storage}


def warm(stage: Stage) -> Warm:
    """Record everyday requests, then replay them to our functions and to a bare one in turn."""
    hot_cast, cold_cast = stage.world.casts
    wanted = [*requests.everyday(stage.world, hot_cast), requests.sign_in(hot_cast)]
    again = [*requests.everyday(stage.world, cold_cast), requests.sign_in(cold_cast)]
    hot = [stage.record(request, hot=True) for request in wanted]
    cold = [stage.record(request, hot=False) for request in again]
    *compared, sign_in = compare(stage, hot)
    return Warm(
        compared,
        Comparison(sign_in.name, sign_in.ours, sign_in.other),
        [_storage(*both) for both in zip(hot, cold, strict=True)],
    )


def compare(stage: Stage, recordings: Sequence[Recording]) -> list[Comparison]:
    """Each request against the bare function."""
    plans = {str(number): plan_of(recording.storage_calls) for number, recording in enumerate(recordings)}
    found = []
    with bare(plans, stage.environment) as function:
        for number, recording in enumerate(recordings):
            event = bare_event(recording.event, str(number))
            stage.answers.put(f"bare {recording.tapes[1]}", for_bare(recording.storage_calls))
            mine, theirs = in_turn(
                [partial(stage.seconds, recording, TIMES), partial(_replayed, stage, recording, function, event)]
            )
            found.append(Comparison(recording.request.name, mine, theirs, GOAL))
    return found


def _replayed(stage: Stage, recording: Recording, function: Measured, event: Event) -> float:
    stage.answers.replay(f"bare {recording.tapes[1]}", loosely=True)
    return function.seconds(event, TIMES)


def bare_event(event: Event, plan: str) -> Event:
    """The same request, to the bare function's address."""
    path = f"/{plan}"
    http = {**event["requestContext"]["http"], "path": path}
    return {**event, "rawPath": path, "rawQueryString": "", "requestContext": {**event["requestContext"], "http": http}}


def _storage(hot: Recording, cold: Recording) -> Storage:
    return Storage(
        hot.request.name,
        hot.request.is_read,
        len(hot.storage_calls),
        units(hot.calls),
        len(cold.storage_calls),
        units(cold.calls),
    )
