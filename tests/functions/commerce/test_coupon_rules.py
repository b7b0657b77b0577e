"""What coupons take off."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.commerce.domain.coupons import Coupon, discounted, normalized, stackable
from functions.commerce.domain.offers import LEAST_MINOR
from functions.commerce.domain.quotes import Line
from functions.commerce.errors import CouponUnsound
from tests.functions.commerce.terms import AT, a_coupon, a_line, days

lines = st.lists(
    st.builds(a_line, st.integers(LEAST_MINOR, 10**9), st.sampled_from(["crs_1", "crs_2", "crs_3"])),
    min_size=1,
    max_size=5,
)
percents = st.builds(
    lambda number, bp, cap, only: a_coupon(
        "percent", coupon_id=f"cpn_p{number}", percent_bp=bp, cap_minor=cap, currency="INR", course_ids=only
    ),
    st.integers(0, 9),
    st.integers(1, 10_000),
    st.none() | st.integers(1, 10**8),
    st.sampled_from([(), ("crs_1",), ("crs_2", "crs_3")]),
)
fixed = st.builds(
    lambda number, amount: a_coupon(coupon_id=f"cpn_f{number}", amount_minor=amount),
    st.integers(0, 9),
    st.integers(1, 10**10),
)
coupons = st.lists(percents | fixed, max_size=3, unique_by=lambda coupon: coupon.coupon_id)


def total(priced: tuple[Line, ...]) -> int:
    """What is left to pay."""
    return sum(line.total_minor for line in priced)


class TestDiscounted:
    def test_100_rupees_off_1000_cost_900(self) -> None:
        assert total(discounted([a_line(100_000)], [a_coupon(amount_minor=10_000)])) == 90_000

    def test_a_percentage_stops_at_its_cap(self) -> None:
        assert total(discounted([a_line(100_000)], [a_coupon("percent", percent_bp=2_500)])) == 75_000
        assert total(discounted([a_line(100_000)], [a_coupon("percent", percent_bp=2_500, cap_minor=5_000)])) == 95_000

    def test_percentages_come_before_amounts(self) -> None:
        both = [a_coupon(coupon_id="cpn_1"), a_coupon("percent", coupon_id="cpn_2")]

        assert total(discounted([a_line(100_000)], both)) == 80_000

    def test_no_more_comes_off_than_there_is(self) -> None:
        assert total(discounted([a_line(5_000)], [a_coupon(amount_minor=10_000)])) == 0

    def test_less_than_the_gateway_charges_is_not_asked_for(self) -> None:
        (line,) = discounted([a_line(100_000)], [a_coupon(amount_minor=99_950)])

        assert (line.total_minor, line.discount_minor) == (0, 100_000)

    def test_it_comes_off_what_the_coupon_is_good_for(self) -> None:
        one, two = discounted(
            [a_line(100_000, "crs_1"), a_line(100_000, "crs_2")], [a_coupon(course_ids=["crs_2"], amount_minor=10_000)]
        )

        assert (one.total_minor, two.total_minor) == (100_000, 90_000)

    @given(lines, coupons)
    def test_never_more_than_the_price_and_to_the_last_unit(self, bought: list[Line], named: list[Coupon]) -> None:
        priced = discounted(bought, named)

        assert all(0 <= line.discount_minor <= line.price_minor for line in priced)
        assert all(one.amount_minor > 0 for line in priced for one in line.discounts)
        assert total(priced) + sum(one.amount_minor for line in priced for one in line.discounts) == total(
            tuple(bought)
        )
        assert total(priced) == 0 or total(priced) >= LEAST_MINOR

    @given(lines, coupons, st.randoms(use_true_random=False))
    def test_whichever_order_they_are_named_in(self, bought: list[Line], named: list[Coupon], chance: Any) -> None:
        shuffled = chance.sample(named, len(named))

        assert discounted(bought, named) == discounted(bought, shuffled)


class TestCoupon:
    def test_holds_from_its_first_moment_up_to_its_last(self) -> None:
        coupon = a_coupon(valid_from=days(1), valid_until=days(2))

        assert [coupon.holds(at) for at in (AT, days(1), days(2))] == [False, True, False]
        assert not a_coupon(active=False).holds(AT)

    def test_several_go_together_only_if_each_allows_it(self) -> None:
        alone, friendly = a_coupon(), a_coupon(coupon_id="cpn_2", stackable=True)

        assert stackable([alone])
        assert stackable([friendly, friendly])
        assert not stackable([alone, friendly])

    def test_codes_are_compared_in_capitals(self) -> None:
        assert normalized("  diwali-50 ") == "DIWALI-50"

    @pytest.mark.parametrize(
        ("kind", "changes", "pointer"),
        [
            ("percent", {"percent_bp": 0}, "/percent_bp"),
            ("percent", {"percent_bp": 10_001}, "/percent_bp"),
            ("percent", {"amount_minor": 5}, "/amount_minor"),
            ("percent", {"cap_minor": 5}, "/currency"),
            ("fixed", {"amount_minor": 0}, "/amount_minor"),
            ("fixed", {"cap_minor": 5}, "/percent_bp"),
            ("fixed", {"currency": None}, "/currency"),
            ("fixed", {"valid_from": days(1), "valid_until": AT}, "/valid_until"),
        ],
    )
    def test_what_does_not_fit_is_named(self, kind: str, changes: dict[str, Any], pointer: str) -> None:
        with pytest.raises(CouponUnsound) as refused:
            a_coupon(kind, **changes).sound()

        assert [error.pointer for error in refused.value.errors] == [pointer]
