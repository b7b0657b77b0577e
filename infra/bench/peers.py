"""Beside the open-source LMS that people would run instead.

LearnHouse (FastAPI and PostgreSQL), processor time per request as measured on a like machine of two cores. Our figures
are of this machine, so a ratio says which of the two is in another league, not by how many per cent.
"""

from dataclasses import dataclass
from functools import partial

from infra.bench import requests
from infra.bench.figures import in_turn
from infra.bench.stage import Stage

DEAR = 15e-3
QUARTER = 0.25
TIMES = 30
TREE = 100


@dataclass(frozen=True)
class Beside:
    """The same thing done by both."""

    what: str
    theirs: float
    ours: float
    how: str = ""

    @property
    def goal(self) -> float:
        """A quarter of what is dear with them, and never more than they take."""
        return QUARTER if self.theirs > DEAR else 1.0

    @property
    def is_met(self) -> bool:
        """Whether it is reached."""
        return self.ours / self.theirs <= self.goal


def beside(stage: Stage, everyday: dict[str, float]) -> list[Beside]:
    """Their requests and ours. ``everyday`` are the figures that are there already, by the request's name."""
    world, cast = stage.world, stage.world.casts[0]
    tree = stage.record(requests.outline(cast, world.large, TREE), hot=True)
    roster = stage.record(requests.roster(cast, world.popular, 25), hot=True)
    hundred, page = in_turn([partial(stage.seconds, recording, TIMES) for recording in (tree, roster)])
    return [
        Beside("current user", 3.6e-3, everyday["current user"]),
        Beside("list of 10 courses", 20e-3, everyday["list of 10 courses"]),
        Beside("course tree of 100 activities", 37e-3, hundred, "one page of 100 lessons with progress"),
        Beside("course tree of 1,000 activities", 98e-3, 10 * hundred, "all ten pages of 100"),
        Beside("create course", 24e-3, everyday["create course"]),
        Beside("enrol", 34e-3, everyday["enrol"]),
        Beside("complete an activity", 38e-3, everyday["complete lesson"]),
        Beside("progress", 19e-3, everyday["own enrolments"], "all own courses with progress"),
        Beside("roster page of 10,000 enrolled", 213e-3, page, "25 learners with names and progress"),
        Beside("search", 21e-3, everyday["search"], "the engine alone: three words, with facets, in 10,000 courses"),
        Beside("save a quiz answer", 27e-3, everyday["save answer"]),
        Beside("submit a quiz", 50e-3, everyday["submit exam, 10 questions"]),
    ]
