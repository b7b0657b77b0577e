"""Statements that are true, or not."""

from collections.abc import Iterator

from functions.ai.domain.questions.distractors import distractors
from functions.ai.domain.questions.items import Item
from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.wording import worded

FALSE = 0.7
"""How often something else is said; less often in the end, for not every statement has a term to exchange."""


def true_falses(workshop: Workshop) -> Iterator[Candidate]:
    """What is said of a term, and the same said of another one; where clauses are not known, of a sentence with one of
    its terms exchanged."""
    material = workshop.material
    for statement in workshop.statements:
        truth = workshop.rng.random() >= FALSE
        said = statement.sentence
        if not truth:
            asked = f"{statement.intro} {statement.predicate}"
            wrong = distractors(material, statement.key, statement.subject, asked, statement.lines, 1)
            truth = not wrong
            said = statement.said_of(material.name(wrong[0])) if wrong else said
        prompt = worded(material.language, "true_false", said)
        item = Item(kind="true_false", prompt=prompt, truth=truth, passages=statement.passages, topic=statement.key)
        yield Candidate(item, workshop.worth(statement.key, statement.predicate) + 0.3 * statement.anaphoric)
    if material.language != "en":
        yield from _exchanged(workshop)


def _exchanged(workshop: Workshop) -> Iterator[Candidate]:
    material = workshop.material
    for line, mention, name, holed in workshop.gaps():
        truth = workshop.rng.random() < 0.5
        wrong = distractors(material, mention.key, name, holed, [line], 1, taken=line.keys)
        if not wrong:
            continue
        start, end = line.spans[mention.start][0], line.spans[mention.end - 1][1]
        text = line.sentence.text
        said = text if truth else f"{text[:start]}{material.name(wrong[0])}{text[end:]}"
        prompt = worded(material.language, "true_false", said)
        item = Item(kind="true_false", prompt=prompt, truth=truth, passages=(line.passage,), topic=mention.key)
        yield Candidate(item, workshop.worth(mention.key, holed))
