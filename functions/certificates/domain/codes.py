"""Codes by which certificates are verified: unguessable, and safe to be read out and typed."""

import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter is taken for a digit."""
_BASE = len(_ALPHABET)
_READ_AS = str.maketrans("OIL", "011", "- ")
CHANCE = 19
"""Characters by chance, five bits each; one more checks them."""
GROUP = 5


def new_code() -> str:
    """A code that nobody can guess, with its check character: 20 characters."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(CHANCE))
    return drawn + _check(drawn)


def written(code: str) -> str:
    """A code in groups, for people: `7K2M0-QXR5T-…`."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read(typed: str) -> str | None:
    """The code that somebody typed, however they wrote it; None for what cannot be one."""
    code = typed.upper().translate(_READ_AS)
    if len(code) != CHANCE + 1 or any(character not in _ALPHABET for character in code):
        return None
    return code if code[-1] == _check(code[:-1]) else None


def _check(code: str) -> str:
    """Luhn's check character, modulo 32: any one wrong character shows, and nearly any two that changed places."""
    total = 0
    for place, character in enumerate(reversed(code)):
        value = _ALPHABET.index(character) * (2 - place % 2)
        total += value // _BASE + value % _BASE
    return _ALPHABET[-total % _BASE]
