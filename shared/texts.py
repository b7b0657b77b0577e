"""Which plain text is taken: what can be shown and stored everywhere."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

LONGEST_LINE = 200
LONGEST_NOTE = 2_000

# Controls except tab and line feeds, and what UTF-8 cannot carry: lone surrogates.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = re.compile(r"[\t\r\n\u2028\u2029]")


def _printable(text: str) -> str:
    if UNPRINTABLE.search(text):
        raise ValueError("must not contain control characters")
    return text


def _one_line(text: str) -> str:
    if _BREAKS.search(text):
        raise ValueError("must be a single line")
    return text


Printable = AfterValidator(_printable)
OneLine = AfterValidator(_one_line)
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_LINE), Printable, OneLine
]
"""One line of text that is not empty: a name, a title."""
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NOTE), Printable]
"""A paragraph or two of plain text."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5000), Printable]
"""Some paragraphs of plain text; may be empty."""
