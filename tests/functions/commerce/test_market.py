"""Commerce as a whole, tried out: people order and pay, banks answer late, webhooks come twice and backwards, processes
die at any call to AWS or to the gateway; and money is neither lost nor made.
"""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.functions.commerce.market import Market, run
from tests.functions.commerce.steps import steps
from tests.functions.commerce.till import Till

EXAMPLES = 100


def test_no_money_is_lost_or_made_whatever_happens(till: Till) -> None:
    market = Market(till)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(steps, st.booleans())
    def try_out(chosen: list[Any], hears: bool) -> None:
        run(market, chosen, hears=hears)

    try_out()
