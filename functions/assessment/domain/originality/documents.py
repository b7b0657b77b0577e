"""Documents as sequences of units: the words of a text, or the tokens of a program, without what never counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from functions.assessment.domain.kinds import Kind
from functions.assessment.domain.originality.unit import Unit

LONGEST = 200_000
"""Characters of a document that are looked at."""
OWN_RUN = 6
"""So many units in a row that the task itself has are the task's, not the author's."""


@dataclass(frozen=True, slots=True)
class Document:
    """What somebody wrote."""

    text: str
    kind: Kind = Kind.PROSE


@lru_cache(maxsize=256)
def units(document: Document, own: tuple[str, ...] = ()) -> tuple[Unit, ...]:
    """The units of a document in order, without quotations and without what the task says itself."""
    found = _read(document)
    for text in own:
        found = _without(found, _read(Document(text, document.kind)))
    return found


def _read(document: Document) -> tuple[Unit, ...]:
    # What reads them is brought when there is something to read.
    from functions.assessment.domain.originality import programs, prose

    text = document.text[:LONGEST]
    return prose.read(text) if document.kind is Kind.PROSE else programs.read(text, document.kind)


def _without(found: Sequence[Unit], own: Sequence[Unit]) -> tuple[Unit, ...]:
    """What is left without runs that the task has too."""
    forms = [unit.form for unit in own]
    run = min(OWN_RUN, len(forms))
    known = {tuple(forms[place : place + run]) for place in range(len(forms) - run + 1)} if run else set()
    taken: set[int] = set()
    for place in range(len(found) - run + 1):
        if tuple(unit.form for unit in found[place : place + run]) in known:
            taken.update(range(place, place + run))
    return tuple(unit for place, unit in enumerate(found) if place not in taken)
