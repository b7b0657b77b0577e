"""Questions with several right options: what a text lists."""

import re
from collections.abc import Iterator

from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.distractors import distractors
from functions.ai.domain.questions.items import BLANK, Choice, Item
from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.material import Line
from functions.ai.domain.questions.wording import worded

OPTIONS = 5
MOST_RIGHT = 3
_LIST = re.compile(
    r"(?P<head>.{12,140}?\b(?:includes?|including|such as|consists? of|contains?|comprises?)"
    r"|.{4,80}?\b(?:types|kinds|examples|components|parts|stages|phases|steps|forms|categories|elements|functions|factors"
    r"|sources|levels|branches|groups|classes|regions|layers|products|causes)\b.{0,40}?\b(?:are|called)|.{12,140}?:)\s+"
    r"(?P<list>[^,;:.()]{3,45}(?:,\s[^,;:.()]{3,45}){1,5},?\s(?:and|or)\s[^,;:.()]{3,45})(?P<tail>[.;].*|)$"
)
_SPLIT = re.compile(r",\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+")
_MOST_WORDS = 4
_LINKS = {
    "in", "on", "at", "to", "by", "for", "from", "with", "that", "which", "who", "across", "through", "as", "perhaps",
    "even", "also", "is", "are", "was", "were", "be", "being", "then", "thus", "like", "than", "more", "some", "many",
}  # fmt: skip
"""What no plain name holds."""


def listed(line: Line) -> tuple[str, tuple[str, ...]] | None:
    """What a sentence lists, and what it says before; None for one that lists nothing."""
    found = _LIST.match(line.sentence.text)
    if not found:
        return None
    things = tuple(re.sub(r"^(?:the|an?|both)\s+", "", thing.strip()) for thing in _SPLIT.split(found["list"]))
    short = all(1 <= len(thing.split()) <= _MOST_WORDS for thing in things)
    letters = any(len(word) == 1 for thing in things for word in thing.split())
    linked = any(word in _LINKS for thing in things for word in thing.casefold().split())
    verbs = any(grammar.is_verb(word) and not grammar.may_be_name(["a", word]) for t in things for word in t.split())
    if (
        not short
        or letters
        or linked
        or verbs
        or len(set(things)) < len(things)
        or any(grammar.leans(thing) for thing in things)
    ):
        return None
    return found["head"], things


def multiple_choices(workshop: Workshop) -> Iterator[Candidate]:
    """Which of these the text lists."""
    material = workshop.material
    for line in workshop.alone:
        found = listed(line)
        if not found:
            continue
        head, things = found
        right = things[:MOST_RIGHT]
        keys = {material.key_of(thing) for thing in things}
        own = next((key for key in line.keys if key in keys), None)
        topic = own or material.key_of(right[0])
        wrong = distractors(material, topic, right[0], head, [line], OPTIONS - len(right), taken=line.keys | keys)
        if len(wrong) < OPTIONS - len(right) or len(right) < 2:
            continue
        choices = (
            *(Choice(text=one, right=True) for one in right),
            *(Choice(text=material.name(one)) for one in wrong),
        )
        item = Item(
            kind="multiple_choice",
            prompt=worded(material.language, "choose_all", f"{head} {BLANK}."),
            choices=choices,
            passages=(line.passage,),
            topic=f"{topic} +",
        )
        yield Candidate(item, 1 + len(material.content(material.stems_in(head))) / 10 + 0.5 * bool(own))
