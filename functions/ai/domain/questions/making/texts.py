"""Questions that are answered by writing a term."""

from collections.abc import Iterator

from functions.ai.domain.questions.items import BLANK, Item
from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.making.choices import lowered
from functions.ai.domain.questions.statements import Statement
from functions.ai.domain.questions.wording import worded

MOST_BLANKS = 2
LEAST_CHANCE_IN_PLACE = 0.004
"""How sure a term must be one, to be asked for in a sentence where it stands as a whole name."""
LEAST_CHANCE_ALONE = 0.01
"""How sure a term must be one, to be asked for without anything to choose from."""

LEAST_SAID = 3
"""So many words of a description must say something; the figures of one case describe nothing."""


def short_texts(workshop: Workshop) -> Iterator[Candidate]:
    """The term for what is described."""
    for naming in workshop.namings:
        be = "is" if naming.number == "one" else "are"
        yield _asking(workshop, naming, f"What {be} {lowered(workshop, naming.predicate)} called?", 1.0)
    for said in workshop.statements:
        if workshop.material.terms[said.key].chance < LEAST_CHANCE_ALONE or not _describes(workshop, said.predicate):
            continue
        it = "They" if said.number == "many" else "It"
        where = f"{said.intro}, {it.lower()}" if said.intro else it
        defines = said.predicate.split()[0] in {"is", "are"} and said.predicate.split()[1] in {"a", "an", "the"}
        yield _asking(workshop, said, f"Which term is described? {where} {said.predicate}.", 0.6 * defines)


def _describes(workshop: Workshop, predicate: str) -> bool:
    said = workshop.material.content(workshop.material.stems_in(predicate))
    return sum(not any(map(str.isdigit, one)) for one in said) >= LEAST_SAID


def _asking(workshop: Workshop, said: Statement, prompt: str, bonus: float) -> Candidate:
    answers = tuple(dict.fromkeys((said.subject, *workshop.material.spellings(said.key))))
    item = Item(kind="short_text", prompt=prompt, answers=answers, passages=said.passages, topic=said.key)
    return Candidate(item, workshop.worth(said.key, said.predicate) + bonus)


def blanks(workshop: Workshop) -> Iterator[Candidate]:
    """A sentence without its terms."""
    material = workshop.material
    for line, mention, name, holed in workshop.gaps():
        least = LEAST_CHANCE_IN_PLACE if len(mention.key.split()) > 1 else LEAST_CHANCE_ALONE / 2
        if material.candidates[mention.key].chance < least and material.language == "en":
            continue
        prompt, answers = holed, [name]
        for other in line.mentions:
            apart = other.start > mention.end and len(answers) < MOST_BLANKS
            sure = other.key in material.terms and material.terms[other.key].chance >= LEAST_CHANCE_ALONE
            written = line.sentence.text[line.spans[other.start][0] : line.spans[other.end - 1][1]]
            if apart and sure and prompt.count(written) == 1 and not set(other.key.split()) & set(mention.key.split()):
                prompt, answers = prompt.replace(written, BLANK), [*answers, written]
        item = Item(
            kind="blanks",
            prompt=worded(material.language, "complete", prompt),
            answers=tuple(answers),
            passages=(line.passage,),
            topic=mention.key,
        )
        yield Candidate(item, workshop.worth(mention.key, prompt))
