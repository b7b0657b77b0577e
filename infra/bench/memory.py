"""Whether a process that answers for long grows."""

from dataclasses import dataclass

from infra.bench import requests
from infra.bench.stage import Recording, Stage

EARLY, LATE = 1_000, 10_000
GOAL = 1.02
"""No growth, as far as an allocator's page here and there allows saying so."""
BURST = 50


@dataclass(frozen=True)
class Memory:
    """One room's process after some requests and after many."""

    room: str
    early_bytes: int
    late_bytes: int

    @property
    def growth(self) -> float:
        """How many times the earlier it is."""
        return self.late_bytes / self.early_bytes

    @property
    def is_met(self) -> bool:
        """Whether it stays."""
        return round(self.growth, 2) <= GOAL


def memory(stage: Stage) -> list[Memory]:
    """Replay everyday requests of each room, in turn."""
    cast = stage.world.casts[0]
    # Reads only, and sign-in not: ten thousand password hashes take ten minutes.
    recordings = [stage.record(one, hot=True) for one in requests.everyday(stage.world, cast) if one.is_read]
    return [_of(stage, room, [one for one in recordings if one.request.room == room]) for room in stage.functions]


def _of(stage: Stage, room: str, recordings: list[Recording]) -> Memory:
    function = stage.functions[room]
    stage.answers.replay(*(tape for recording in recordings for tape in recording.tapes))
    weights = []
    for until, since in ((EARLY, 0), (LATE, EARLY)):
        for burst in range(since // BURST, until // BURST):
            function.seconds(recordings[burst % len(recordings)].event, BURST)
        weights.append(function.resident_bytes())
    return Memory(room, *weights)
