"""Words of notices: what may stand in them, and whether what an administrator wrote may."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    """The languages that notices are written in."""

    ENGLISH = "en"
    HINDI = "hi"


class Placeholder(StrEnum):
    """What may stand in words as ``{{course}}``, and is filled in for each person."""

    NAME = "name"
    ORGANIZATION = "organization"
    COURSE = "course"
    UNTIL = "until"
    AMOUNT = "amount"
    NUMBER = "number"
    SCORE = "score"


ALWAYS = (Placeholder.NAME, Placeholder.ORGANIZATION)


@dataclass(frozen=True, slots=True)
class Saying:
    """The words of a kind of notice in one language: its title, which is the mail's subject, and its text, whose
    paragraphs are parted by empty lines; ``button`` is what leads on."""

    title: str
    text: str
    button: str = ""


class Fault(NamedTuple):
    """Why words cannot be used: a code, and a sentence."""

    code: str
    message: str


_MARK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def fault_of(text: str, allowed: tuple[Placeholder, ...]) -> Fault | None:
    """What is wrong with these words, if anything: a placeholder that the kind does not have, or half of one."""
    for found in _MARK.finditer(text):
        if found[1] not in allowed:
            known = ", ".join(f"{{{{{name}}}}}" for name in allowed)
            return Fault("placeholder_unknown", f"There is no {{{{{found[1][:40]}}}}} here; there are {known}.")
    rest = _MARK.sub("", text)
    if "{{" in rest or "}}" in rest:
        return Fault("placeholder_broken", "A placeholder is written as {{course}}.")
    return None


def filled_in(text: str, facts: dict[str, str]) -> str:
    """The words with their facts. Facts are never looked into for placeholders; an unknown one stays empty."""
    return _MARK.sub(lambda found: facts.get(found[1], ""), text)
