"""How alike two documents are, whatever was moved, renamed or put into other words.

Prose: the mean of three shares. Each sentence against the sentence of the other document that says the most alike, by
the cosine of their words, order apart, where a sentence counts by its words; which words the other one has; and which
pairs of neighbours. Programs: which share of the other's tokens and pairs of tokens is here,
by weight, and, less, which share of these is there, so that added lines hide little.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from functions.assessment.domain.originality.unit import Unit

ALL = 10_000
_COPIED, _COPYING = 7, 3
"""How the two directions count for programs: tenths of their geometric mean."""


def of_prose(document: Sequence[Unit], other: Sequence[Unit]) -> int:
    """How much of a text another one says too, in basis points."""
    shares = [_said(document, other), *(_had(document, other, size) for size in (1, 2))]
    return sum(shares) // len(shares)


def of_programs(document: Sequence[Unit], other: Sequence[Unit]) -> int:
    """How much of another program is in this one, in basis points."""
    shares = []
    for size in (1, 2):
        here, there = _grams(document, size), _grams(other, size)
        forth, back = _share(here, there), _share(there, here)
        shares.append(round(math.pow(forth, _COPIED / 10) * math.pow(back, _COPYING / 10)))
    return sum(shares) // len(shares)


def _sentences(document: Iterable[Unit]) -> Mapping[int, set[str]]:
    sentences: dict[int, set[str]] = defaultdict(set)
    for unit in document:
        if unit.weight:
            sentences[unit.sentence].add(unit.form)
    return sentences


def _grams(document: Sequence[Unit], size: int) -> dict[tuple[str, ...], tuple[int, int]]:
    """Every run of so many units: how often it stands there, and what it weighs."""
    counts: Counter[tuple[str, ...]] = Counter()
    weights: dict[tuple[str, ...], int] = {}
    for place in range(len(document) - size + 1):
        run = document[place : place + size]
        forms = tuple(unit.form for unit in run)
        counts[forms] += 1
        weights[forms] = sum(unit.weight for unit in run)
    return {forms: (count, weights[forms]) for forms, count in counts.items()}


def _share(here: Mapping[tuple[str, ...], tuple[int, int]], there: Mapping[tuple[str, ...], tuple[int, int]]) -> int:
    """Which share of there's weight is here, in basis points."""
    total = sum(count * weight for count, weight in there.values())
    common = sum(min(count, here.get(forms, (0, 0))[0]) * weight for forms, (count, weight) in there.items())
    return ALL * common // total if total else 0


def _said(document: Sequence[Unit], other: Sequence[Unit]) -> int:
    """How much of what the sentences say some sentence of the other document says."""
    total = said = 0
    holding: dict[str, set[int]] = defaultdict(set)
    sizes: dict[int, int] = {}
    for sentence, words in _sentences(other).items():
        sizes[sentence] = len(words)
        for word in words:
            holding[word].add(sentence)
    for words in _sentences(document).values():
        shared: Counter[int] = Counter()
        for word in words:
            shared.update(holding.get(word, ()))
        best = max(
            (math.isqrt(ALL * ALL * count * count // (len(words) * sizes[there])) for there, count in shared.items()),
            default=0,
        )
        total += len(words)
        said += len(words) * min(ALL, best)
    return said // total if total else 0


def _had(document: Sequence[Unit], other: Sequence[Unit], size: int) -> int:
    """Which share of the runs of so many weighty words the other document has."""
    here, there = (set(_runs(one, size)) for one in (document, other))
    return ALL * len(here & there) // len(here) if here else 0


def _runs(document: Sequence[Unit], size: int) -> Iterable[tuple[str, ...]]:
    forms = [unit.form for unit in document if unit.weight]
    return (tuple(forms[place : place + size]) for place in range(len(forms) - size + 1))
