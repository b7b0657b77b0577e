"""From histories and texts to what an edition holds."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from functions.guidance.domain.editions import FINEST, MOST_FOLLOWERS, Followers
from functions.guidance.domain.training.contents import filled, similarity
from functions.guidance.domain.training.counting import Lines, Table, count, trimmed
from functions.guidance.domain.training.tuning import Choice, choose
from functions.guidance.domain.training.weighing import solve_ease, weights

SEED = 20_261_128


@dataclass(frozen=True, slots=True)
class Learned:
    """What histories and texts taught."""

    choice: Choice
    followers: tuple[Followers, ...]
    takers: tuple[float, ...]
    """How many took each course."""


def learn(lines: Lines, texts: Sequence[Sequence[str]], *, seed: int = SEED) -> Learned:
    """What to recommend after each course. ``lines`` are what learners took, in order, by number; ``texts`` the words
    of each course. The same input teaches the same.
    """
    courses = len(texts)
    taken = trimmed(lines)
    choice = choose(taken, courses, seed=seed)
    counts = count(taken, courses)
    ease = solve_ease(counts) if choice.recipe.ease else None
    table = weights(counts, choice.recipe, ease)
    takers = np.bincount(np.concatenate(taken), minlength=courses) if taken else np.zeros(courses)
    table, by_content = filled(table, similarity(texts), takers)
    return Learned(choice, followers_of(table, by_content), tuple(float(one) for one in takers))


def followers_of(table: Table, by_content: np.ndarray) -> tuple[Followers, ...]:
    """For each course the hundred that its row speaks for most."""
    found: list[Followers] = []
    for row, likeness in zip(table, by_content, strict=True):
        most = min(MOST_FOLLOWERS, len(row))
        top = np.argpartition(-row, most - 1)[:most]
        top = top[np.lexsort((top, -row[top]))]
        top = top[row[top] > 0]
        highest = float(row[top[0]]) if len(top) else 0.0
        shares = np.rint(row[top] / (highest or 1) * FINEST).astype(int).tolist()
        numbers = [int(one) for one in top]
        alike = frozenset(number for number in numbers if likeness[number])
        found.append(Followers(array("H", numbers), array("H", shares), highest, alike))
    return tuple(found)
