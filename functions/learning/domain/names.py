"""Names as they sort and are found."""

import unicodedata

MOST = 60
"""Names that differ only beyond so many characters sort as one."""


def sorting_name(name: str) -> str:
    """A name without regard to case, width and spaces: what begins so is found by its beginning, in any script."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("#", " ")
    return " ".join(plain.split())[:MOST]
