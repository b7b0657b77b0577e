"""Which passages of a document stand in another one, word for word or nearly."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from functions.assessment.domain.originality.unit import Unit

SEED = 4
"""So many units in a row begin a passage."""
SHORTEST = 6
"""Units that a passage has at least."""
GAP = 3
"""Over so many units that differ, on either side, a passage goes on."""
_MOST_PLACES = 50
"""Places of the same seed that are tried; a document that repeats one thing forever has more."""


@dataclass(frozen=True, slots=True)
class Run:
    """A passage: its first unit and the one after its last, here and there."""

    start: int
    end: int
    other_start: int
    other_end: int


def runs(document: Sequence[Unit], other: Sequence[Unit]) -> list[Run]:
    """The passages of ``document`` that ``other`` has too, in order; none overlaps another one here."""
    here, there = [unit.form for unit in document], [unit.form for unit in other]
    seeds: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in range(len(there) - SEED + 1):
        places = seeds[tuple(there[place : place + SEED])]
        if len(places) < _MOST_PLACES:
            places.append(place)
    found: list[Run] = []
    place = 0
    while place <= len(here) - SEED:
        best = max(
            (_extended(here, there, place, at) for at in seeds.get(tuple(here[place : place + SEED]), ())),
            key=lambda run: run.end - run.start,
            default=None,
        )
        if best is None:
            place += 1
            continue
        found.append(best)
        place = best.end
    return [run for run in _joined(found) if run.end - run.start >= SHORTEST]


def _extended(here: Sequence[str], there: Sequence[str], place: int, at: int) -> Run:
    length = SEED
    while place + length < len(here) and at + length < len(there) and here[place + length] == there[at + length]:
        length += 1
    return Run(place, place + length, at, at + length)


def _joined(found: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in found:
        last = joined[-1] if joined else None
        if last and run.start - last.end <= GAP and 0 <= run.other_start - last.other_end <= GAP:
            joined[-1] = Run(last.start, run.end, last.other_start, run.other_end)
        else:
            joined.append(run)
    return joined
