"""From counts to weights: how much having taken one course speaks for another one."""

from dataclasses import dataclass

import numpy as np

from functions.guidance.domain.training.counting import Counts, Table

EASE_PENALTY = 60.0
"""EASE's ridge, in the weighted counts of ``together``."""
_STEADY = 10.0
"""So many takers a course is taken to have more than it has, before its popularity is divided by."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How weights are made. Chosen for each organization by what predicts its own learners best."""

    decay: float = 0.9
    """What the course before the latest one counts for, and so on."""
    backwards: float = 0.0
    """What "b before a" counts for beside "b after a": 1 where order means nothing."""
    unpopularity: float = 0.25
    """The power of a course's takers that its weight is divided by: the higher, the rarer what is recommended."""
    caution: float = 15.0
    """So many takers without a next course are added to each course: rarely taken ones speak less loudly."""
    ease: float = 0.0
    """The share of EASE (Steck 2019, "Embarrassingly shallow autoencoders"), which knows no order."""


def weights(counts: Counts, recipe: Recipe, ease: Table | None = None) -> Table:
    """``[a, b]``: what having taken a says for b. ``ease`` is needed where the recipe has some of it."""
    pairs = counts.after + np.float32(recipe.backwards) * counts.after.T
    takers = pairs.sum(axis=0)
    found: Table = (pairs / (pairs.sum(axis=1, keepdims=True) + recipe.caution)).astype(np.float32)
    found /= np.power(takers + _STEADY, recipe.unpopularity).astype(np.float32)
    np.fill_diagonal(found, 0)
    if recipe.ease and ease is not None:
        found = (1 - recipe.ease) * _scaled(found) + recipe.ease * _scaled(ease)
    return found.astype(np.float32)


def solve_ease(counts: Counts) -> Table:
    """EASE's weights in closed form, where nothing speaks for itself: ``I - P / diag(P)``, ``P = (G + penalty)^-1``."""
    ridged = counts.together.astype(np.float64)
    ridged[np.diag_indices_from(ridged)] += EASE_PENALTY
    inverse = np.linalg.inv(ridged)
    found = inverse / -np.diag(inverse)
    np.fill_diagonal(found, 0)
    return found.astype(np.float32)


def _scaled(table: Table) -> Table:
    size = float(np.sqrt(np.mean(np.square(table))))
    return table / np.float32(size) if size else table
