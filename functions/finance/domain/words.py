"""Amounts as people in India write and say them: ``1,00,000.00``, *Rupees One Lakh Only*."""

_BELOW_TWENTY = (
    "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen"
    " Eighteen Nineteen"
)
_ONES = tuple(_BELOW_TWENTY.split())
_FULL_TENS = "Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety"
_TENS = tuple(_FULL_TENS.split())
_STEPS = ((10**7, "Crore"), (10**5, "Lakh"), (10**3, "Thousand"), (100, "Hundred"))
HUNDREDTHS = 100
"""Of every currency that is sold in."""


def in_words(number: int) -> str:
    """A number from zero on, by crore, lakh, thousand and hundred; hundreds of crores are counted the same way."""
    if number < len(_ONES):
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    size, name = next(step for step in _STEPS if number >= step[0])
    many, rest = divmod(number, size)
    return f"{in_words(many)} {name}" + (f" {in_words(rest)}" if rest else "")


def amount_in_words(amount_minor: int, currency: str) -> str:
    """An amount from zero on: ``Rupees One Lakh and Paise Fifty Only``; other currencies by code and hundredths."""
    whole, part = divmod(amount_minor, HUNDREDTHS)
    name, part_name = ("Rupees", "Paise") if currency == "INR" else (currency, "Hundredths")
    return f"{name} {in_words(whole)}" + (f" and {part_name} {in_words(part)}" if part else "") + " Only"


def amount_in_figures(amount_minor: int, currency: str) -> str:
    """An amount with two places: rupees are grouped by lakh and crore (``12,34,567.80``), others by thousands."""
    whole, part = divmod(abs(amount_minor), HUNDREDTHS)
    sign = "-" if amount_minor < 0 else ""
    return f"{sign}{_by_lakh(whole) if currency == 'INR' else f'{whole:,}'}.{part:02}"


def _by_lakh(whole: int) -> str:
    last, first = f"{whole}"[-3:], f"{whole}"[:-3]
    groups = [first[max(0, end - 2) : end] for end in range(len(first), 0, -2)]
    return ",".join([*reversed(groups), last])
