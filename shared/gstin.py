"""GSTIN, the number under which an Indian business pays goods and services tax: fifteen characters, the last a check.

Two digits of state, ten of the PAN (whose fourth letter says what kind of holder it is), one for the registration
within the state, ``Z``, and a check character: Luhn's sum in base 36.
"""

import re

_SHAPE = re.compile(r"([0-9]{2})[A-Z]{3}[ABCFGHJLPT][A-Z](?!0000)[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]")
_STATES = frozenset(f"{code:02}" for code in (*range(1, 39), 97, 99))
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class NotAGstin(ValueError):
    """The text is no GSTIN."""


def normalized_gstin(text: str) -> str:
    """The number in capitals without spaces. Raises ``NotAGstin`` when the shape or the check character is wrong."""
    number = "".join(text.split()).upper()
    found = _SHAPE.fullmatch(number)
    if found is None or found[1] not in _STATES:
        raise NotAGstin("must be a GSTIN: state, PAN, registration, Z and check character")
    if check_character(number[:14]) != number[14]:
        raise NotAGstin("is not a GSTIN: the check character does not fit")
    return number


def check_character(first: str) -> str:
    """The fifteenth character that belongs to the first fourteen."""
    total = 0
    for place, digit in enumerate(first):
        product = _DIGITS.index(digit) * (place % 2 + 1)
        total += product // 36 + product % 36
    return _DIGITS[-total % 36]
