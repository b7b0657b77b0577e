"""How many different words there are, where two that are spelled nearly alike count as hardly more than one.

So a word that is bent or misspelled is half found. Source: S. Jimenez, C. Becerra and A. Gelbukh, "SOFTCARDINALITY:
Hierarchical Text Overlap for Student Response Analysis", SemEval 2013.
"""

from functools import lru_cache
from math import fsum

_LEAST_ALIKE = 0.4
"""Below, words have nothing in common."""


@lru_cache(maxsize=4096)
def soft_size(words: frozenset[str]) -> float:
    """The soft cardinality: the number of words where none is like another. Work grows with their number squared."""
    ordered = sorted(words)
    return sum(1 / sum(alike(one, other) ** 2 for other in ordered) for one in ordered)


def found_softly(words: frozenset[str], among: frozenset[str]) -> float:
    """Which share of some words is found among others, each as far as the nearest in spelling is alike; 0 of none."""
    return fsum(max((alike(one, other) for other in among), default=0.0) for one in words) / max(len(words), 1)


@lru_cache(maxsize=50_000)
def alike(one: str, other: str) -> float:
    """How alike two words are spelled, from 0 to 1: Dice's share of their runs of two and three letters."""
    if one == other:
        return 1.0
    ours, theirs = _runs(one), _runs(other)
    share = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    return share if share > _LEAST_ALIKE else 0.0


@lru_cache(maxsize=8192)
def _runs(word: str) -> frozenset[str]:
    framed = f"<{word}>"
    return frozenset(framed[at : at + size] for size in (2, 3) for at in range(len(framed) - size + 1))
