"""Questions about what is said in connection with a term that the sentence itself does not name.

A paragraph that opens with a term, and comes back to it, is about that term: what its further sentences say is said of
it. Such questions cannot be answered by finding the sentence that holds the same words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.items import OPTIONS, Choice, Item
from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.material import Line

LEAST_CHANCE = 0.01
LONGEST_APART = 1.5
MOST_WORDS = 26
LEAST_CONTENT = 5


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence about a topic, and the one that names the topic."""

    topic: str
    naming: Line
    line: Line


def about_topics(workshop: Workshop) -> Iterator[Candidate]:
    """Which of four sentences is about a topic."""
    material = workshop.material
    said = _all_said(workshop)
    where = _paragraphs_naming(workshop)
    for one in said:
        others = _others(workshop, one, said, where)
        if len(others) < OPTIONS - 1:
            continue
        choices = (
            Choice(text=one.line.sentence.text, right=True),
            *(Choice(text=other.line.sentence.text) for other in others),
        )
        item = Item(
            kind="single_choice",
            prompt=f"Which of these does the text say in connection with {_with_article(workshop, one)}?",
            choices=choices,
            passages=(one.naming.passage, one.line.passage),
            topic=one.topic,
        )
        worth = workshop.worth(one.topic, one.line.sentence.text)
        tied = sum(material.likeness(one.topic, key) for key in one.line.keys)
        yield Candidate(item, worth * 0.8 + min(1.0, tied))


def _all_said(workshop: Workshop) -> list[_Said]:
    material = workshop.material
    paragraphs: dict[int, list[Line]] = defaultdict(list)
    for line in material.lines:
        paragraphs[line.passage.paragraph].append(line)
    alone = {line.number for line in workshop.alone}
    found = []
    for lines in paragraphs.values():
        topic = _topic(workshop, lines)
        if topic is None:
            continue
        own = set(material.content(topic.split()))
        for line in lines[1:]:
            fits = line.number in alone and len(line.sentence.text.split()) <= MOST_WORDS
            content = set(material.content(line.sentence.stems))
            if fits and not own & set(line.stems) and len(content) >= LEAST_CONTENT:
                found.append(_Said(topic, lines[0], line))
    return found


def _topic(workshop: Workshop, lines: Sequence[Line]) -> str | None:
    """What a paragraph is about: the term that its first sentence names and that it names most; None for no one term
    before all others."""
    material = workshop.material
    times = Counter(mention.key for line in lines for mention in line.mentions if mention.key in material.terms)
    first = {mention.key for mention in lines[0].mentions}
    subjects = {said.key for said in workshop.statements if said.line is lines[0]}
    weighed = {
        key: times[key] * material.terms[key].chance ** 0.5 + 2 * (key in subjects)
        for key in first & times.keys()
        if material.terms[key].chance >= LEAST_CHANCE and (times[key] > 1 or key in subjects)
    }
    return max(sorted(weighed), key=weighed.__getitem__) if weighed else None


def _paragraphs_naming(workshop: Workshop) -> Mapping[str, set[int]]:
    """In which paragraphs a topic, or a part of its name that says something, stands."""
    found: dict[str, set[int]] = defaultdict(set)
    for key in workshop.material.terms:
        words = set(workshop.material.content(key.split()))
        for line in workshop.material.lines:
            if words & line.stems:
                found[key].add(line.passage.paragraph)
    return found


def _others(workshop: Workshop, one: _Said, said: Sequence[_Said], where: Mapping[str, set[int]]) -> list[_Said]:
    material = workshop.material
    length = len(one.line.sentence.text)
    ranked = []
    for other in said:
        size = len(other.line.sentence.text)
        apart = max(size, length) / min(size, length)
        if other.line.passage.paragraph in where[one.topic] or apart > LONGEST_APART or other.topic == one.topic:
            continue
        shared = set(one.line.stems) & set(material.content(other.line.sentence.stems))
        ranked.append((material.likeness(one.topic, other.topic) + 0.1 * len(shared) - 0.5 * (apart - 1), other))
    chosen: list[_Said] = []
    for _, other in sorted(ranked, key=lambda pair: (-pair[0], pair[1].line.number)):
        if all(other.topic != taken.topic for taken in chosen):
            chosen.append(other)
    return chosen[: OPTIONS - 1]


def _with_article(workshop: Workshop, one: _Said) -> str:
    name = workshop.material.name(one.topic)
    said = next((said for said in workshop.statements if said.key == one.topic and said.article == "The"), None)
    return f"the {name}" if said and not grammar.is_plural(name.split()) else name
