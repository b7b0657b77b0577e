"""What in a short answer speaks for its being right, beside a reference answer and the question."""

from collections.abc import Iterable, Mapping
from math import log1p

from functions.ai.domain.grading.wording import Wording

SIGNS = (
    "new words of the reference found, by their beginnings",
    "order kept, of the reference",
    "order kept, of the answer",
    "new words shared, both ways",
    "shorter than the reference",
    "denies",
    "denies what the reference does not, or the other way round",
    "pairs of words shared",
    "letters like the reference",
    "letters like the question",
    "numbers the reference has not",
    "numbers of the reference found",
    "the opposite is said",
    "words for sides found",
    "says nothing",
)

_OPPOSITES = """
    more/less higher/lower high/low hot/cold warm/cool heat/cool big/small bigger/smaller large/small larger/smaller
    long/short longer/shorter fast/slow faster/slower open/close up/down same/different heavy/light heavier/lighter
    loud/quiet on/off hard/soft harder/softer before/after attract/repel gain/lose strong/weak stronger/weaker
    thick/thin thicker/thinner first/last most/least wet/dry left/right north/south positive/negative add/remove
    expand/contract always/never all/none alive/dead true/false yes/no good/bad better/worse tight/loose
    tighter/looser deep/shallow float/sink start/stop begin/end push/pull inner/outer inside/outside top/bottom
    rough/smooth with/without young/old rise/fall day/night increase/decrease
"""

Synonyms = Mapping[str, frozenset[str]]
"""Stems that a course uses for the same thing."""


def _opposites() -> dict[str, frozenset[str]]:
    from functions.ai.domain.reading import stem

    found: dict[str, set[str]] = {}
    for pair in _OPPOSITES.split():
        one, other = (stem(word, "en") for word in pair.split("/"))
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


_OPPOSITE = _opposites()


def signs_of(question: Wording, reference: Wording, answer: Wording, synonyms: Synonyms) -> tuple[float, ...]:
    """The signs, in the order of `SIGNS`; with a constant at the end."""
    said = answer.telling | {same for word in answer.telling for same in synonyms.get(word, ())}
    new = (reference.telling - question.telling) or reference.telling
    offered = answer.telling - question.telling
    found, apt = _share(new & said, new), _share(offered & _with(reference.telling, synonyms), offered)
    kept = _in_order(answer.stems, reference.stems)
    sides = [word for word in reference.all if word in _OPPOSITE]
    return (
        _share(_beginnings(new) & _beginnings(said - question.telling), _beginnings(new)),
        kept / max(len(reference.stems), 1),
        kept / max(len(answer.stems), 1),
        2 * found * apt / (found + apt) if found + apt else 0.0,
        min(log1p(len(answer.stems)) - log1p(len(reference.stems)), 0.0),
        float(answer.denies),
        float(answer.denies != reference.denies),
        _share(answer.pairs & reference.pairs, reference.pairs),
        answer.likeness(reference),
        answer.likeness(question),
        float(bool(answer.numbers - reference.numbers - question.numbers)),
        _share(reference.numbers & answer.numbers, reference.numbers) if reference.numbers else 0.5,
        float(_contradicts(reference, answer)),
        sum(word in answer.all for word in sides) / len(sides) if sides else 0.5,
        float(not answer.telling),
        1.0,
    )


def _contradicts(reference: Wording, answer: Wording) -> bool:
    return any(
        other in answer.all and word not in answer.all and other not in reference.all
        for word in reference.all
        for other in _OPPOSITE.get(word, ())
    )


def _with(words: frozenset[str], synonyms: Synonyms) -> frozenset[str]:
    return words | {same for word in words for same in synonyms.get(word, ())}


def _beginnings(words: Iterable[str]) -> set[str]:
    return {word[:5] for word in words}


def _share(part: set[str] | frozenset[str] | frozenset[tuple[str, str]], whole: object) -> float:
    size = len(whole)  # type: ignore[arg-type]  # any sized
    return len(part) / size if size else 0.0


def _in_order(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many stems stand in both in the same order (the longest common subsequence)."""
    before = [0] * (len(other) + 1)
    for word in one:
        now = [0]
        for place, there in enumerate(other):
            now.append(before[place] + 1 if word == there else max(before[place + 1], now[-1]))
        before = now
    return before[-1]
