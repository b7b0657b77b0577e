"""Short answers: right or wrong, by what speaks for it and by the answers to the same question that people marked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import pi, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from functions.ai.domain.grading.estimates import Estimate, Graded
from functions.ai.domain.grading.logistic import Matrix, chances, fit, fit_likeness
from functions.ai.domain.grading.signs import SIGNS, SIGNS_OF_ANSWERS, SIGNS_OF_TASKS, signs_of
from functions.ai.domain.grading.wording import Wording, worded

MOST_GRADED = 300
"""How many graded answers are learned from; of more, the last."""
_STRENGTHS = (*(20.0 for _ in SIGNS_OF_ANSWERS), *(40.0 for _ in SIGNS_OF_TASKS), 1.0)
"""What it costs to leave what was known before. How hard questions are is learned from few of them: it costs more."""
_ROUNDS = 2
"""How often weights are learned where answers have several references."""
_DOUBT = 0.1
"""How much graded answers may differ without a reason in their words."""
_ALWAYS_ALIKE = 0.05
"""What any two answers to one question have in common: how strict its marking is."""
_PAIR, _EMPTY = 0.15, 0.3
"""What a pair of words, and a word that says nothing, count where answers are compared; a word that tells counts 1."""
_UNKNOWN_QUESTION = 1 / sqrt(1 + pi / 8)
"""Which part of a sum stays where nothing is known of how strictly a question is marked: that is taken to differ by a
standard deviation of one, as it is where weights are learned (Bishop, Pattern Recognition, 4.153)."""
_UNSURE = 0.35
"""The error where there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class Example:
    """An answer with all it can be compared with, and what share it got: to learn weights from."""

    question: str
    references: tuple[str, ...]
    answer: str
    share: float
    language: str | None = None


def shipped_weights() -> Matrix:
    """What each sign weighs where nothing of one's own has been learned."""
    return np.array(_shipped()["weights"])


def learned_weights(examples: Sequence[Example], prior: Matrix | None = None) -> Matrix:
    """What each sign weighs in somebody's own graded work, beginning from ``prior``. Few examples change little.

    Of several references the best for an answer counts, by the weights of the round before; at first, where nothing is
    known, the one most like it in its letters.
    """
    before = shipped_weights() if prior is None else prior
    useful = [one for one in examples if one.references]
    if not useful:
        return before
    shares, questions = np.array([one.share for one in useful]), [one.question for one in useful]
    every = [_signs_by_reference(one) for one in useful]
    weights = before if before.any() else np.eye(len(before))[SIGNS.index("letters like the reference")]
    for _ in range(_ROUNDS if any(len(signs) > 1 for signs in every) else 1):
        best = np.array([signs[int(np.argmax(signs @ weights))] for signs in every])
        weights = fit(best, shares, prior=before, strength=np.array(_STRENGTHS), groups=questions)
    return weights


class ShortAnswers:
    """Judges the answers to one question."""

    def __init__(
        self,
        question: str,
        references: Sequence[str],
        graded: Sequence[Graded] = (),
        *,
        weights: Matrix | None = None,
        language: str | None = None,
        criterion: str | None = None,
    ) -> None:
        """``references`` are right answers; ``weights`` those of `learned_weights`, else the shipped ones.

        Work and room grow with the number of graded answers, cubed and squared, of which at most `MOST_GRADED` are
        taken.
        """
        self._language = language
        self._question = worded(question, language)
        self._references = tuple(worded(one, language) for one in references if one.strip())
        self._weights = shipped_weights() if weights is None else weights
        self._seen = [worded(one.text, language) for one in graded[-MOST_GRADED:]]
        shares = np.array([one.share_of(criterion) for one in graded[-MOST_GRADED:]])
        self._whole = bool(np.all((shares == 0) | (shares == 1)))
        self._added = self._learn(shares) if self._seen else np.zeros(0)

    def judge(self, answer: str) -> Estimate:
        """What share of the points the answer may get; its error is that of a bet on right or wrong."""
        wording = worded(answer, self._language)
        if not wording.telling and not wording.numbers:
            return Estimate(0.0, 0.02, all_or_nothing=self._whole)
        chance = float(chances(np.array([self._sum(wording)]))[0])
        error = sqrt(chance * (1 - chance))
        if not self._references and not self._seen:
            error = max(error, _UNSURE)
        return Estimate(chance, error, all_or_nothing=self._whole)

    def _sum(self, answer: Wording) -> float:
        if not self._seen:
            return _UNKNOWN_QUESTION * self._known(answer)
        return self._known(answer) + float(_likeness([answer], self._seen)[0] @ self._added)

    def _known(self, answer: Wording) -> float:
        if not self._references:
            return 0.0
        return max(float(np.dot(self._weights, signs_of(self._question, one, answer))) for one in self._references)

    def _learn(self, shares: Matrix) -> Matrix:
        known = np.array([self._known(one) for one in self._seen])
        return fit_likeness(_likeness(self._seen, self._seen), shares, known, doubt=_DOUBT)


def _likeness(some: Sequence[Wording], others: Sequence[Wording]) -> Matrix:
    """How like answers are, by their words, pairs of words and letters: from `_ALWAYS_ALIKE` up to 1 more."""
    total = np.full((len(some), len(others)), _ALWAYS_ALIKE)
    for parts_of in (_words_of, _pieces_of):
        table = _table_of([parts_of(one) for one in (*some, *others)])
        total += 0.5 * (table[: len(some)] @ table[len(some) :].T)
    return total


def _table_of(rows: Sequence[Mapping[object, float]]) -> NDArray[np.float32]:
    """A column for each part that a row has; each row is of length 1, or of zeros."""
    places = {part: place for place, part in enumerate(dict.fromkeys(part for row in rows for part in row))}
    table = np.zeros((len(rows), max(len(places), 1)), dtype=np.float32)
    for number, row in enumerate(rows):
        table[number, [places[part] for part in row]] = list(row.values())
    return np.asarray(table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _words_of(answer: Wording) -> dict[object, float]:
    words: dict[object, float] = dict.fromkeys(answer.pairs, _PAIR)
    return words | {one: 1.0 if one in answer.telling else _EMPTY for one in answer.stems}


def _pieces_of(answer: Wording) -> dict[object, float]:
    return {piece: sqrt(count) for piece, count in answer.pieces.items()}


def _signs_by_reference(one: Example) -> Matrix:
    question, *references, answer = (worded(text, one.language) for text in (one.question, *one.references, one.answer))
    return np.array([signs_of(question, reference, answer) for reference in references])


@cache
def _shipped() -> dict[str, list[float]]:
    shipped: dict[str, list[float]] = json.loads((Path(__file__).parent / "learned.json").read_text())
    if len(shipped["weights"]) != len(SIGNS) + 1:
        raise ValueError("The shipped weights are not of these signs: learn them anew.")
    return shipped
