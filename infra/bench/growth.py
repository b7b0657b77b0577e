"""Whether a request becomes dearer as a course, its roster, its history or the place around it grows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from infra.bench import requests
from infra.bench.capacity import Units, units
from infra.bench.figures import Comparison, in_turn
from infra.bench.requests import Request
from infra.bench.stage import Recording, Stage
from infra.bench.world import COURSES, CROWD, FEW, HERS, LARGE, MANY, ORGANIZATIONS, SMALL, VERSIONS

GOAL = 1.2
TIMES = 30


@dataclass(frozen=True)
class Growth:
    """One request in a small and in a large surrounding; the comparison is of processor time, large with small."""

    what: str
    comparison: Comparison
    calls: tuple[int, int]
    units: tuple[Units, Units]

    @property
    def is_met(self) -> bool:
        """Whether neither calls, nor units, nor time grow."""
        small, large = (found.read + found.written for found in self.units)
        calls = self.calls[1] <= self.calls[0] * GOAL
        return bool(self.comparison.is_met and calls and large <= small * GOAL)


def growth(stage: Stage, crowd: Callable[[], None]) -> list[Growth]:
    """The same requests with few and many lessons, learners and versions; then before and after ``crowd``."""
    world, (cast, _) = stage.world, stage.world.casts
    small, large, popular, revised = world.small, world.large, world.popular, world.revised
    lessons, learners = f"{SMALL} → {LARGE:,} lessons", f"{FEW} → {MANY:,} enrolments"
    versions = f"1 → {VERSIONS} versions"
    pairs = [
        (lessons, requests.outline(cast, small), requests.outline(cast, large)),
        (lessons, requests.syllabus(cast, small), requests.syllabus(cast, large)),
        (lessons, requests.lesson(cast, small), requests.lesson(cast, large)),
        (lessons, requests.complete(cast, small, -3), requests.complete(cast, large, -3)),
        (learners, requests.outline(cast, small), requests.outline(cast, popular)),
        (learners, requests.complete(cast, small, -4), requests.complete(cast, popular, -4)),
        (learners, requests.roster(cast, small), requests.roster(cast, popular)),
        (learners, requests.enrol(world.passer_by, small), requests.enrol(cast.newcomer, popular)),
        (f"{FEW} → {MANY:,} on the board", requests.leaderboard(cast, small), requests.leaderboard(cast, popular)),
        (f"{COURSES} → {HERS} own enrolments", requests.dashboard(world.beginner), requests.dashboard(world.veteran)),
        (versions, requests.outline(cast, small), requests.outline(cast, revised)),
        (versions, requests.syllabus(cast, small), requests.syllabus(cast, revised)),
        (versions, requests.lesson(cast, small), requests.lesson(cast, revised)),
    ]
    return [*(_pair(stage, *pair) for pair in pairs), *_crowded(stage, crowd)]


def _pair(stage: Stage, what: str, few: Request, many: Request) -> Growth:
    return _grown(stage, what, stage.record(few, hot=True), stage.record(many, hot=True))


def _crowded(stage: Stage, crowd: Callable[[], None]) -> list[Growth]:
    (cast, _), small = stage.world.casts, stage.world.small
    asked = [
        requests.listed(cast),
        *(one(cast, small) for one in (requests.outline, requests.syllabus, requests.lesson)),
    ]
    quiet = [stage.record(request, hot=True) for request in asked]
    crowd()
    busy = [stage.record(request, hot=True) for request in asked]
    what = f"{COURSES} → {CROWD} courses, 1 → {ORGANIZATIONS} organizations"
    return [_grown(stage, what, *pair) for pair in zip(quiet, busy, strict=True)]


def _grown(stage: Stage, what: str, small: Recording, large: Recording) -> Growth:
    recordings = (small, large)
    few, many = in_turn([partial(stage.seconds, recording, TIMES) for recording in recordings])
    calls = [len(recording.storage_calls) for recording in recordings]
    spent = [units(recording.calls) for recording in recordings]
    return Growth(what, Comparison(small.request.name, many, few, GOAL), (calls[0], calls[1]), (spent[0], spent[1]))
