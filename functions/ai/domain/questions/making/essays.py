"""Questions to write about, with what a good answer holds and by what it is judged."""

import re
from collections.abc import Iterator, Sequence

from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.items import Criterion, Item
from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.making.choices import is_proper
from functions.ai.domain.questions.material import Line
from functions.ai.domain.questions.wording import worded

FEWEST, MOST = 3, 5
"""Sentences of a model answer."""
ALIKE = 0.35
"""How alike the company of two terms must be to compare them."""
_CONTRASTS = re.compile(
    r"\b(whereas|while|unlike|in contrast|compared (?:to|with)|differ(?:s|ence)?|rather than)\b", re.I
)


def essays(workshop: Workshop) -> Iterator[Candidate]:
    """To explain a term that the text says much of; to compare two that it sets against each other."""
    yield from _explaining(workshop)
    if workshop.material.language == "en":
        yield from _comparing(workshop)


def _explaining(workshop: Workshop) -> Iterator[Candidate]:
    material = workshop.material
    for key, term in material.terms.items():
        lines = _best(workshop, [key])
        if len(lines) >= FEWEST and not is_proper(material.name(key)):
            prompt = worded(material.language, "explain", term.term, material.title)
            yield _essay(workshop, prompt, lines, key, 1.0 + 2 * term.chance**0.5 + 0.3 * (len(term.term.split()) > 1))


def _comparing(workshop: Workshop) -> Iterator[Candidate]:
    material = workshop.material
    for line in material.lines:
        keys = [mention.key for mention in line.mentions if mention.key in material.terms]
        if len(keys) < 2 or not _CONTRASTS.search(line.sentence.text):  # two are compared
            continue
        first, second = keys[0], keys[-1]
        if set(first.split()) <= set(second.split()) or set(second.split()) <= set(first.split()):
            continue
        if not _comparable(workshop, first, second):
            continue
        lines = sorted(
            {*_best(workshop, [first])[:2], *_best(workshop, [second])[:2], line}, key=lambda one: one.number
        )
        if len(lines) >= FEWEST:
            one, other = material.name(first), material.name(second)
            prompt = f"Compare {one} and {other}. What do they have in common, and how do they differ?"
            yield _essay(workshop, prompt, lines, f"{first} ~ {second}", 1.5)


def _comparable(workshop: Workshop, first: str, second: str) -> bool:
    """Whether two terms are of a kind."""
    material = workshop.material
    one, other = material.name(first), material.name(second)
    kin = first.split()[-1] == second.split()[-1] or material.likeness(first, second) >= ALIKE
    return kin and grammar.shape(one) == grammar.shape(other) and not is_proper(one) and not is_proper(other)


def _best(workshop: Workshop, keys: Sequence[str]) -> list[Line]:
    """The sentences that say most of terms, in the order of the text."""
    found = [line for line in workshop.alone if line.keys & set(keys)]
    stated = {said.line.number for said in workshop.statements if said.key in keys}
    found.sort(key=lambda line: (line.number not in stated, -sum(map(workshop.material.rarity, line.stems))))
    return sorted(found[:MOST], key=lambda line: line.number)


def _essay(workshop: Workshop, prompt: str, lines: Sequence[Line], topic: str, worth: float) -> Candidate:
    criteria = [Criterion(text=line.sentence.text[:500], points=2) for line in lines]
    item = Item(
        kind="essay",
        prompt=prompt,
        model_answer=" ".join(line.sentence.text for line in lines),
        criteria=tuple(criteria),
        passages=tuple(line.passage for line in lines),
        topic=f"{topic} ¶",
    )
    return Candidate(item, worth)
