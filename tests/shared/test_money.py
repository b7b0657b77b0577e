"""Money is exact, and currencies do not mix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.money import Money

AMOUNTS = st.integers(min_value=-(10**15), max_value=10**15)


@given(AMOUNTS, AMOUNTS)
def test_adding_and_taking_away_again_changes_nothing(one: int, other: int) -> None:
    assert Money(one, "INR") + Money(other, "INR") - Money(other, "INR") == Money(one, "INR")


@given(AMOUNTS)
def test_an_amount_and_its_opposite_are_nothing(amount: int) -> None:
    assert Money(amount, "INR") + -Money(amount, "INR") == Money(0, "INR")


@given(st.lists(AMOUNTS, min_size=1))
def test_the_order_of_adding_does_not_matter(amounts: list[int]) -> None:
    total = Money(0, "INR")
    for amount in amounts:
        total = Money(amount, "INR") + total

    assert total == Money(sum(amounts), "INR")


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="USD and INR do not mix"):
        Money(1, "USD") + Money(1, "INR")


@pytest.mark.parametrize("amount", [1.0, 0.1, True, "1", None])
def test_only_whole_numbers_are_amounts(amount: object) -> None:
    with pytest.raises(TypeError):
        Money(amount, "INR")  # type: ignore[arg-type]  # what the test is about


@pytest.mark.parametrize("code", ["", "inr", "INRR", "IN", "IN1", "INR\n", "₹₹₹"])
def test_only_iso_codes_are_currencies(code: str) -> None:
    with pytest.raises(ValueError, match="not an ISO 4217 code"):
        Money(1, code)
