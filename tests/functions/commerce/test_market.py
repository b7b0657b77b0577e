"""Commerce as a whole, tried out: people order and pay, banks answer late, webhooks come twice and backwards, processes
die at any call to AWS or to the gateway; and money is neither lost nor made.
"""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.functions.commerce.market import Market, Step, market, one_shard, run
from tests.functions.commerce.steps import steps

__all__ = ["market", "one_shard"]

MORE = os.environ.get("MARKET_EXAMPLES")
"""How many stories, each time others; unless it is said, the same hundred."""
EXAMPLES = int(MORE or "100")


def test_no_money_is_lost_or_made_whatever_happens(market: Market) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=not MORE,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(steps, st.booleans())
    def try_out(chosen: list[Any], hears: bool) -> None:
        run(market, chosen, hears=hears)

    try_out()


@pytest.mark.parametrize("hears", [True, False])
def test_what_is_left_of_a_wrong_payment_goes_back_when_some_went_back_at_the_gateway(
    market: Market, hears: bool
) -> None:
    story: list[Step] = [
        ("place", (0, False, False), None, "before"),
        ("pay", (0, "captured", 33_333), None, "before"),
        ("refund_at_gateway", (0, 100), None, "before"),
    ]

    run(market, story, hears=hears)


@pytest.mark.parametrize("look", ["look_soon", "look_late"])
def test_who_gets_their_money_back_is_out_whatever_the_clock_said_when_it_came(market: Market, look: str) -> None:
    story: list[Step] = [
        ("place", (0, False, False), None, "before"),
        ("pay", (0, "captured", None), None, "before"),
        (look, (), None, "before"),  # its clock is ahead of the one by which it goes back
        ("refund", (0, None), None, "before"),
    ]

    run(market, story)
