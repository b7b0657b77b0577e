"""Numbers of invoices: a series for each financial year."""

from datetime import UTC, datetime

import pytest

from functions.commerce.domain.invoices import financial_year, number_of


class TestNumbers:
    @pytest.mark.parametrize(
        ("moment", "year"),
        [
            (datetime(2026, 3, 31, 18, 29, tzinfo=UTC), "25-26"),
            (datetime(2026, 3, 31, 18, 30, tzinfo=UTC), "26-27"),
            (datetime(2099, 12, 1, tzinfo=UTC), "99-00"),
        ],
    )
    def test_begin_anew_with_the_financial_year_by_indias_clock(self, moment: datetime, year: str) -> None:
        assert financial_year(moment) == year

    def test_have_sixteen_characters(self) -> None:
        assert len(number_of("INV", "26-27", 1)) == len(number_of("CRN", "26-27", 999_999)) == 16
