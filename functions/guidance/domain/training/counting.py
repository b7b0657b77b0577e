"""Counting which courses are taken after which, and together.

A *line* is what one learner took, in order, as numbers of courses. Everything is a dense table of courses by courses,
filled in blocks: with 5,000 courses one has 200 MB in double precision, however many learners there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float32]
Numbers = NDArray[np.int64]
Lines = Sequence[Sequence[int]]

CLOSENESS = 0.6
"""A course taken two places later counts for so much of one taken right after, and so on."""
FARTHEST = 12
"""Courses farther apart than so many places say nothing of each other's order."""
LONGEST = 500
"""Of a longer line the latest part counts; such people collect courses rather than take them."""
BLOCK = 2048


@dataclass(frozen=True, slots=True)
class Counts:
    """``after[a, b]``: how often b was taken after a, close ones counting more. ``together``: in one line, by pair.

    Everybody's word is worth the less for each pair the more courses they took: the root of their number, as they tell
    that many pairs anyway.
    """

    after: Table
    together: Table


def trimmed(lines: Lines) -> list[Numbers]:
    """The lines with each course once, where it stands first, and not too long."""
    return [np.fromiter(list(dict.fromkeys(line))[-LONGEST:], np.int64) for line in lines]


def count(lines: Sequence[Numbers], courses: int) -> Counts:
    """The tables of some lines."""
    return Counts(_after(lines, courses), _together(lines, courses))


def inputs(lines: Sequence[Numbers], courses: int, decay: float) -> Iterator[tuple[slice, Table]]:
    """What learners took as rows, in blocks: the latest course is 1, each one before ``decay`` of the next."""
    for start in range(0, len(lines), BLOCK):
        some = lines[start : start + BLOCK]
        rows = np.zeros((len(some), courses), np.float32)
        for row, line in zip(rows, some, strict=True):
            row[line] = decay ** np.arange(len(line) - 1, -1, -1)
        yield slice(start, start + len(some)), rows


def _after(lines: Sequence[Numbers], courses: int) -> Table:
    found = np.zeros(courses * courses)
    if lines:
        taken = np.concatenate(lines)
        sizes = np.array([len(line) for line in lines])
        owners = np.repeat(np.arange(len(lines)), sizes)
        worth = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes)
        for gap in range(1, FARTHEST + 1):
            same = owners[:-gap] == owners[gap:]
            pairs = taken[:-gap][same] * courses + taken[gap:][same]
            weights = worth[gap:][same] * CLOSENESS ** (gap - 1)
            found += np.bincount(pairs, weights, minlength=courses * courses)
    return found.reshape(courses, courses).astype(np.float32)


def _together(lines: Sequence[Numbers], courses: int) -> Table:
    found = np.zeros((courses, courses), np.float32)
    worth = np.array([1 / np.sqrt(max(1, len(line))) for line in lines], np.float32)
    for block, rows in inputs(lines, courses, 1.0):
        found += rows.T @ (rows * worth[block, None])
    return found
