"""What in a short answer speaks for its being right, beside a reference answer and the question."""

from collections.abc import Iterable, Sized
from functools import lru_cache
from math import log1p

from functions.ai.domain.grading.softly import found_softly, soft_size
from functions.ai.domain.grading.wording import Wording
from functions.ai.domain.reading import stem

SIGNS_OF_ANSWERS = (
    "new words of the reference found, by their beginnings",
    "order kept, of the reference",
    "order kept, of the answer",
    "new words shared, both ways, each with the nearest in spelling",
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
    "of the reference, softly",
    "of the answer, softly",
    "shared with the reference, softly",
    "of the question, softly",
    "of the answer in the question, softly",
    "shared with the question, softly",
    "new words of the reference found, softly",
    "new words of the answer that the reference has, softly",
    "words that neither has",
    "says yes or no as the reference does",
    "says yes or no, but not as the reference does",
    "says yes or no",
    "length",
    "words of its own",
    "how much of it says something",
    "length beside the reference",
    "one or two words",
    "has no words of its own",
    "owns that it does not know",
    "denies what neither the reference nor the question does",
)
_ASKED = ("why", "explain", "how", "describ", "what", "which", "evid", "happen", "relationship")
"""What a question may ask for, by its stems."""
SIGNS_OF_TASKS = (
    *(f"asks with {word}" for word in _ASKED),
    "length of the question",
    "length of the reference",
    "sentences of the reference",
    "how much of the reference is in the question",
    "the reference denies",
    "the reference takes a side",
    "sides in the reference",
    "numbers in the reference",
    "the reference says yes or no",
    "letters of the reference like the question",
    "new words in the reference",
    "length of the words of the reference",
)
"""How hard a question is: the same for all its answers."""
SIGNS = (*SIGNS_OF_ANSWERS, *SIGNS_OF_TASKS)
_AT_A_LOSS = (("not", "know"), ("not", "sure"), ("no", "idea"))
_VERDICTS = frozenset(("yes", "no", "agre", "disagre"))

_OPPOSITES = """
    more/less higher/lower high/low hot/cold warm/cool heat/cool big/small bigger/smaller large/small larger/smaller
    long/short longer/shorter fast/slow faster/slower open/close up/down same/different heavy/light heavier/lighter
    loud/quiet on/off hard/soft harder/softer before/after attract/repel gain/lose strong/weak stronger/weaker
    thick/thin thicker/thinner first/last most/least wet/dry left/right north/south positive/negative add/remove
    expand/contract always/never all/none alive/dead true/false yes/no good/bad better/worse tight/loose
    tighter/looser deep/shallow float/sink start/stop begin/end push/pull inner/outer inside/outside top/bottom
    rough/smooth with/without young/old rise/fall day/night increase/decrease
"""

_LEAST_NEW = 0.3
_MOST_WORDS = 40
"""More different words are no longer counted: an answer gains nothing by going on."""


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _OPPOSITES.split():
        one, other = (stem(word, "en") for word in pair.split("/"))
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


_OPPOSITE = _opposites()


def signs_of(question: Wording, reference: Wording, answer: Wording) -> tuple[float, ...]:
    """The signs, in the order of `SIGNS`; with a constant at the end."""
    new = (reference.telling - question.telling) or reference.telling
    offered = answer.telling - question.telling
    found = found_softly(new & reference.counted, answer.counted)
    apt = found_softly(offered & answer.counted, reference.counted)
    kept = _in_order(answer.stems, reference.stems)
    sides = [word for word in reference.all if word in _OPPOSITE]
    length = log1p(min(len(answer.pairs) + 1, _MOST_WORDS))  # what is said again adds no pair
    return (
        _share(_beginnings(new) & _beginnings(offered), _beginnings(new)),
        kept / max(len(reference.stems), 1),
        kept / max(len(answer.stems), 1),
        2 * found * apt / (found + apt) if found + apt else 0.0,
        min(length - log1p(len(reference.stems)), 0.0),
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
        *_soft_signs(question.counted, reference.counted, answer.counted),
        *_verdicts(reference, answer),
        length,
        log1p(min(len(offered), _MOST_WORDS)),
        len(answer.telling) / max(len(answer.stems), 1),
        min(length - log1p(len(reference.stems)), 1.0),
        float(len(answer.stems) <= 2),
        float(not offered),
        float(any(pair in answer.pairs for pair in _AT_A_LOSS) or not answer.all.isdisjoint(("idk", "dunno", "mayb"))),
        float(answer.denies and not reference.denies and not question.denies),
        *_signs_of_task(question, reference),
        1.0,
    )


def _soft_signs(question: frozenset[str], reference: frozenset[str], answer: frozenset[str]) -> tuple[float, ...]:
    asked, right, said = soft_size(question), soft_size(reference), soft_size(answer)
    known, right_or_said, asked_or_said = (
        soft_size(question | reference),
        soft_size(reference | answer),
        soft_size(question | answer),
    )
    offered = asked_or_said - asked
    apt = known - asked + offered - (soft_size(question | reference | answer) - asked)
    return (
        *_soft_shares(right, said, right + said - right_or_said),
        *_soft_shares(asked, said, asked + said - asked_or_said),
        apt / max(known - asked, _LEAST_NEW),
        apt / max(offered, _LEAST_NEW),
        min(offered - apt, 10.0) / 10,
    )


def _soft_shares(one: float, other: float, both: float) -> tuple[float, float, float]:
    return both / (one or 1), both / (other or 1), 2 * both / (one + other or 1)


def _verdicts(reference: Wording, answer: Wording) -> tuple[float, float, float]:
    right, said = (_VERDICTS.intersection(one.stems[:3]) for one in (reference, answer))
    return float(bool(right & said)), float(bool(right and said and not right & said)), float(bool(said))


@lru_cache(maxsize=1024)
def _signs_of_task(question: Wording, reference: Wording) -> tuple[float, ...]:
    sides = sum(word in _OPPOSITE for word in reference.stems)
    telling = reference.telling
    return (
        *(float(word in question.all) for word in _ASKED),
        log1p(len(question.stems)),
        log1p(len(reference.stems)),
        float(min(reference.sentences, 5)),
        _share(telling & question.telling, telling),
        float(reference.denies),
        float(sides > 0),
        float(min(sides, 4)),
        float(bool(reference.numbers)),
        float(bool(_VERDICTS.intersection(reference.stems[:1]))),
        reference.likeness(question),
        log1p(len(telling - question.telling)),
        min(sum(map(len, telling)) / max(len(telling), 1), 12.0),
    )


def _contradicts(reference: Wording, answer: Wording) -> bool:
    return any(
        other in answer.all and word not in answer.all and other not in reference.all
        for word in reference.all
        for other in _OPPOSITE.get(word, ())
    )


def _beginnings(words: Iterable[str]) -> set[str]:
    return {word[:5] for word in words}


def _share(part: Sized, whole: Sized) -> float:
    return len(part) / len(whole) if whole else 0.0


def _in_order(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many stems stand in both in the same order (the longest common subsequence)."""
    before = [0] * (len(other) + 1)
    for word in one:
        now = [0]
        for place, there in enumerate(other):
            now.append(before[place] + 1 if word == there else max(before[place + 1], now[-1]))
        before = now
    return before[-1]
