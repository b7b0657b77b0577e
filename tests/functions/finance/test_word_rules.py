"""Amounts in words and figures, read back by a reader that was written apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.finance.domain.words import amount_in_figures, amount_in_words, in_words

BELOW_TWENTY = (
    "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen"
    " Eighteen Nineteen"
)
ONES = {word: number for number, word in enumerate(BELOW_TWENTY.split())}
FULL_TENS = "Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety"
TENS = {word: 10 * number for number, word in enumerate(FULL_TENS.split(), 2)}
SIZES = {"Hundred": 100, "Thousand": 1_000, "Lakh": 100_000, "Crore": 10_000_000}


def read(words: str) -> int:
    """The number that words say."""
    total = part = 0
    for word in words.replace("-", " ").split():
        if word in SIZES:
            if word == "Crore":
                total, part = (total + part) * SIZES[word], 0
            elif word == "Hundred":
                part *= 100
            else:
                total, part = total + part * SIZES[word], 0
        else:
            part += ONES.get(word) or TENS.get(word, 0)
    return total + part


class TestWords:
    @given(st.integers(0, 10**13))
    def test_say_the_number(self, number: int) -> None:
        assert read(in_words(number)) == number

    @pytest.mark.parametrize(
        ("amount", "words"),
        [
            (0, "Rupees Zero Only"),
            (100, "Rupees One Only"),
            (100_050, "Rupees One Thousand and Paise Fifty Only"),
            (
                12_34_567_89,
                "Rupees Twelve Lakh Thirty-Four Thousand Five Hundred Sixty-Seven and Paise Eighty-Nine Only",
            ),
            (100_00_000_00, "Rupees One Crore Only"),
        ],
    )
    def test_are_those_of_an_invoice(self, amount: int, words: str) -> None:
        assert amount_in_words(amount, "INR") == words

    def test_of_other_currencies_name_them(self) -> None:
        assert amount_in_words(12_345, "USD") == "USD One Hundred Twenty-Three and Hundredths Forty-Five Only"


class TestFigures:
    @given(st.integers(-(10**15), 10**15))
    def test_say_the_amount(self, amount: int) -> None:
        figures = amount_in_figures(amount, "INR")

        assert int(figures.replace(",", "").replace(".", "")) == amount

    @pytest.mark.parametrize(
        ("amount", "figures"),
        [
            (5, "0.05"),
            (99_999, "999.99"),
            (10_000_000, "1,00,000.00"),
            (1_23_45_678_00, "1,23,45,678.00"),
            (-100, "-1.00"),
        ],
    )
    def test_are_grouped_by_lakh_and_crore(self, amount: int, figures: str) -> None:
        assert amount_in_figures(amount, "INR") == figures

    def test_of_other_currencies_are_grouped_by_thousands(self) -> None:
        assert amount_in_figures(1_234_567_00, "USD") == "1,234,567.00"
