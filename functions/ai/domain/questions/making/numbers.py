"""Questions that are answered by a number that the text gives."""

import re
from collections.abc import Iterator
from decimal import Decimal

from functions.ai.domain.questions.items import BLANK, Item
from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.wording import worded

NEAR = Decimal("0.05")
"""How near is near enough where the text itself says "about", as a part of the number."""
FIRST_YEAR, LAST_YEAR = 1500, 2100
"""A number between them without a unit is taken for a year: those are asked for last."""
_NUMBER = re.compile(r"(?<![\w.,\-–/$#])\$?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w\-–/]|[.,]\d)")
_UNIT = re.compile(
    r"\s?(%|percent|million|billion|trillion|years?|days?|hours?|°C|°F|degrees|km|kg|g|nm|mm|cm|m|times)\b"
)
_ABOUT = re.compile(
    r"\b(?:about|nearly|approximately|almost|roughly|around|over|more than|less than|fewer than|some)\s*$", re.I
)
_CITED = re.compile(r"\([^()]*\)")
_INDEXED = re.compile(r"\b[A-Z]\s$")
"""Before the index of a point or a curve: "W 2"."""
_REFERS = re.compile(r"\b(figure|fig\.|table|chapter|section|step|page|no\.|number|vol\.|article|title)\s*$", re.I)


def numerics(workshop: Workshop) -> Iterator[Candidate]:
    """A sentence without one of its numbers."""
    material = workshop.material
    for line in workshop.alone:
        text = line.sentence.text
        cited = [match.span() for match in _CITED.finditer(text)]
        for found in _NUMBER.finditer(text):
            start, end = found.span(1)
            within = any(begin <= start < stop for begin, stop in cited)
            value = Decimal(found[1].replace(",", ""))
            if within or _REFERS.search(text[:start]) or _INDEXED.search(text[:start]) or value <= 1:
                continue
            unit = _UNIT.match(text, end)
            holed = _CITED.sub("", f"{text[:start]}{BLANK}{text[end:]}").replace("  ", " ").replace(" .", ".")
            if re.search(rf"(?<!\d){re.escape(found[1])}(?!\d)", holed):
                continue
            topic = next(iter(sorted(line.keys & material.terms.keys())), None)
            item = Item(
                kind="numeric",
                prompt=worded(material.language, "complete_number", holed),
                value=value,
                unit=unit[1] if unit else "",
                near=NEAR if _ABOUT.search(text[:start]) else Decimal(0),
                passages=(line.passage,),
                topic=f"{topic or material.title} #",
            )
            year = not unit and FIRST_YEAR <= value <= LAST_YEAR
            yield Candidate(item, 0.5 + bool(unit) * 0.7 + bool(topic) * 0.5 - year * 0.6)
