"""Sharing amounts out and taking them back, to the last paisa."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.commerce.domain.sharing import share_of, shared_out, undone

amounts = st.integers(0, 10**12)
weights = st.lists(st.integers(0, 10**10), min_size=1, max_size=40)


class TestSharedOut:
    def test_what_does_not_divide_goes_to_the_largest_remainders(self) -> None:
        assert shared_out(100, [1, 1, 1]) == (34, 33, 33)
        assert shared_out(10, [1, 2, 4]) == (1, 3, 6)

    @given(amounts, weights)
    def test_the_parts_add_up(self, amount: int, by: list[int]) -> None:
        if sum(by) == 0:
            by = [*by, 1]

        parts = shared_out(amount, by)

        assert sum(parts) == amount
        assert all(abs(part * sum(by) - amount * weight) < sum(by) for part, weight in zip(parts, by, strict=True))

    @given(weights, st.data())
    def test_no_part_exceeds_its_weight_unless_the_whole_does(self, by: list[int], data: st.DataObject) -> None:
        parts = shared_out(data.draw(st.integers(0, sum(by))), by)

        assert all(part <= weight for part, weight in zip(parts, by, strict=True))

    def test_nothing_to_share_by(self) -> None:
        assert shared_out(0, [0, 0]) == (0, 0)
        with pytest.raises(ValueError, match="nothing to share by"):
            shared_out(1, [0, 0])

    def test_nothing_is_negative(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            shared_out(-1, [1])


class TestUndone:
    @given(st.integers(1, 10**10), st.integers(0, 10_000), st.lists(st.integers(1, 10**9), max_size=12))
    def test_in_however_many_steps_all_comes_back(self, paid: int, share_bp: int, steps: list[int]) -> None:
        part = share_of(paid, share_bp)
        before = back = 0
        for step in [*(min(step, paid) for step in steps), paid]:
            now = min(step, paid - before)
            back += undone(part, paid, before=before, now=now)
            before += now
            assert 0 <= back <= part

        assert back == part

    def test_no_more_than_there_is(self) -> None:
        with pytest.raises(ValueError, match="No more"):
            undone(10, 100, before=60, now=41)
