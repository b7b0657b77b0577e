"""Commerce as a whole, tried out thousands of times: as in the room's own tests, with other chances each time."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.contexts import CONTEXTS
from infra.local.oneprocess import OneProcess
from tests.functions.commerce.market import Market, run
from tests.functions.commerce.shop import shop
from tests.functions.commerce.steps import steps
from tests.functions.commerce.till import till
from tests.support.world import World

__all__ = ["shop", "till"]

EXAMPLES = int(os.environ.get("MARKET_EXAMPLES", "2000"))


@pytest.fixture
def world() -> Iterator[World]:
    """The whole backend in one process."""
    process = OneProcess(CONTEXTS)
    process.start()
    try:
        yield World(process)
    finally:
        process.stop()


def test_no_money_is_lost_or_made_whatever_happens(till: Any, say: Callable[[str], None]) -> None:
    market = Market(till)
    tried = 0

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(steps, st.booleans())
    def try_out(chosen: list[Any], hears: bool) -> None:
        nonlocal tried
        tried += 1
        run(market, chosen, hears=hears)

    try_out()
    say(f"{tried:,} courses of events, each with deaths, silence and repetition: nothing lost, nothing made")
