"""What a month costs and which limit is met first, from made-up figures."""

from pathlib import Path

import pytest

from infra.bench import costs, costs_page, limits, payments, prices
from infra.bench.capacity import Units
from infra.bench.kept import keep, kept
from infra.bench.limits import Limit

MEASURED: dict[str, costs.Measured] = {name: (Units(read=2, written=1), 2, 0.002) for name in costs.USE}
PAGE = Path(__file__).parents[3] / "docs" / "costs.md"


class TestPrices:
    def test_the_first_of_a_month_are_the_dearest(self) -> None:
        assert prices.dollars("cloudfront GB", 10_000) == pytest.approx(1_090)
        assert prices.dollars("cloudfront GB", 10_001) == pytest.approx(1_090.085)
        assert prices.dollars("cloudfront GB", 60_000) == pytest.approx(1_090 + 40_000 * 0.085 + 10_000 * 0.082)

    def test_have_one_tier_where_nothing_else_is_said(self) -> None:
        assert prices.dollars("dynamodb read", 1e12) == pytest.approx(142_300)

    def test_get_cheaper_tier_by_tier(self) -> None:
        for price, tiers in prices.TIERS.items():
            each = [prices.PRICES[price], *(each for _, each in tiers)]
            assert each == sorted(each, reverse=True)
            assert [begins for begins, _ in tiers] == sorted(begins for begins, _ in tiers)


class TestBill:
    def test_grows_with_what_is_written(self) -> None:
        dearer = {**MEASURED, "heartbeat": (Units(read=2, written=2), 2, 0.002)}
        more = 1_000 * costs.DAYS * costs.USE["heartbeat"] * prices.PRICES["dynamodb written"]

        assert total(dearer) - total(MEASURED) == pytest.approx(more)

    def test_of_a_hundred_times_the_learners_is_at_most_a_hundred_times_as_much(self) -> None:
        few, many = (costs.bill(MEASURED, learners, alarms=300) for learners in (1_000, 100_000))

        for small, large in zip(few, many, strict=True):
            assert large.dollars <= 100.001 * small.dollars, small.what
        assert [line.what for line in few if line.amount == 300] == ["Alarms"]

    def test_counts_what_follows_a_deed(self) -> None:
        month = costs.month({"complete lesson": (Units(read=1), 1, 0.0)}, 1_000)
        then = costs.FOLLOWING["complete lesson"]
        times = 1_000 * costs.DAYS * costs.USE["complete lesson"]

        assert month.units.written == then.written * times
        assert month.units.read == (1 + costs.CHECK.read + then.read) * times
        assert month.functions == (1 + then.events + then.heard) * times

    def test_leaves_out_what_was_not_measured_and_says_so(self) -> None:
        fewer = {name: one for name, one in MEASURED.items() if name != "own grades"}

        assert costs.unmeasured(fewer) == ["own grades"]
        assert total(fewer) < total(MEASURED)
        assert "not in the bill: own grades." in costs_page.page(fewer, 0)


class TestLimits:
    @pytest.fixture
    def found(self) -> list[Limit]:
        """The limits of ten million."""
        return limits.limits(MEASURED, 10_000_000, requests_per_second=2_000, consumers=20)

    def test_come_in_the_order_in_which_they_are_met(self, found: list[Limit]) -> None:
        assert [limit.met_at for limit in found] == sorted(limit.met_at for limit in found)

    def test_are_met_by_the_busiest_second(self, found: list[Limit]) -> None:
        ours = next(limit for limit in found if limit.quota == 2_000)
        requests = 10_000_000 * costs.DAYS * sum(costs.USE.values())

        assert ours.peak == pytest.approx(limits.PEAK * requests / limits.SECONDS)
        assert ours.met_at == pytest.approx(10_000_000 * 2_000 / ours.peak)

    def test_grow_with_the_learners(self, found: list[Limit]) -> None:
        fewer = {one.what: one for one in limits.limits(MEASURED, 1_000, requests_per_second=2_000, consumers=20)}

        for limit in found:
            assert fewer[limit.what].met_at == pytest.approx(limit.met_at)
            assert fewer[limit.what].share == pytest.approx(limit.share / 10_000)

    def test_let_a_school_begin_a_lesson(self) -> None:
        study, begin = limits.people_behind_one_address(requests=20_000, sign_ins=2_000)

        assert begin == 1_000
        assert 1_000 < study < 2_000


class TestPayments:
    def test_are_told_with_their_sum(self) -> None:
        together = sum(line.dollars for line in payments.payments(1_000))

        assert 0 < together < 5
        assert f"**{together:.2f}**" in costs_page.payments_section()
        assert sum(line.dollars for line in payments.payments(2_000)) == pytest.approx(2 * together)


class TestPage:
    def test_is_made_of_the_figures_that_are_kept(self) -> None:
        assert PAGE.read_text() == costs_page.page(*kept()), "Write it anew: python -m infra.bench --costs"

    def test_keeps_figures_as_they_were_measured(self, tmp_path: Path) -> None:
        keep(MEASURED, alarms=300, file=tmp_path / "kept.json")

        assert kept(tmp_path / "kept.json") == (MEASURED, 300)

    def test_tells_each_bill_with_its_sum(self) -> None:
        text = costs_page.page(MEASURED, 300)

        assert f"**{total(MEASURED, 10_000_000, alarms=300):,.0f}**" in text
        assert "| heartbeat | 60 | 2 R + 1 W | 2 | 2.0 |" in text


def total(measured: dict[str, costs.Measured], learners: int = 1_000, *, alarms: int = 0) -> float:
    return sum(line.dollars for line in costs.bill(measured, learners, alarms=alarms))
