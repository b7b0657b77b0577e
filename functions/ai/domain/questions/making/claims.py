"""Which of four statements is right: one that the text makes, among others of its that are turned round.

Each option is near what some sentence of the text says, so that finding its words tells nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from functions.ai.domain.questions.items import OPTIONS, Choice, Item
from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.making.statements import MAY, said_of_another
from functions.ai.domain.questions.material import Line
from functions.ai.domain.questions.turning import turned, untrue
from functions.ai.domain.questions.wording import worded

MOST_WORDS = 28
LEAST_CONTENT = 4
LONGEST_APART = 1.6
"""By how much the longest of the options may be longer than the right one, or it than the shortest."""
MOST_VARIANTS = 3
"""Of one right statement, each with other wrong ones."""
WRONG = OPTIONS - 1


@dataclass(frozen=True, slots=True)
class _Turned:
    """A sentence of the text, and what it would be if it were not so."""

    line: Line
    text: str


def right_claims(workshop: Workshop) -> Iterator[Candidate]:
    """Which of four statements is right: about one term where the text says enough of it, else about the lesson."""
    material = workshop.material
    lines = [line for line in workshop.alone if _is_plain(workshop, line)]
    wrong_ones = [_Turned(line, text) for line in lines for text in turned(material, line)]
    wrong_ones += [
        _Turned(said.line, text)
        for said in workshop.statements
        if not said.anaphoric and not MAY.search(said.predicate)
        for text in (*untrue(said.sentence), said_of_another(workshop, said))
        if text
    ]
    workshop.rng.shuffle(wrong_ones)
    for line in lines:
        for key, wrong in _variants(workshop, line, wrong_ones):
            of_term = worded(material.language, "right_claim_of", material.name(key)) if key else ""
            choices = (Choice(text=line.sentence.text, right=True), *(Choice(text=one.text) for one in wrong))
            item = Item(
                kind="single_choice",
                prompt=of_term or worded(material.language, "right_claim", material.title),
                choices=choices,
                passages=(*(one.line.passage for one in wrong), line.passage),
                topic=key or next(iter(_terms_of(workshop, line)), material.title),
            )
            yield Candidate(item, workshop.telling(line.sentence.text) / 30 + 0.7 * bool(key) + 0.4)


def _terms_of(workshop: Workshop, line: Line) -> list[str]:
    """The terms of a sentence, the surest first."""
    terms = workshop.material.terms
    return sorted(line.keys & terms.keys(), key=lambda key: (-terms[key].chance, key))


def _is_plain(workshop: Workshop, line: Line) -> bool:
    text = line.sentence.text
    content = workshop.material.content(line.sentence.stems)
    return len(text.split()) <= MOST_WORDS and len(content) >= LEAST_CONTENT and not set(text) & set("?:“”()")


def _variants(workshop: Workshop, line: Line, turned: Sequence[_Turned]) -> Iterator[tuple[str, list[_Turned]]]:
    """Sentences turned round by threes, no one twice, each time with the term that all four are about; no term where
    they have none in common."""
    length = len(line.sentence.text)
    near = [
        one
        for one in turned
        if one.line is not line and max(length, len(one.text)) <= LONGEST_APART * min(length, len(one.text))
    ]
    tells = workshop.telling(line.sentence.text)

    def stands_out(one: _Turned) -> tuple[bool, bool, bool]:
        """Whether it is told from the right one by its words, by how much it says, by its length."""
        own = set(workshop.material.content(workshop.material.stems_in(one.text)))
        return (not own <= one.line.stems, workshop.telling(one.text) <= tells, len(one.text) <= length)

    near.sort(key=stands_out)
    for key in ("", *_terms_of(workshop, line)):
        among = [one for one in near if not key or key in one.line.keys]
        among = list({one.line.number: one for one in reversed(among)}.values())[::-1]  # one of each sentence
        rounds = min(MOST_VARIANTS, len(among) // WRONG)
        for at in range(rounds):
            yield key, among[at::rounds][:WRONG]
