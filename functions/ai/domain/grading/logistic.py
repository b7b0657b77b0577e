"""Logistic regression with a prior, by Newton's method: small, exact, the same again from the same work."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_STEPS: Final = 25
_SURE: Final = 30.0


def chances(sums: Matrix) -> Matrix:
    """Probabilities of what was summed."""
    return np.asarray(1 / (1 + np.exp(-np.clip(sums, -_SURE, _SURE))), dtype=np.float64)


def fit(signs: Matrix, shares: Matrix, *, prior: Matrix, strength: Matrix, groups: Sequence[str]) -> Matrix:
    """The weights of the signs (n × k, the last a constant 1) by which shares (n, from 0 to 1) are most likely.

    ``strength`` (k) is how many squared units it costs each weight to leave the prior. Each of the ``groups`` may be
    harder or easier than its signs say, at a cost of one: what is learned is then what parts the answers within a group
    (a logistic regression with random intercepts, of which the weights alone are returned).
    """
    names, places = np.unique(np.array(groups), return_inverse=True)
    signs = np.hstack([np.eye(len(names))[places], signs])
    prior = np.concatenate([np.zeros(len(names)), prior])
    weights = prior.copy()
    cost = np.diag(np.concatenate([np.ones(len(names)), strength]))
    for _ in range(_STEPS):
        now = chances(signs @ weights)
        slope = signs.T @ (now - shares) + cost @ (weights - prior)
        bend = signs.T @ (signs * np.maximum(now * (1 - now), 1e-6)[:, None]) + cost
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights[len(names) :]


def fit_likeness(likeness: Matrix, shares: Matrix, offset: Matrix, *, doubt: float) -> Matrix:
    """What each of n graded answers adds to the sum for an answer like it, beside an offset that is known.

    ``likeness`` is n × n, positive definite. Kernel logistic regression by iteratively reweighted least squares
    (Rasmussen and Williams, Gaussian Processes for Machine Learning, 3.4).
    """
    added = np.zeros(len(shares))
    for _ in range(_STEPS):
        more = likeness @ added
        now = chances(offset + more)
        sure = np.maximum(now * (1 - now), 1e-4)
        before = added
        added = np.linalg.solve(likeness + doubt * np.diag(1 / sure), more + (shares - now) / sure)
        if float(np.abs(added - before).max()) < 1e-7:
            break
    return added
