"""What courses say of themselves, as vectors: so that a new course is recommended before anybody has taken it."""

import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np

from functions.guidance.domain.training.counting import Table

PLACES = 4096
"""Words share so many places, by their checksums."""
_LEAST = 0.08
"""Courses less alike than that are not alike at all: some words are in every text."""


def similarity(texts: Sequence[Sequence[str]]) -> Table:
    """``[a, b]``: the cosine of two courses' words, the rarer the word the more it counts. ``texts`` are words."""
    vectors = np.zeros((len(texts), PLACES), np.float32)
    for row, words in zip(vectors, texts, strict=True):
        for word, often in Counter(words).items():
            row[zlib.crc32(word.encode()) % PLACES] += 1 + np.log(often)
    found_in = (vectors > 0).sum(axis=0)
    vectors *= np.log((1 + len(texts)) / (1 + found_in)).astype(np.float32) + np.float32(0.1)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(norms > 0, norms, 1)
    found: Table = vectors @ vectors.T
    np.fill_diagonal(found, 0)
    found[found < _LEAST] = 0
    return found


def filled(weights: Table, alike: Table, takers: np.ndarray, *, known: float = 20.0) -> tuple[Table, np.ndarray]:
    """The weights, with likeness speaking for what few took: all for a course without takers, half with ``known`` ones.

    Likeness is made commensurable with a course's own weights: an equal course would stand among its ten best. Also
    returns where likeness speaks louder than histories do.
    """
    if not weights.size:
        return weights, weights > 0
    first = min(10, weights.shape[1])
    typical = -np.partition(-weights, first - 1, axis=1)[:, first - 1]
    somewhere = typical[typical > 0]
    typical = np.where(typical > 0, typical, somewhere.mean() if len(somewhere) else 1.0)
    spoken = alike * typical[:, None] * (known / (known + takers))[None, :]
    return (weights + spoken).astype(np.float32), spoken > weights
