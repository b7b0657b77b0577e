"""Statements that are true, or not."""

import re
from collections.abc import Iterator, Sequence

from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.distractors import distractors
from functions.ai.domain.questions.items import Item, Passage
from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.material import Line
from functions.ai.domain.questions.statements import DEFINES, Statement
from functions.ai.domain.questions.turning import turned, untrue
from functions.ai.domain.questions.wording import worded

FALSE = 0.6
"""How often something else is said than the text says, where that is known to be false."""
_ALSO = re.compile(r"\b(?:also|both|like|similarly|too|as well|other|another|common|alike|all|every|each)\b", re.I)
"""Where that stands, others may do the same."""
MAY = re.compile(r"\b(?:may|might|could|perhaps|possibly)\b")
"""What may be is hardly ever false."""


def true_falses(workshop: Workshop) -> Iterator[Candidate]:
    """What is said, and the contrary of it; what is said of a term, and the same said of another one; where clauses
    are not known, a sentence with one of its terms exchanged."""
    material = workshop.material
    if material.language != "en":
        yield from _exchanged(workshop)
        return
    for line in workshop.alone:
        if others := _turned(workshop, line):
            text = line.sentence.text
            key = min(line.keys & material.terms.keys(), key=lambda key: (-material.terms[key].chance, key))
            yield from _either(workshop, text, others, key, (line.passage,), workshop.worth(key, text) + 0.5)
    for said in workshop.statements:
        if MAY.search(said.predicate):
            continue
        others = [*untrue(said.sentence), *filter(None, [said_of_another(workshop, said)])]
        worth = workshop.worth(said.key, said.predicate) + 0.3 * said.anaphoric
        yield from _either(workshop, said.sentence, others, said.key, said.passages, worth)


def _either(
    workshop: Workshop, text: str, others: Sequence[str], topic: str, passages: tuple[Passage, ...], worth: float
) -> Iterator[Candidate]:
    """What is so and, where there is something, what is not so; one of them is worth more, by lot."""
    false_first = workshop.rng.random() < FALSE
    so = [] if grammar.negates(text) else [(text, True)]
    for said, truth in (*so, *((other, False) for other in others)):
        prompt = worded(workshop.material.language, "true_false", said)
        item = Item(kind="true_false", prompt=prompt, truth=truth, passages=passages, topic=topic)
        yield Candidate(item, worth + 0.2 * (truth is not false_first))


def said_of_another(workshop: Workshop, statement: Statement) -> str | None:
    """What a sentence says of its term, said of another one of the text, so that it is false: where it says what the
    term is, or where the other one is of the same family ("fiscal policy", "monetary policy"). None where neither
    is."""
    material = workshop.material
    if _ALSO.search(statement.line.sentence.text):
        return None
    asked = f"{statement.intro} {statement.predicate}"
    defines = DEFINES.match(statement.predicate)
    for one in distractors(material, statement.key, statement.subject, asked, statement.lines, 5):
        kin = one.split()[-1] == statement.key.split()[-1]
        if one in material.terms and (kin or (defines and material.likeness(one, statement.key) >= ALIKE)):
            return statement.said_of(material.name(one))
    return None


ALIKE = 0.1
"""How alike the company of a term must be for it to stand in for another one."""


def _turned(workshop: Workshop, line: Line) -> Sequence[str]:
    """What a sentence of the text that names a term would say if it were not so."""
    text = line.sentence.text
    names = line.keys & workshop.material.terms.keys()
    return list(turned(workshop.material, line)) if names and "?" not in text and ":" not in text else []


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
