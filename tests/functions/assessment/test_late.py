"""What handing in late costs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.assessment.domain.late import LatePolicy

DUE = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = 3600


@pytest.mark.parametrize(
    ("policy", "late_s", "raw", "cost"),
    [
        ({}, 0, 900, 0),
        ({}, 1, 900, 100),  # a second late is a day begun
        ({}, 86_400, 900, 100),
        ({}, 86_401, 900, 200),
        ({}, 30 * 86_400, 900, 900),  # no less than nothing
        ({"floor_bp": 5000}, 30 * 86_400, 900, 400),  # no less than half of all
        ({"floor_bp": 5000}, 30 * 86_400, 400, 0),  # below the floor already
        ({"every_s": HOUR, "deduction_bp": 50}, 3 * HOUR + 1, 900, 20),
        ({"deduction_bp": 333}, 1, 1000, 33),
        ({"deduction_bp": 0}, 86_400, 900, 0),
    ],
)
def test_is_counted_by_begun_intervals_of_all_points(policy: dict[str, int], late_s: int, raw: int, cost: int) -> None:
    at = DUE + timedelta(seconds=late_s)

    assert LatePolicy(**policy).deduction(raw, 1000, due_at=DUE, at=at) == cost


@pytest.mark.parametrize(("missing_bp", "worth"), [(10_000, 0), (0, 1000), (2_500, 750)])
def test_says_what_is_worth_what_never_came(missing_bp: int, worth: int) -> None:
    assert LatePolicy(missing_bp=missing_bp).missing(1000) == worth


def test_costs_nothing_without_a_due_date() -> None:
    assert LatePolicy().deduction(900, 1000, due_at=None, at=DUE) == 0


@given(
    st.integers(0, 1000), st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10_000), st.integers(0, 10_000)
)
def test_never_takes_more_than_there_is_and_more_the_later(
    raw: int, sooner: int, later: int, deduction: int, floor: int
) -> None:
    policy = LatePolicy(deduction_bp=deduction, floor_bp=floor)
    early, late = sorted((sooner, later))
    costs = [policy.deduction(raw, 1000, due_at=DUE, at=DUE + timedelta(seconds=one)) for one in (early, late)]

    assert 0 <= costs[0] <= costs[1] <= raw
