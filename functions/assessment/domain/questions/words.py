"""When a text that somebody wrote is one of those that are right."""

import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from functions.assessment.domain.questions.base import MOST_ACCEPTED, BasisPoints, Part
from shared.errors import FieldError
from shared.rich_text import Document
from shared.texts import Printable

LONGEST_PATTERN = 300
PATTERN_MEMORY = 1 << 20
"""What a compiled expression may take, in bytes; RE2 refuses larger ones."""


class Accepted(Part):
    """A text that is right, or partly: to the letter, with ``*`` for any letters, or as a regular expression (RE2)."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PATTERN), Printable]
    match: Literal["exact", "wildcard", "regex"] = "exact"
    share_bp: BasisPoints = 10_000
    feedback: Document | None = None


class Reading(Part):
    """What makes no difference when texts are compared. Space at the ends and double spaces never do."""

    case_matters: bool = False
    accents_matter: bool = True

    def plain(self, text: str) -> str:
        """The text without what makes no difference."""
        text = " ".join(unicodedata.normalize("NFKC", text).split())
        if not self.accents_matter:
            text = "".join(sign for sign in unicodedata.normalize("NFD", text) if not _is_accent(sign))
            text = unicodedata.normalize("NFC", text)
        return text if self.case_matters else text.casefold()

    def takes(self, accepted: Accepted, text: str) -> bool:
        """Whether the whole text is what was accepted."""
        if accepted.match == "regex":
            return _compiled(accepted.text, self.case_matters).fullmatch(" ".join(text.split())) is not None
        written, wanted = self.plain(text), self.plain(accepted.text)
        return fits(wanted, written) if accepted.match == "wildcard" else written == wanted

    def best(self, accepted: tuple[Accepted, ...], text: str) -> Accepted | None:
        """Of those that take the text the one that is worth most; None where none does."""
        taking = [one for one in accepted if self.takes(one, text)]
        return max(taking, key=lambda one: one.share_bp, default=None)


AcceptedTexts = Annotated[tuple[Accepted, ...], Field(min_length=1, max_length=MOST_ACCEPTED)]


def faults_of_accepted(accepted: tuple[Accepted, ...], at: str) -> Iterator[FieldError]:
    """Expressions that cannot be compiled, and a list in which nothing is fully right."""
    if not any(one.share_bp == 10_000 for one in accepted):
        yield FieldError(at, "one_right", "At least one text is worth 10,000 basis points.")
    for place, one in enumerate(accepted):
        if one.match == "regex" and (why := _why_not(one.text)):
            yield FieldError(f"{at}/{place}/text", "expression", f"This is no regular expression: {why}.")


def documents_of_accepted(accepted: tuple[Accepted, ...], at: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is said to who wrote one of them."""
    for place, one in enumerate(accepted):
        if one.feedback is not None:
            yield f"{at}/{place}/feedback", one.feedback


def worth(one: Accepted | None) -> Fraction:
    """What a text is worth that was taken as this."""
    return Fraction(one.share_bp if one else 0, 10_000)


def fits(pattern: str, text: str) -> bool:
    """Whether the text is the pattern, in which ``*`` stands for any letters or none. In linear time."""
    first, *pieces = pattern.split("*")
    if not pieces:
        return text == first
    *between, last = pieces
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return False
    place, end = len(first), len(text) - len(last)
    for piece in between:
        found = text.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def _is_accent(sign: str) -> bool:
    # Vowel signs of Indic scripts are marks too, but letters of their word: only what combines over or under counts.
    return unicodedata.combining(sign) >= 200


@lru_cache(maxsize=512)
def _compiled(pattern: str, case_matters: bool) -> Any:
    import re2  # linear in the text whatever the pattern; only who grades such questions needs it

    options = re2.Options()
    options.max_mem = PATTERN_MEMORY
    options.log_errors = False
    options.case_sensitive = case_matters
    return re2.compile(pattern, options)


def _why_not(pattern: str) -> str:
    import re2

    try:
        _compiled(pattern, False)
    except re2.error as error:
        said = error.args[0] if error.args else "it is not understood"
        return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return ""
