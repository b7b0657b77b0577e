"""Questions with one right option of four."""

from collections.abc import Iterator, Sequence

from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.distractors import distractors
from functions.ai.domain.questions.items import OPTIONS, Choice, Item
from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.making.claims import right_claims
from functions.ai.domain.questions.making.topics import about_topics
from functions.ai.domain.questions.statements import Statement
from functions.ai.domain.questions.wording import worded

MOST_CLUES = 3
"""How many statements stand in for a term that is not named."""
LONGEST_APART = 1.6
"""By how much the longest of whole statements as options may be longer than the shortest."""


def single_choices(workshop: Workshop) -> Iterator[Candidate]:
    """All that can be asked with one right option."""
    yield from _which(workshop)
    yield from _named(workshop)
    yield from _described(workshop)
    yield from _also_said(workshop)
    if workshop.material.language == "en":
        yield from right_claims(workshop)
        yield from about_topics(workshop)
    yield from _completed(workshop)


def _which(workshop: Workshop) -> Iterator[Candidate]:
    """Which of four terms it is that something is said of."""
    for statement in workshop.statements:
        what = "who" if _is_person(workshop, statement) else "which of the following"
        asked = f"{what} {statement.predicate}?"
        prompt = f"{statement.intro}, {asked}" if statement.intro else grammar.capitalized(asked)
        yield from _of_terms(workshop, statement, prompt, f"{statement.intro} {statement.predicate}", bonus=1.0)


def _named(workshop: Workshop) -> Iterator[Candidate]:
    """What something is called."""
    for naming in workshop.namings:
        be = "is" if naming.number == "one" else "are"
        prompt = f"What {be} {lowered(workshop, naming.predicate)} called?"
        yield from _of_terms(workshop, naming, prompt, naming.predicate, bonus=1.5)


def _of_terms(workshop: Workshop, said: Statement, prompt: str, asked: str, *, bonus: float) -> Iterator[Candidate]:
    material = workshop.material
    among = workshop.persons if _is_person(workshop, said) else None
    wrong = distractors(material, said.key, said.subject, asked, said.lines, OPTIONS - 1, among=among)
    if len(wrong) < OPTIONS - 1:
        return
    choices = (Choice(text=said.subject, right=True), *(Choice(text=material.name(one)) for one in wrong))
    item = Item(kind="single_choice", prompt=prompt, choices=choices, passages=said.passages, topic=said.key)
    yield Candidate(item, workshop.worth(said.key, asked) + bonus + 0.7 * said.anaphoric)


def _described(workshop: Workshop) -> Iterator[Candidate]:
    """Which of four statements fits a term; the others are said of other terms."""
    for statement in workshop.statements:
        if grammar.negates(statement.predicate):
            continue
        if statement.intro or (is_proper(statement.subject) and not _is_person(workshop, statement)):
            continue
        others = _said_of_others(workshop, statement)
        if len(others) < OPTIONS - 1:
            continue
        it = _it(workshop, statement)
        choices = (
            Choice(text=f"{it} {statement.predicate}.", right=True),
            *(Choice(text=f"{it} {other.predicate}.") for other in others),
        )
        name = f"{statement.article.lower()} {statement.subject}".strip()
        item = Item(
            kind="single_choice",
            prompt=f"Which statement about {name} is correct?",
            choices=choices,
            passages=statement.passages,
            topic=statement.key,
        )
        yield Candidate(item, workshop.worth(statement.key, statement.predicate) + 0.4 + 0.7 * statement.anaphoric)


def _also_said(workshop: Workshop) -> Iterator[Candidate]:
    """Which of four statements is of the same term as a fifth: the term itself is not named, so one has to know it."""
    for statement in workshop.statements:
        clues = [
            clue
            for clue in workshop.statements
            if clue.key == statement.key and clue.line is not statement.line and clue.number == statement.number
        ]
        others = _said_of_others(workshop, statement) if clues and not statement.intro else ()
        for clue in clues[:MOST_CLUES]:
            if len(others) < OPTIONS - 1 or clue.intro:
                continue
            it = _it(workshop, statement)
            choices = (
                Choice(text=f"{it} {statement.predicate}.", right=True),
                *(Choice(text=f"{it} {other.predicate}.") for other in others),
            )
            item = Item(
                kind="single_choice",
                prompt=f"“{it} {clue.predicate}.” Which other statement is about the same?",
                choices=choices,
                passages=tuple(dict.fromkeys((*clue.passages, *statement.passages))),
                topic=statement.key,
            )
            yield Candidate(item, workshop.worth(statement.key, statement.predicate) + 0.8)


def _said_of_others(workshop: Workshop, statement: Statement) -> Sequence[Statement]:
    material = workshop.material
    own = set(statement.key.split())
    length = len(statement.predicate)
    taken = set(material.content(material.stems_in(statement.predicate)))
    found: list[tuple[float, Statement]] = []
    for other in (*workshop.statements, *workshop.elsewhere):
        stems = material.stems_in(other.predicate)
        words = set(other.key.split())
        alike = max(len(other.predicate), length) / min(len(other.predicate), length)
        tells = own & set(stems) or taken & set(material.content(stems)) == taken
        person = other.key in workshop.persons
        if other.number != statement.number or other.intro or words & own == own or words <= own or tells:
            continue
        if person is not _is_person(workshop, statement) or (not person and is_proper(other.subject)):
            continue
        first = statement.predicate.split()[0] == other.predicate.split()[0]
        if alike <= LONGEST_APART and said_apart_from(workshop, statement.key, other):
            found.append((_closeness(workshop, statement, other) + 0.3 * first - 0.3 * (alike - 1), other))
    chosen: list[Statement] = []
    for _, other in sorted(found, key=lambda one: -one[0]):
        if all(other.key != one.key for one in chosen):
            chosen.append(other)
    return chosen[: OPTIONS - 1]


def _closeness(workshop: Workshop, statement: Statement, other: Statement) -> float:
    """How hard it is to tell what is said of another term from what is said of this one."""
    material = workshop.material
    here = other.key in material.mentions
    telling = workshop.telling(other.predicate) >= workshop.telling(f"{statement.subject} {statement.predicate}")
    return material.likeness(statement.key, other.key) + 0.5 * here + 0.4 * telling


def said_apart(workshop: Workshop, one: Statement, other: Statement) -> bool:
    """Whether two statements are of terms that cannot be taken for each other, and neither names the other's."""
    own, words = set(one.key.split()), set(other.key.split())
    named = own & set(workshop.material.stems_in(other.predicate))
    return not (own <= words or words <= own or named) and said_apart_from(workshop, one.key, other)


def said_apart_from(workshop: Workshop, key: str, other: Statement) -> bool:
    """Whether what is said of another term can be taken for said of that alone."""
    content = set(workshop.material.content(workshop.material.stems_in(other.predicate)))
    lines = [
        line for line in workshop.material.mentions.get(key, []) if line.number not in {x.number for x in other.lines}
    ]
    return all(len(content & line.stems) * 2 < len(content) for line in lines) and not any(
        key in line.keys for line in other.lines
    )


def _completed(workshop: Workshop) -> Iterator[Candidate]:
    """Which of four terms a sentence lacks."""
    material = workshop.material
    for line, mention, name, holed in workshop.gaps():
        wrong = distractors(material, mention.key, name, holed, [line], OPTIONS - 1, taken=line.keys)
        if len(wrong) < OPTIONS - 1:
            continue
        opens = mention.start == 0 and not material.name(mention.key)[0].isupper()
        texts = [name, *(material.name(one) for one in wrong)]
        right, *others = [grammar.capitalized(text) for text in texts] if opens else texts
        choices = (Choice(text=right, right=True), *(Choice(text=text) for text in others))
        prompt = worded(material.language, "complete_choice", holed)
        item = Item(kind="single_choice", prompt=prompt, choices=choices, passages=(line.passage,), topic=mention.key)
        yield Candidate(item, workshop.worth(mention.key, holed) * 0.8)


def _it(workshop: Workshop, statement: Statement) -> str:
    if _is_person(workshop, statement):
        return "This person"
    return "They" if statement.number == "many" else "It"


def is_proper(name: str) -> bool:
    """Whether a name is of one alone: written with a capital, and no acronym."""
    return name[0].isupper() and not name.isupper() and name[1:2].islower()


def _is_person(workshop: Workshop, statement: Statement) -> bool:
    return statement.key in workshop.persons


def lowered(workshop: Workshop, text: str) -> str:
    """A piece from the beginning of a sentence, for the middle of one."""
    first = text.split()[0]
    keeps = first != "I" and ((first.isupper() and len(first) > 1) or workshop.material.is_proper(first))
    return text if keeps else text[0].lower() + text[1:]
