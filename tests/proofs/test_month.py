"""A month of two thousand learners through the public handlers: everything that is added up is what was told.

``MONTH_LEARNERS`` and ``MONTH_SEED`` choose another month; ``LMS_ANSWER_LOG`` a folder with answers of real learners.
"""

import os
from collections.abc import Callable
from time import perf_counter

from tests.support.month.aggregates import AGGREGATES
from tests.support.month.answers import FOLDER
from tests.support.month.life import BEGIN
from tests.support.month.playing import play
from tests.support.world import World

LEARNERS = int(os.environ.get("MONTH_LEARNERS", "2000"))
SEED = int(os.environ.get("MONTH_SEED", "2026"))


def test_adds_up_to_what_was_told(world: World, say: Callable[[str], None]) -> None:
    answers = "real learners" if os.environ.get(FOLDER) else "learners made by chance"
    with world.clock(BEGIN) as clock:
        begin = perf_counter()
        played = play(world, clock, SEED, LEARNERS)
        diary = played.diary
        say(
            f"{LEARNERS:,} learners, answers of {answers}: {played.requests:,} requests with {diary.facts:,} facts, "
            f"{diary.refused.total():,} of them refused, in {perf_counter() - begin:,.0f} s"
        )
        for aggregate in AGGREGATES:
            stored, naive = aggregate.stored(played), aggregate.naive(played)
            assert stored == naive, type(aggregate).__name__
            say(f"{type(aggregate).__name__}: {len(naive):,} values, all as computed from the facts")
