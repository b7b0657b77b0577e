"""Questions that are answered by arranging: terms and what is said of them, events by their years, steps."""

import re
from collections.abc import Iterator

from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.items import Item, Pair
from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.making.choices import is_proper, said_apart
from functions.ai.domain.questions.making.lists import listed
from functions.ai.domain.questions.material import SUBJECT_CHANCE, Line
from functions.ai.domain.questions.statements import DEFINES, Statement
from functions.ai.domain.questions.wording import worded

PAIRS = 4
FEWEST, MOST = 3, 6
"""Things to put in order."""
_STAGES = re.compile(r"\b(stages?|phases?|steps|sequence|in order|from (?:the )?\w+ to (?:the )?\w+)\b", re.I)
_IN_YEAR = re.compile(
    r"(?:^In (?P<first>1\d{3}|20\d{2}),\s+(?P<event>.{20,140})\.$)"
    r"|(?:^(?P<said>.{20,140}) in (?P<last>1\d{3}|20\d{2})\.$)"
)
_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")
_STEP = re.compile(
    r"(?P<cue>First|Second|Third|Fourth|Next|Then|After that|Finally|Lastly),?\s+(?P<said>.{15,160})[.]$"
)
_COUNTS = {"First", "Second", "Third", "Fourth"}
"""What may count reasons as well as steps."""


def matchings(workshop: Workshop) -> Iterator[Candidate]:
    """Terms, and what is said of each."""
    for number in ("one", "many"):
        waiting = [
            said
            for said in sorted(workshop.statements, key=lambda one: -workshop.worth(one.key, one.predicate))
            if said.number == number
            and not said.intro
            and not is_proper(said.subject)
            and (workshop.material.terms[said.key].chance > SUBJECT_CHANCE or DEFINES.match(said.predicate))
        ]
        while len(group := _apart(workshop, waiting)) == PAIRS:
            group.sort(key=lambda said: said.line.number)
            it = "They" if number == "many" else "It"
            pairs = tuple(
                Pair(prompt=grammar.capitalized(said.subject), match=f"{it} {said.predicate}.") for said in group
            )
            passages = tuple(dict.fromkeys(passage for said in group for passage in said.passages))
            item = Item(
                kind="matching",
                prompt="Match each term with what is said of it.",
                pairs=pairs,
                passages=passages,
                topic=" | ".join(said.key for said in group),
            )
            yield Candidate(item, 1.5 + sum(workshop.worth(said.key, said.predicate) for said in group) / PAIRS)
            waiting = [said for said in waiting if said not in group]


def _apart(workshop: Workshop, waiting: list[Statement]) -> list[Statement]:
    group: list[Statement] = []
    for said in waiting:
        if all(said_apart(workshop, said, one) and said_apart(workshop, one, said) for one in group):
            group.append(said)
        if len(group) == PAIRS:
            break
    return group


def orderings(workshop: Workshop) -> Iterator[Candidate]:
    """Events by their years, steps as they are told, stages as they are listed."""
    if workshop.material.language != "en":
        return
    yield from _events(workshop)
    yield from _steps(workshop)
    yield from _stages(workshop)


def _events(workshop: Workshop) -> Iterator[Candidate]:
    by_year: dict[int, tuple[str, Line]] = {}
    for line in workshop.alone:
        text = line.sentence.text
        found = _IN_YEAR.match(text)
        if found and len(_YEAR.findall(text)) == 1 and not grammar.leans(text):
            said = found["event"] or found["said"]
            by_year.setdefault(int(found["first"] or found["last"]), (grammar.capitalized(said), line))
    years = sorted(by_year)
    for at in range(0, len(years), MOST):
        if len(group := years[at : at + MOST]) >= FEWEST:
            events = [by_year[year] for year in group]
            yield _ordered(workshop, worded("en", "dates"), [said for said, _ in events], [line for _, line in events])


def _steps(workshop: Workshop) -> Iterator[Candidate]:
    run: list[tuple[str, Line]] = []
    for line in (*workshop.material.lines, None):
        found = _STEP.match(line.sentence.text) if line else None
        if line and found and not grammar.leans(found["said"]):
            if run and (found["cue"] == "First" or line.passage.paragraph - run[-1][1].passage.paragraph > 1):
                yield from _run(workshop, run)
                run = []
            run.append((grammar.capitalized(found["said"]), line))
        elif run and (line is None or line.passage.paragraph - run[-1][1].passage.paragraph > 1):
            yield from _run(workshop, run)
            run = []


def _run(workshop: Workshop, run: list[tuple[str, Line]]) -> Iterator[Candidate]:
    follows = any(_STEP.match(line.sentence.text)["cue"] not in _COUNTS for _, line in run)  # type: ignore[index]  # it did
    if follows and len(run) >= FEWEST and _STEP.match(run[0][1].sentence.text)["cue"] == "First":  # type: ignore[index]  # it did
        yield _ordered(
            workshop, worded("en", "steps"), [said for said, _ in run[:MOST]], [line for _, line in run[:MOST]]
        )


def _stages(workshop: Workshop) -> Iterator[Candidate]:
    for line in workshop.material.lines:
        found = listed(line)
        if found and FEWEST <= len(found[1]) <= MOST and _STAGES.search(found[0]) and not grammar.leans(found[0]):
            head = re.sub(r"\s*(?:including|such as|called|:|are|include)$", "", found[0])
            prompt = f"Put these in order, the first one first: {head[0].lower()}{head[1:]}."
            yield _ordered(workshop, prompt, list(found[1]), [line])


def _ordered(workshop: Workshop, prompt: str, things: list[str], lines: list[Line]) -> Candidate:
    passages = tuple(line.passage for line in lines)
    topic = f"order of {workshop.material.key_of(things[0])}"
    return Candidate(Item(kind="ordering", prompt=prompt, sequence=tuple(things), passages=passages, topic=topic), 2.0)
