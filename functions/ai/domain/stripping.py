"""Striking out of a text who it is about, before it leaves: names that are known, and addresses of any kind."""

import re
from collections.abc import Iterable

_PATTERNS = (
    (re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']{1,255}\.[^\W\d_]{2,}"), "[e-mail]"),
    (re.compile(r"\bhttps?://\S+", re.I), "[link]"),
    (re.compile(r"(?<![\w.])\+?\d[\d\s().-]{8,20}\d(?!\w)"), "[number]"),
    (re.compile(r"(?<=\bmy name is )[^\W\d_]+(?: [^\W\d_]+){0,2}", re.I), "[name]"),
    (re.compile(r"(?<=मेरा नाम )\S+(?: \S+)??(?= है)"), "[name]"),
    (re.compile(r"^(\s*(?:name|student|roll no\.?|नाम)\s*[:：-]).*$", re.I | re.M), r"\1 [name]"),
)
LEAST_LETTERS = 3


def stripped(text: str, names: Iterable[str] = ()) -> str:
    """The text without these names (and their parts of three letters or more), e-mail addresses, links and numbers as
    long as telephones and identities have them. What stands instead says what it was: ``[name]``.
    """
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    parts = {part for name in names for part in (name, *name.split()) if len(part) >= LEAST_LETTERS}
    if parts:
        known = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
        text = re.sub(rf"(?<!\w)(?:{known})(?!\w)", "[name]", text, flags=re.I)
    return text
