"""What a month costs, from made-up figures."""

import pytest

from infra.bench import costs
from infra.bench.capacity import Units

MEASURED = {name: (Units(read=2, written=1), 2, 0.002) for name in costs.USE}


class TestBill:
    def test_grows_with_what_is_written(self) -> None:
        dearer = {**MEASURED, "heartbeat": (Units(read=2, written=2), 2, 0.002)}
        more = costs.LEARNERS * costs.DAYS * costs.USE["heartbeat"] * costs.PRICES["dynamodb written"]

        assert total(dearer) - total(MEASURED) == pytest.approx(more)

    def test_is_told_with_its_sum(self) -> None:
        text = costs.page(MEASURED)

        assert f"**{total(MEASURED):,.0f}**" in text
        assert "| heartbeat | 60 | 2 R + 1 W | 2 | 2.0 |" in text


class TestPayments:
    def test_are_told_with_their_sum(self) -> None:
        together = sum(line.dollars for line in costs.payments(1_000))

        assert 0 < together < 5
        assert f"**{together:.2f}**" in costs.page(MEASURED)
        assert sum(line.dollars for line in costs.payments(2_000)) == pytest.approx(2 * together)


def total(measured: dict[str, tuple[Units, int, float]]) -> float:
    return sum(line.dollars for line in costs.bill(measured))
