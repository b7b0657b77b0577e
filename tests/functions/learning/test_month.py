"""A small month: everything that is added up is what was told. ``make prove`` has the one of two thousand learners."""

from tests.support.month.aggregates import AGGREGATES
from tests.support.month.life import BEGIN
from tests.support.month.playing import play
from tests.support.world import World


def test_adds_up_to_what_was_told(world: World) -> None:
    with world.clock(BEGIN) as clock:
        played = play(world, clock, seed=1, learners=14)

        assert played.diary.facts > 500
        assert {"not_enrolled", "in_the_future", "too_old"} & set(played.diary.refused)
        for aggregate in AGGREGATES:
            assert aggregate.stored(played) == aggregate.naive(played), type(aggregate).__name__
