"""What of a price is which tax."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.commerce.domain.tax import (
    TEACHING,
    NoRate,
    Place,
    PriceMode,
    Rate,
    Supplier,
    TaxableLine,
    TaxAssessment,
    TaxedLine,
    TaxKind,
    Treatment,
    assess,
    half_up,
    rate_on,
)

DAY = date(2026, 11, 28)
MODES = [PriceMode.INCLUSIVE, PriceMode.EXCLUSIVE]


def assessed(
    *amounts: int,
    state: str | None = "29",
    country: str = "IN",
    home: str = "29",
    rate: int = 1_800,
    **supplier: object,
) -> TaxAssessment:
    """A sale by a supplier of Karnataka, on a day of 2026."""
    return assess(
        [TaxableLine(amount_minor=amount) for amount in amounts],
        supplier=Supplier.model_validate({"state_code": home, **supplier}),
        place_of_supply=Place(country=country, state_code=state),
        on=DAY,
        rates=[Rate(sac=TEACHING, basis_points=rate, valid_from=date(2017, 7, 1))],
    )


def amounts(assessment: TaxAssessment) -> dict[str, int]:
    """Each tax by its kind."""
    return {tax.kind.value: tax.amount_minor for tax in assessment.taxes}


class TestSplit:
    def test_within_a_state_is_half_central_and_half_the_states(self) -> None:
        sold = assessed(100_000, price_mode="exclusive")

        assert (sold.treatment, amounts(sold)) == (Treatment.INTRA_STATE, {"cgst": 9_000, "sgst": 9_000})
        assert (sold.taxable_minor, sold.total_minor) == (100_000, 118_000)
        assert [tax.basis_points for tax in sold.taxes] == [900, 900]

    def test_between_states_is_integrated(self) -> None:
        sold = assessed(118_000, state="27")

        assert (sold.treatment, amounts(sold), sold.taxable_minor) == (Treatment.INTER_STATE, {"igst": 18_000}, 100_000)
        assert sold.place_of_supply == "27"

    @pytest.mark.parametrize(("state", "kind"), [("04", "utgst"), ("35", "utgst"), ("07", "sgst"), ("34", "sgst")])
    def test_of_a_union_territory_has_its_own_name_where_it_has_no_legislature(self, state: str, kind: str) -> None:
        assert amounts(assessed(118_000, state=state, home=state)) == {"cgst": 9_000, kind: 9_000}

    def test_where_nobody_said_it_is_where_the_supplier_is(self) -> None:
        assert assessed(118_000, state=None).treatment is Treatment.INTRA_STATE

    def test_of_what_goes_abroad_there_is_none(self) -> None:
        sold = assessed(118_000, country="AE", state=None)

        assert (sold.treatment, sold.tax_minor, sold.total_minor) == (Treatment.EXPORT, 0, 118_000)
        assert sold.place_of_supply is None

    @pytest.mark.parametrize("mode", MODES)
    def test_of_a_supplier_that_is_not_registered_there_is_none(self, mode: PriceMode) -> None:
        sold = assessed(118_000, registered=False, price_mode=mode)

        assert (sold.treatment, sold.tax_minor, sold.total_minor) == (Treatment.UNREGISTERED, 0, 118_000)


class TestRounding:
    def test_is_half_up(self) -> None:
        assert [half_up(number, 10) for number in (4, 5, 14, 15, 25)] == [0, 1, 1, 2, 3]

    def test_is_of_each_line_by_itself(self) -> None:
        """9 % of 50 paise are 4.5: 5 on each line, not 9 on both together."""
        sold = assessed(50, 50, price_mode="exclusive")

        assert amounts(sold) == {"cgst": 10, "sgst": 10}

    @pytest.mark.parametrize("rate", [500, 1_200, 1_800])
    @pytest.mark.parametrize("state", ["29", "27"])
    @pytest.mark.parametrize("mode", MODES)
    def test_of_every_price_in_rupees_adds_up(self, rate: int, state: str, mode: PriceMode) -> None:
        """From one rupee to 20,000, each a line of its own."""
        prices = [100 * rupees for rupees in range(1, 20_001)]
        sold = assessed(*prices, state=state, rate=rate, price_mode=mode)

        for line, price in zip(sold.lines, prices, strict=True):
            _adds_up(line, price, mode, rate)


def _adds_up(line: TaxedLine, price: int, mode: PriceMode, rate: int) -> None:
    parts = [line.taxable_minor, *(tax.amount_minor for tax in line.taxes)]
    assert all(type(part) is int and part >= 0 for part in parts)
    assert sum(parts) == line.total_minor
    assert (line.total_minor if mode is PriceMode.INCLUSIVE else line.taxable_minor) == price
    kinds = [tax.kind for tax in line.taxes]
    assert kinds in ([TaxKind.CGST, TaxKind.SGST], [TaxKind.IGST])
    assert len({tax.amount_minor for tax in line.taxes}) == 1
    # Off by no more than the rounding of each tax.
    assert abs(line.tax_minor * 10_000 - line.taxable_minor * rate) <= len(kinds) * 6_000


class TestRates:
    def test_are_those_of_the_day(self) -> None:
        rates = [
            Rate(sac="1", basis_points=1_800, valid_from=date(2020, 1, 1)),
            Rate(sac="1", basis_points=500, valid_from=date(2026, 4, 1)),
        ]

        assert rate_on("1", date(2026, 3, 31), rates) == 1_800
        assert rate_on("1", date(2026, 4, 1), rates) == 500

    def test_are_not_made_up(self) -> None:
        with pytest.raises(NoRate):
            rate_on(TEACHING, date(2017, 6, 30))
        with pytest.raises(NoRate):
            rate_on("9", DAY)


class TestParts:
    @given(st.integers(1, 10**9), st.sampled_from(["29", "27"]), st.data())
    def test_make_up_the_whole_and_keep_the_halves_the_same(self, price: int, state: str, data: st.DataObject) -> None:
        sold = assessed(price, state=state)
        cuts = sorted(data.draw(st.lists(st.integers(0, price), max_size=6)))
        steps = list(zip([0, *cuts], [*cuts, price], strict=True))

        parts = [sold.part(before=first, now=last - first) for first, last in steps]

        assert [part.total_minor for part in parts] == [last - first for first, last in steps]
        assert sum(part.taxable_minor for part in parts) == sold.taxable_minor
        for place, tax in enumerate(sold.taxes):
            assert sum(part.taxes[place].amount_minor for part in parts) == tax.amount_minor
        assert all(len({tax.amount_minor for tax in part.taxes}) == 1 for part in parts)

    def test_are_no_more_than_the_whole(self) -> None:
        with pytest.raises(ValueError, match="no more than the whole"):
            assessed(100).part(before=60, now=41)
