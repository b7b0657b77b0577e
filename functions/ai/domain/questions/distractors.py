"""Wrong options: terms of the course that look like the right one and keep its company, and are not right too."""

import re
from collections.abc import Collection, Sequence

from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.material import Line, Material

NEARBY = 4
"""Within how many sentences a term counts as one of the same passage."""
ALSO_RIGHT = 0.5
"""What part of the asked words a sentence may share that names another term, before that may be right too."""
_SAME_THING = re.compile(r"^\s*(?:\(|,?\s*(?:or|also|called|known as|that is|i\.e\.|such as|including|like)\b)", re.I)


def distractors(
    material: Material,
    key: str,
    name: str,
    asked: str,
    lines: Sequence[Line],
    many: int,
    *,
    taken: Collection[str] = (),
    among: Collection[str] | None = None,
) -> list[str]:
    """So many other terms, the best first; fewer where there are none that would do.

    ``asked`` is what the options are asked about, ``lines`` are where the right one stands; none is ``taken``, all are
    ``among`` some where that is given.
    """
    asked_stems = material.stems_in(asked)
    content = set(material.content(asked_stems)) - set(key.split())
    form = grammar.shape(name)
    barred = _barred(material, key, lines)
    near = _near(material, lines)
    ranked = []
    for other in material.candidates:
        if other in taken or (among is not None and other not in among):
            continue
        if grammar.shape(material.name(other)) != form or _overlap(key, other) or other in barred:
            continue
        if set(other.split()) <= set(asked_stems) or _may_be_right(material, other, content, lines):
            continue
        ranked.append((_fitness(material, key, name, other, near, lines), other))
    chosen: list[str] = []
    for _, other in sorted(ranked, key=lambda one: (-one[0], one[1])):
        if all(not _overlap(other, one) for one in chosen):
            chosen.append(other)
        if len(chosen) == many:
            break
    return chosen


def _fitness(
    material: Material, key: str, name: str, other: str, near: Collection[str], lines: Sequence[Line]
) -> float:
    written = material.name(other)
    kin = key.split()[-1] == other.split()[-1]
    ending = name[-3:].casefold() == written[-3:].casefold()
    length = abs(len(name.split()) - len(written.split()))
    own = other in material.terms
    return (
        2 * material.likeness(key, other)
        + 0.6 * kin
        + 0.25 * ending
        + 0.5 * (other in near)
        + 1.0 * any(other in line.keys for line in lines)
        + 0.3 * own
        + 2 * min(0.15, material.candidates[other].chance)
        - 0.2 * length
    )


def _near(material: Material, lines: Sequence[Line]) -> set[str]:
    last = lines[-1].number
    around = material.lines[max(0, lines[0].number - NEARBY) : last + NEARBY + 1]
    return {key for line in around for key in line.keys}


def _overlap(one: str, other: str) -> bool:
    """Whether one name is part of the other: "cell" is no wrong answer where "plant cell" is right."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first


def _barred(material: Material, key: str, lines: Sequence[Line]) -> set[str]:
    """Terms that may be the same thing, or what it is a kind of."""
    barred: set[str] = set()
    for line in material.mentions.get(key, []):
        text = line.sentence.text
        spots = {mention.key: mention for mention in line.mentions}
        own = spots[key]
        for other, mention in spots.items():
            first, second = sorted((own, mention), key=lambda one: one.start)
            between = material.text_between(line, first.end, second.start)
            if other != key and len(between.split()) <= 4 and _SAME_THING.match(between):
                barred.add(other)
        opening = re.match(r"(?:the |an? )?", text, re.I)
        if own.start <= 1 and opening and re.match(r"\s*(?:is|are|was|were)\b", material.text_behind(line, own.end)):
            barred |= {other for other, mention in spots.items() if 0 < mention.start - own.end <= 5}
    paragraph = lines[-1].passage.paragraph
    for line in material.lines:
        if line.passage.paragraph == paragraph and line.number >= lines[0].number:
            barred |= {mention.key for mention in line.mentions if mention.start == 1 and _points(line)}
    return barred - {key}


def _points(line: Line) -> bool:
    return line.sentence.tokens[0] in {"This", "These", "Such"}


def _may_be_right(material: Material, other: str, content: Collection[str], cited: Sequence[Line]) -> bool:
    """Whether the text says of another term what is asked, so far as words tell."""
    places = {line.number for line in cited}
    asked = sum(material.rarity(word) for word in content) or 1.0
    for line in material.mentions.get(other, []):
        if line.number in places:
            continue
        shared = sum(material.rarity(word) for word in content if word in line.stems)
        if shared / asked >= ALSO_RIGHT:
            return True
    return False
