"""Choosing a recipe by what it predicts: from all that some learners took before a moment, one course that they took
later.

Both are drawn by lot: the last course alone would judge by what was new in the end, the next one alone by mere
neighbours. One property after the other is tried at a few values. The usual one gives way only to one that predicts
better by two standard errors, learner by learner: less is chance. The seed is stored, so the same histories give the
same recipe.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from functions.guidance.domain.training.counting import Counts, Numbers, Table, count, inputs
from functions.guidance.domain.training.weighing import Recipe, solve_ease, weights

JUDGES = 3000
"""So many learners at most are predicted."""
LEAST_JUDGES = 50
"""With fewer nothing is chosen: chance would."""
LEAST_TAKEN = 3
SHOWN = 10
CLEARLY = 2.0
"""Standard errors by which another value must predict better."""
_TRIED: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("unpopularity", (0.0, 0.1, 0.3, 0.45)),
    ("backwards", (0.3, 1.0)),
    ("decay", (0.8, 0.95, 1.0)),
    ("caution", (4.0, 50.0)),
    ("ease", (0.3, 1.0)),
)


@dataclass(frozen=True, slots=True)
class Quality:
    """How well the last courses were predicted, of all courses not taken before."""

    learners: int = 0
    recall: float = 0.0
    """The share that was among the first ten."""
    ndcg: float = 0.0
    """The same, each worth less the lower it stood: ``1 / log2(place + 1)``."""
    coverage: float = 0.0
    """The share of all courses that somebody was shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The recipe that was chosen, and how it did."""

    recipe: Recipe
    quality: Quality


def choose(lines: Sequence[Numbers], courses: int, *, seed: int) -> Choice:
    """The recipe that predicts best."""
    able = [number for number, line in enumerate(lines) if len(line) >= LEAST_TAKEN]
    if len(able) < LEAST_JUDGES:
        return Choice(Recipe(), Quality())
    lot = np.random.default_rng(seed)
    judges = lot.permutation(able)[:JUDGES]
    places = [int(lot.integers(LEAST_TAKEN - 1, len(lines[number]))) for number in judges]
    laters = [int(lot.integers(place, len(lines[number]))) for number, place in zip(judges, places, strict=True)]
    cut = list(lines)
    for number, place in zip(judges, places, strict=True):
        cut[number] = lines[number][:place]
    counts = count(cut, courses)
    ease = solve_ease(counts)
    known = [cut[number] for number in judges]
    hidden = np.array([lines[number][later] for number, later in zip(judges, laters, strict=True)])
    best = Recipe()
    quality, gains = _judge(counts, best, ease, known, hidden)
    for name, values in _TRIED:
        for value in values:
            recipe = replace(best, **{name: value})
            its, theirs = _judge(counts, recipe, ease, known, hidden)
            if _is_better(theirs, gains):
                best, quality, gains = recipe, its, theirs
    return Choice(best, quality)


def _judge(
    counts: Counts, recipe: Recipe, ease: Table, known: Sequence[Numbers], hidden: Numbers
) -> tuple[Quality, Table]:
    gains, coverage = gained(weights(counts, recipe, ease), recipe.decay, known, hidden)
    return Quality(len(known), float((gains > 0).mean()), float(gains.mean()), coverage), gains


def _is_better(ours: Table, theirs: Table) -> bool:
    """Whether the mean of the differences is above two standard errors."""
    more = ours - theirs
    return bool(more.mean() > CLEARLY * more.std() / np.sqrt(len(more)))


def gained(table: Table, decay: float, known: Sequence[Numbers], hidden: Numbers) -> tuple[Table, float]:
    """For each learner what predicting the hidden course from the known ones gained, and the share of courses shown."""
    courses = len(table)
    gains: list[Table] = []
    shown = np.zeros(courses, bool)
    for block, rows in inputs(known, courses, decay):
        scores = rows @ table
        scores[rows > 0] = -np.inf
        first = min(SHOWN, courses)
        top = np.argpartition(-scores, first - 1, axis=1)[:, :first]
        shown[top[np.isfinite(np.take_along_axis(scores, top, axis=1))]] = True
        places = (scores > np.take_along_axis(scores, hidden[block, None], axis=1)).sum(axis=1)
        gains.append(np.where(places < SHOWN, 1 / np.log2(places + 2), 0).astype(np.float32))
    return np.concatenate(gains), float(shown.mean())
