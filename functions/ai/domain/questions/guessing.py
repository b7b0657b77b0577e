"""What can be guessed without understanding: the option whose words stand together with those of the question."""

from collections.abc import Sequence
from functools import cached_property

from functions.ai.domain.questions.items import BLANK, Item
from functions.ai.domain.questions.material import Material


class Guesser:
    """Chooses among options by words alone, with the text before it, in two ways."""

    def __init__(self, material: Material) -> None:
        self._material = material

    def chance(self, item: Item) -> float:
        """How likely it chooses the right option: the mean of its ways; of ties, each as likely."""
        right = [choice.right for choice in item.choices]
        ways = (self._whole(item), self._sum(item))
        return sum(_drawn(scores, right) for scores in ways) / len(ways)

    def _whole(self, item: Item) -> list[float]:
        """The part of question and option that stands in one sentence, at best."""
        scores = []
        for words in self._asked(item):
            total = sum(self._material.rarity(word) for word in words) or 1.0
            scores.append(max((self._shared(words, stems) / total for stems in self._sentences), default=0.0))
        return scores

    def _sum(self, item: Item) -> list[float]:
        """How much of question and option stands in one sentence, at best."""
        return [
            max((self._shared(words, stems) for stems in self._sentences), default=0.0) for words in self._asked(item)
        ]

    def _asked(self, item: Item) -> list[frozenset[str]]:
        stem = self._words(item.prompt.replace(BLANK, " "))
        return [stem | self._words(choice.text) for choice in item.choices]

    def _words(self, text: str) -> frozenset[str]:
        return frozenset(self._material.content(self._material.stems_in(text)))

    def _shared(self, words: frozenset[str], stems: frozenset[str]) -> float:
        return sum(self._material.rarity(word) for word in words & stems)

    @cached_property
    def _sentences(self) -> Sequence[frozenset[str]]:
        return [line.stems for line in self._material.lines]


def _drawn(scores: Sequence[float], right: Sequence[bool]) -> float:
    best = [at for at, score in enumerate(scores) if score > max(scores) - 1e-9]
    return sum(right[at] for at in best) / len(best)
