"""Words that nobody wrote, and those that were probably meant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

MOST_MEANT = 3
"""How many words stand in for one that is not known."""


def slips(word: str) -> int:
    """How many slips of the pen are forgiven in a word: none in a short one, where another word is always near."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


class Vocabulary:
    """The words of an index, and how many courses have each."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        self._counts: dict[str, int] = dict(words)
        self._by_length: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for word in self._counts:
            self._by_length[len(word)].append((word, _letters(word)))

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def meant_by(self, word: str, *, begins: bool = False) -> list[tuple[str, int]]:
        """Known words that differ by as many slips as are forgiven: the nearest ones, with their distance.

        With ``begins`` also those whose beginning differs so little: the word is still being typed.
        """
        most = slips(word)
        if not most:
            return []
        found: Mapping[str, int] = self._near(word, most)
        if begins and not found:
            found = self._begun(word, 1)
        nearest = min(found.values(), default=0)
        likely = sorted(
            (near for near in found if found[near] == nearest), key=lambda near: (-self._counts[near], near)
        )
        return [(near, nearest) for near in likely[:MOST_MEANT]]

    def _near(self, word: str, most: int) -> dict[str, int]:
        letters, found = _letters(word), {}
        for length in range(len(word) - most, len(word) + most + 1):
            for other, its in self._by_length.get(length, ()):
                # Each slip changes at most two bits: cheaper than comparing the words.
                if (letters ^ its).bit_count() <= 2 * most and (far := distance(word, other, most)) <= most:
                    found[other] = far
        return found

    def _begun(self, word: str, most: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for length, others in self._by_length.items():
            if length > len(word):
                for other, _ in others:
                    if other[0] == word[0] and (far := distance(word, other[: len(word)], most)) <= most:
                        found[other] = far
        return found


def distance(one: str, other: str, most: int) -> int:
    """How many letters were changed, left out, added or swapped with the next; more than ``most`` is not counted."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for there, its in enumerate(other, 1):
            cost = min(before[there] + 1, row[there - 1] + 1, before[there - 1] + (letter != its))
            if at > 1 and there > 1 and letter == other[there - 2] and one[at - 2] == its:
                cost = min(cost, earlier[there - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits
