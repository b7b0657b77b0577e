"""Tags: words by which courses are found, spelled one way."""

import unicodedata
from typing import NamedTuple

MOST_TAGS = 20
LONGEST_TAG = 40


class TagCount(NamedTuple):
    """A tag, and how many of the courses on offer have it."""

    tag: str
    course_count: int


def normalized(tag: str) -> str:
    """The one spelling of a tag: composed, in small letters, with single spaces. ``ValueError`` if nothing is left."""
    spelled = " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tag).casefold()).split())
    if not spelled:
        raise ValueError("must not be empty")
    return spelled
