"""Agreement with people, and whether a stated confidence can be believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.ai.domain.grading.agreement import calibrated, error_of, reliability, weighted_kappa

marks = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=40)


class TestWeightedKappa:
    def test_is_that_of_the_book(self) -> None:
        # Cohen 1968, with quadratic weights, reckoned by hand: 1 - (2/4) / (12/16 + 12/16 - ...).
        assert weighted_kappa([0, 1, 2, 1], [0, 1, 1, 2]) == pytest.approx(0.5)

    @given(marks)
    def test_is_one_at_most_and_the_same_either_way(self, pairs: list[tuple[int, int]]) -> None:
        ours, theirs = zip(*pairs, strict=True)
        kappa = weighted_kappa(ours, theirs)
        assert -1.0001 <= kappa <= 1
        assert kappa == pytest.approx(weighted_kappa(theirs, ours))
        assert weighted_kappa(ours, ours) == 1


class TestReliability:
    def test_tells_what_was_stated_from_what_was_right(self) -> None:
        bins = reliability([(0.95, True), (0.91, False), (0.55, True)])
        assert [(one.count, one.confirmed) for one in bins] == [(1, 1), (2, 1)]
        assert error_of(bins) == pytest.approx((0.45 + 0.86) / 3)

    def test_experience_corrects_little_by_little(self) -> None:
        nothing = [(0, 0)] * 10
        assert calibrated(0.9, nothing) == pytest.approx(0.9)
        assert calibrated(0.9, [(0, 5)] * 10) > calibrated(0.9, [(0, 50)] * 10) > calibrated(0.9, [(0, 500)] * 10)
