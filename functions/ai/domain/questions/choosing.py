"""Putting a set of questions together: the worthiest of each kind, checked, none twice, in a fair arrangement."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from functions.ai.domain.questions.checks import MOST_OF_A_NAME, Asked, Reason, Text, fault, whole_text
from functions.ai.domain.questions.difficulty import difficulty
from functions.ai.domain.questions.guessing import Guesser
from functions.ai.domain.questions.items import OPTIONS, Item, Kind
from functions.ai.domain.questions.making import MAKERS, Candidate, Workshop
from functions.ai.domain.questions.material import Lesson, Material

MOST_OF_A_TOPIC = 2
MOST_OF_A_SENTENCE = 2
GUESSED = 0.40
"""What a guesser may score on the questions with one right option."""
HEADROOM = 0.3
"""How far a small set may be above that."""
LONGEST_RIGHT = 0.30
"""In what share of them the right option may be the longest."""
OFF_LEVEL = 0.8
"""What a level beside the wished one costs a question."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants: so many questions of these kinds, of a difficulty where one is given."""

    kinds: tuple[Kind, ...]
    count: int
    difficulty: int | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that did not pass, and why."""

    item: Item
    reason: Reason


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item, and how likely it is guessed by words; 0 for kinds that offer nothing to choose from."""

    item: Item
    guessed: float


@dataclass(slots=True)
class Generated:
    """Questions that passed, and what did not."""

    items: list[Item] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    guessed: dict[str, float] = field(default_factory=dict)
    """By whole text of a question with one right option, how likely it is guessed by words."""

    def weighed(self) -> list[Weighed]:
        """The items with what a guesser makes of them."""
        return [Weighed(item, self.guessed.get(whole_text(item), 0.0)) for item in self.items]


def generate(
    lesson: Lesson, language: str, wish: Wish, *, seed: str, others: Sequence[Lesson] = (), asked: Sequence[str] = ()
) -> Generated:
    """Questions about a text; fewer than wished where it does not give more. ``others`` are texts of the same course,
    ``asked`` the prompts that its bank has already. The same seed gives the same questions."""
    items = offered(lesson, language, wish, seed=seed, others=others)
    return vetted(items, lesson, language, wish, seed=seed, others=others, asked=asked)


def offered(lesson: Lesson, language: str, wish: Wish, *, seed: str, others: Sequence[Lesson] = ()) -> list[Item]:
    """All that can be asked of a text in these kinds, unchecked: kind after kind, the worthiest first."""
    material, guesser = _read(lesson, language, tuple(others))
    workshop = Workshop(material, Random(f"{seed}|makers"))  # noqa: S311  # chooses questions, guards nothing
    return [candidate.item for candidates in _offers(workshop, guesser, wish) for candidate in candidates]


def vetted(
    items: Sequence[Item],
    lesson: Lesson,
    language: str,
    wish: Wish,
    *,
    seed: str,
    others: Sequence[Lesson] = (),
    asked: Sequence[str] = (),
) -> Generated:
    """A set of what was made of a text, whoever made it, the best first: what passes, with its difficulty."""
    material, guesser = _read(lesson, language, tuple(others))
    offers = {kind: [item for item in items if item.kind == kind] for kind in wish.kinds}
    found = _choose(offers, _text(lesson, material), guesser, wish, asked)
    found.items = arranged(
        [item.model_copy(update={"difficulty": difficulty(item, material, guesser)}) for item in found.items], seed
    )
    return found


@lru_cache(maxsize=1)
def _read(lesson: Lesson, language: str, others: tuple[Lesson, ...]) -> tuple[Material, Guesser]:
    """A text taken apart: once for making questions of it and for checking them."""
    material = Material(lesson, language, others)
    return material, Guesser(material)


def combined(
    sets: Sequence[Sequence[Weighed]], language: str, count: int, asked: Sequence[str], seed: str
) -> Generated:
    """One set of the sets of several texts: in turn from each, none twice, as fair as each of them."""
    text = Text((), language)
    known, fairness, found = Asked(text, asked), _Fairness(), Generated()
    waiting = [iter(one) for one in sets]
    while waiting and len(found.items) < count:
        for one in list(waiting):
            weighed = next(one, None)
            if weighed is None:
                waiting.remove(one)
                continue
            item = weighed.item
            reason: Reason | None = None
            if known.has(item):
                reason = "duplicate"
            elif item.kind == "single_choice" and not fairness.takes(item, weighed.guessed):
                reason = "guessable"
            if reason is None:
                found.items.append(item)
                known.add(item)
            else:
                found.rejected.append(Rejected(item, reason))
            if len(found.items) == count:
                break
    found.items = arranged(found.items, seed)
    return found


def arranged(items: Sequence[Item], seed: str) -> list[Item]:
    """The same items with their options in a fair order: among those with one right option it stands at each place
    equally often, as nearly as their number allows. Which of the statements are true follows no order either."""
    rng = Random(f"{seed}|places")  # noqa: S311  # chooses places, guards nothing
    singles = sum(item.kind == "single_choice" for item in items)
    places: list[int] = []
    while len(places) < singles:
        deck = list(range(OPTIONS))
        rng.shuffle(deck)
        places += deck
    dealt = iter(places)
    statements = [item for item in items if item.kind == "true_false"]
    rng.shuffle(statements)
    mixed = iter(statements)
    ordered = [next(mixed) if item.kind == "true_false" else item for item in items]
    return [_placed(item, next(dealt) if item.kind == "single_choice" else None, rng) for item in ordered]


def _text(lesson: Lesson, material: Material) -> Text:
    return Text([part.text for part in lesson.parts if not part.heading], material.language, lesson.lesson_id)


def _placed(item: Item, place: int | None, rng: Random) -> Item:
    if not item.choices:
        return item
    mixed = list(item.choices)
    rng.shuffle(mixed)
    if place is not None:
        right = next(choice for choice in mixed if choice.right)
        mixed.remove(right)
        mixed.insert(place, right)
    return item.model_copy(update={"choices": tuple(mixed)})


def _offers(workshop: Workshop, guesser: Guesser, wish: Wish) -> Iterator[list[Candidate]]:
    """The candidates of each kind, the worthiest first."""
    for kind in wish.kinds:
        weighed = []
        for candidate in MAKERS[kind](workshop):
            item, worth = candidate.tidy, candidate.worth
            if kind == "single_choice":
                worth -= guesser.chance(item)
            if wish.difficulty:
                worth -= abs(difficulty(item, workshop.material, guesser) - wish.difficulty) * OFF_LEVEL
            weighed.append(Candidate(item, worth))
        yield sorted(weighed, key=lambda one: -one.worth)


def _choose(
    offers: Mapping[Kind, Sequence[Item]], text: Text, guesser: Guesser, wish: Wish, asked: Sequence[str]
) -> Generated:
    """Kind after kind, the worthiest first: each sentence once, and again only where the text gives nothing else."""
    choosing = _Choosing(text, guesser, Asked(text, asked))
    for often in (1, MOST_OF_A_SENTENCE):
        waiting = {kind: iter(items) for kind, items in offers.items()}
        while waiting and len(choosing.found.items) < wish.count:
            for kind in list(waiting):
                if len(choosing.found.items) == wish.count:
                    break
                if not choosing.take_next(waiting[kind], often):
                    del waiting[kind]
    return choosing.found


class _Choosing:
    """A set as it grows."""

    def __init__(self, text: Text, guesser: Guesser, asked: Asked) -> None:
        self.found = Generated()
        self._text = text
        self._guesser = guesser
        self._asked = asked
        self._topics: Counter[str] = Counter()
        self._sentences: Counter[tuple[int, int]] = Counter()
        self._kinds: set[tuple[Kind, tuple[int, int]]] = set()
        self._tried: set[str] = set()
        self._truths = _Truths()
        self._offered: Counter[str] = Counter()
        self._fairness = _Fairness()

    def take_next(self, items: Iterator[Item], often: int) -> bool:
        """Take the next item that passes, with no sentence asked about more often than so; whether there is one."""
        for item in items:
            places = [(passage.paragraph, passage.start) for passage in item.passages]
            worn = item.kind != "essay" and self._sentences[places[-1]] >= often
            full = self._topics[_subject(item)] >= MOST_OF_A_TOPIC * often
            if full or worn or (item.kind, places[-1]) in self._kinds or self._tires(item, often):
                continue
            reason = self._reason(item)
            if reason is None:
                self._take(item, places)
                return True
            if whole_text(item) not in self._tried:
                self._tried.add(whole_text(item))
                self.found.rejected.append(Rejected(item, reason))
        return False

    def _tires(self, item: Item, often: int) -> bool:
        """Whether too many statements would be true, or false; whether a wrong statement was offered before."""
        return self._truths.tire_of(item, often) or any(self._offered[option] >= often for option in _statements(item))

    def _reason(self, item: Item) -> Reason | None:
        reason = fault(item, self._text)
        if reason is None and self._asked.has(item):
            return "duplicate"
        if reason is None and item.kind == "single_choice":
            guessed = self._guesser.chance(item)
            self.found.guessed[whole_text(item)] = guessed
            if not self._fairness.takes(item, guessed):
                return "guessable"
        return reason

    def _take(self, item: Item, places: Sequence[tuple[int, int]]) -> None:
        self.found.items.append(item)
        self._asked.add(item)
        self._topics[_subject(item)] += 1
        self._offered.update(_statements(item))
        self._truths.take(item)
        self._kinds.add((item.kind, places[-1]))
        if item.kind != "essay":
            self._sentences.update(places if item.kind in ("matching", "ordering") else places[-1:])


def _subject(item: Item) -> str:
    return item.topic.rstrip(" +#¶")


def _statements(item: Item) -> list[str]:
    """Those of an item's options that are statements, and not names."""
    return [choice.text for choice in item.choices if len(choice.text.split()) > MOST_OF_A_NAME]


class _Truths:
    """Keeps as many statements true as false: who says the same of all of them gains nothing. False ones, of which a
    text gives fewer, may be one more; true ones only at need."""

    def __init__(self) -> None:
        self._taken: Counter[bool] = Counter()

    def tire_of(self, item: Item, often: int) -> bool:
        """Whether there are enough like that."""
        if item.truth is None:
            return False
        more = often - 1 if item.truth else 1
        return self._taken[item.truth] - self._taken[not item.truth] >= more

    def take(self, item: Item) -> None:
        """Count it."""
        if item.truth is not None:
            self._taken[item.truth] += 1


class _Fairness:
    """Keeps a set's questions with one right option from being answered by words or by length."""

    def __init__(self) -> None:
        self._taken = 0
        self._guessed = 0.0
        self._longest = 0

    def takes(self, item: Item, chance: float) -> bool:
        """Whether the set stays fair with this item too, which is guessed so likely; then it counts as taken."""
        longest = _right_is_longest(item)
        taken = self._taken + 1
        allowed = GUESSED * taken + HEADROOM
        if self._guessed + chance > allowed and chance > GUESSED:
            return False
        if longest and self._longest + 1 > LONGEST_RIGHT * taken + 1 / OPTIONS:
            return False
        self._taken, self._guessed, self._longest = taken, self._guessed + chance, self._longest + longest
        return True


def _right_is_longest(item: Item) -> bool:
    right = max(len(choice.text) for choice in item.choices if choice.right)
    return all(len(choice.text) < right for choice in item.choices if not choice.right)
