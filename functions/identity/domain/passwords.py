"""Which passwords are accepted, after NIST SP 800-63B: long enough, not commonly used, not about oneself. No rule asks
for kinds of characters, none for a change now and then.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from functions.identity.errors import PasswordNotAccepted
from shared.errors import FieldError

MIN_LENGTH = 8
MAX_LENGTH = 128
DIGEST_BYTES = 5
COMMON = Path(__file__).with_name("common_passwords.bin")
"""Sorted digests of the 30,000 most used passwords, five bytes each: one good password in 30 million is refused."""

_LOOKS_LIKE = str.maketrans("01345678@$!+", "oleas" + "gtbasit")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_WORD = re.compile(r"[^\W_]{3,}")
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn")
_MOST_AROUND = 5
"""A common password with no more than so many digits and signs around it is still a common one."""
_LEAST_OF_ITS_OWN = 6
"""What must remain of a password without the words that everybody knows of its owner."""


def normalized_password(text: str) -> str:
    """The password in the form that is hashed, so that it is the same on every keyboard (RFC 8265 uses NFC or NFKC)."""
    return unicodedata.normalize("NFKC", text)


def require_good_password(password: str, *, about: Iterable[str], pointer: str = "/password") -> None:
    """Raise ``PasswordNotAccepted``, saying why, unless the password is one to accept.

    ``about`` are texts that everybody knows of the person: name, e-mail address, organization.
    """
    fault = _fault(normalized_password(password), about)
    if fault:
        code, message = fault
        raise PasswordNotAccepted(message, errors=[FieldError(pointer, code, message)])


def digest(password: str) -> bytes:
    """How a password stands in the list of common ones."""
    return hashlib.sha256(password.encode()).digest()[:DIGEST_BYTES]


def _fault(password: str, about: Iterable[str]) -> tuple[str, str] | None:
    if len(password) < MIN_LENGTH:
        return "password_short", f"A password has at least {MIN_LENGTH} characters; 15 or more are better."
    if len(password) > MAX_LENGTH:
        return "password_long", f"A password has at most {MAX_LENGTH} characters."
    folded = password.casefold()
    if _is_common(folded) or _is_run(folded):
        return "password_common", "This password is among the first that anybody tries. Choose another one."
    if _is_about(folded, about):
        return "password_personal", "This password is made of what is known of you. Choose another one."
    return None


def _is_common(folded: str) -> bool:
    core = _ENDS.sub("", folded)
    candidates = {folded, folded.translate(_LOOKS_LIKE)}
    if len(folded) - len(core) <= _MOST_AROUND:
        candidates |= {core, core.translate(_LOOKS_LIKE)}
    return any(_is_listed(candidate) for candidate in candidates)


def _is_run(folded: str) -> bool:
    """One piece over and over, or a walk along the alphabet, the digits or the keyboard."""
    repeats = any(folded == (folded[:size] * len(folded))[: len(folded)] for size in range(1, 5))
    walks = any(folded in run + run or folded in (run + run)[::-1] for run in _RUNS)
    return repeats or walks


def _is_about(folded: str, about: Iterable[str]) -> bool:
    words = {word for text in about for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold())}
    found = [word for word in sorted(words, key=len, reverse=True) if word in folded]
    rest = folded
    for word in found:
        rest = rest.replace(word, "")
    return bool(found) and len(rest) < _LEAST_OF_ITS_OWN


def _is_listed(candidate: str) -> bool:
    listed, wanted = _listed(), digest(candidate)
    place = bisect_left(range(len(listed) // DIGEST_BYTES), wanted, key=lambda number: _entry(listed, number))
    return _entry(listed, place) == wanted


def _entry(listed: bytes, number: int) -> bytes:
    return listed[number * DIGEST_BYTES : (number + 1) * DIGEST_BYTES]


@cache
def _listed() -> bytes:
    """The list; read only where a password is set."""
    return COMMON.read_bytes()
