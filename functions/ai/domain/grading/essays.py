"""Essays: what share of the points one may get, by its measures and by essays of the same prompt that people marked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, sqrt

import numpy as np

from functions.ai.domain.grading.estimates import Estimate, Graded
from functions.ai.domain.grading.logistic import Matrix
from functions.ai.domain.grading.prose import MEASURES, Prose, read_prose
from functions.ai.domain.grading.wording import Wording, worded

FEWEST_GRADED = 8
"""With fewer, nothing is learned from them."""
MOST_GRADED = 1500
"""How many graded essays are learned from; of more, the last."""
_USUAL_WORDS = 250.0
_UNLEARNED_ERROR = 0.3
_FEWEST_ASKED = 5
_LEAST_KEPT = 0.08
"""An essay that keeps less to what was asked loses, unless the better half of those marked keeps no more to it."""
_NOISES = (0.1, 0.2, 0.4, 0.8, 1.6)
_MIXES = (0.15, 0.35, 0.6)
"""Which part of the likeness is that of words, the rest that of measures."""
_WIDEST = 1.8
"""By how much at most estimates are spread to differ as much as people's marks do."""


class Aspect(StrEnum):
    """What a criterion looks at."""

    WHOLE = "whole"
    CONTENT = "content"
    STRUCTURE = "structure"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Task:
    """What was asked, and what a good answer has."""

    prompt: str
    model_answer: str | None = None
    usual_words: float | None = None
    """How long a good answer is; the model answer says it where this does not."""
    language: str | None = None


class Essays:
    """Judges the essays of one prompt, for one criterion or as a whole."""

    def __init__(
        self,
        task: Task,
        graded: Sequence[Graded] = (),
        *,
        criterion: str | None = None,
        aspect: Aspect = Aspect.WHOLE,
    ) -> None:
        """Learns from up to `MOST_GRADED` graded essays: work grows with their number cubed, room with its square."""
        self._task, self._aspect = task, aspect
        self._prompt = worded(task.prompt, task.language)
        self._model = worded(task.model_answer, task.language) if task.model_answer else None
        self._asked = self._prompt.telling | (self._model.telling if self._model else frozenset())
        self._least_kept = _LEAST_KEPT
        self._learned: _Learned | None = None
        if len(graded) >= FEWEST_GRADED:
            some = graded[-MOST_GRADED:]
            shares = np.array([one.share_of(criterion) for one in some])
            read = [read_prose(one.text, task.language) for one in some]
            kept = np.array([self._kept(one) for one in read])
            self._least_kept = min(_LEAST_KEPT, float(np.quantile(kept[shares >= np.median(shares)], 0.1)))
            self._learned = _Learned(read, np.array([self._signs(one) for one in read]), shares)

    def judge(self, essay: str) -> Estimate:
        """What share of the points the essay may get. An empty one gets none."""
        prose = read_prose(essay, self._task.language)
        if not prose.words.telling:
            return Estimate(0.0, 0.02)
        if self._learned is None:
            return Estimate(self._unlearned(prose) * self._deductions(prose), _UNLEARNED_ERROR)
        share, error, usual = self._learned.judge(prose, np.array(self._signs(prose)))
        return Estimate(min(max(share, 0.0), 1.0) * usual * self._deductions(prose), error)

    def _signs(self, prose: Prose) -> tuple[float, ...]:
        """The measures, what is shared with the task, and thrice what one would say without having learned anything."""
        covered = _share_found(self._model, prose.words) if self._model else 0.0
        return (*prose.measures, _share_found(self._prompt, prose.words), covered, self._unlearned(prose))

    def _unlearned(self, prose: Prose) -> float:
        """Between 0 and 1: size, variety, and what is covered, weighed by the aspect."""
        usual = self._task.usual_words or (len(self._model.stems) if self._model else 0) or _USUAL_WORDS
        size = 1 - exp(-1.6 * prose.size / usual)
        named = dict(zip(MEASURES, prose.measures, strict=True))
        variety = min(named["different words for its length"] / 9, 1.0)
        reach = min(max((named["length of words"] - 3.2) / 2, 0.0), 1.0)
        built = min(named["connectives"] / 0.03, 1.0) * 0.5 + min(named["variety of sentences"] / 0.5, 1.0) * 0.5
        correct = named["sentences that begin as sentences do"]
        whole = 0.55 * size + 0.2 * variety + 0.15 * reach + 0.1 * built
        if self._model:
            whole = 0.6 * whole + 0.4 * min(_share_found(self._model, prose.words) / 0.6, 1.0)
        if self._aspect is Aspect.STRUCTURE:
            return 0.6 * whole + 0.4 * built
        if self._aspect is Aspect.LANGUAGE:
            return 0.6 * whole + 0.2 * variety + 0.2 * correct
        return whole

    def _deductions(self, prose: Prose) -> float:
        """What is left for an essay that repeats itself, that has no order, or that speaks of other things."""
        left = (1 - 0.3 * prose.repeated) * (0.95 + 0.05 * min(max(prose.thread / 0.05, 0.0), 1.0))
        if prose.disorder is not None:
            left *= 1 - 0.6 * min(max((prose.disorder - 0.12) / 0.3, 0.0), 1.0)
        if len(self._asked) >= _FEWEST_ASKED and self._least_kept > 0:
            left *= 0.4 + 0.6 * min(self._kept(prose) / self._least_kept, 1.0)
        return left

    def _kept(self, prose: Prose) -> float:
        """How far an essay keeps to what was asked: the cosine of their words."""
        said = prose.words.telling
        return len(self._asked & said) / sqrt(max(len(self._asked) * len(said), 1))


class _Learned:
    """Gaussian-process regression on measures and words, chosen by leaving each essay out in turn."""

    def __init__(self, read: Sequence[Prose], signs: Matrix, shares: Matrix) -> None:
        self._mean, self._spread = signs.mean(axis=0), signs.std(axis=0) + 1e-6
        self._low, self._high = signs.min(axis=0), signs.max(axis=0)
        self._words = _Words([one.words for one in read])
        self._signs = self._scaled(signs)
        self._base = float(shares.mean())
        alike = (self._by_signs(self._signs), self._words.table @ self._words.table.T)
        rest = shares - self._base
        _, self._mix, self._noise, missed = min(
            (found for mix in _MIXES for found in _left_out(_mixed(alike, mix), rest, mix)), key=lambda one: one[:3]
        )
        likeness = _mixed(alike, self._mix)
        told = rest - missed
        spread = float(told.std())
        self._widen = min(max(float(rest.std()) / spread, 1.0), _WIDEST) if spread > 1e-6 else 1.0
        self._weights = np.linalg.solve(likeness + self._noise * np.eye(len(rest)), rest)
        self._error = max(float(np.sqrt(np.mean((rest - self._widen * told) ** 2))), 0.03)
        familiar, near = self._words.familiar(), self._words.near()
        self._usual = (_low_end(familiar), _low_end(near))
        self._shortest = max(min(one.size for one in read), 1.0)

    def judge(self, prose: Prose, signs: Matrix) -> tuple[float, float, float]:
        """Share, its error, and which part of it stays for one unlike all graded, or not half as long as any."""
        scaled = self._scaled(np.clip(signs, self._low, self._high)[None, :])
        row = self._words.row(prose.words)
        likeness = _mixed((scaled @ self._signs.T / signs.size, (row @ self._words.table.T)[None, :]), self._mix)
        share = self._base + self._widen * float(likeness[0] @ self._weights)
        # Where articles tell whether there is order, they tell it better than the words of other essays.
        known = prose.disorder is not None
        strange = 0.0 if known else _below(self._words.familiar_one(prose.words), self._usual[0])
        far = _below(float(row @ self._words.centre), self._usual[1])
        scrap = min(2 * prose.size / self._shortest, 1.0)
        return share, self._error, (1 - 0.5 * strange) * (1 - 0.5 * far) * scrap

    def _scaled(self, signs: Matrix) -> Matrix:
        scaled = (signs - self._mean) / self._spread
        scaled[:, -1] *= 3.0
        return np.asarray(scaled, dtype=np.float64)

    def _by_signs(self, signs: Matrix) -> Matrix:
        return np.asarray(signs @ signs.T / signs.shape[1], dtype=np.float64)


class _Words:
    """Which words graded essays use, weighed by how few of them do."""

    def __init__(self, essays: Sequence[Wording]) -> None:
        held = Counter(key for one in essays for key in _keys(one))
        most = len(essays)
        self._places = {
            key: place for place, key in enumerate(sorted((k for k, n in held.items() if n >= 2), key=repr))
        }
        self._rarity = np.array([1 + np.log(most / held[key]) for key in self._places] or [1.0])
        self._pairs = Counter(pair for one in essays for pair in one.pairs)
        self._essays = essays
        self.table = np.array([self.row(one) for one in essays])
        self.centre = self.table.mean(axis=0)

    def row(self, essay: Wording) -> Matrix:
        """An essay's words as a vector of length 1; zeros where it shares none."""
        row = np.zeros(len(self._rarity))
        for key in _keys(essay):
            place = self._places.get(key)
            if place is not None:
                row[place] = self._rarity[place]
        length = float(np.linalg.norm(row))
        return row / length if length else row

    def familiar_one(self, essay: Wording, own: int = 0) -> float:
        """Which share of its neighbouring words are neighbours in another essay, too."""
        known = sum(self._pairs.get(pair, 0) > own for pair in essay.pairs)
        return known / len(essay.pairs) if essay.pairs else 0.0

    def familiar(self) -> Matrix:
        """The same for each of them."""
        return np.array([self.familiar_one(one, own=1) for one in self._essays])

    def near(self) -> Matrix:
        """How near each is to all the others together."""
        count = len(self._essays)
        others = (self.centre[None, :] * count - self.table) / max(count - 1, 1)
        return np.asarray((self.table * others).sum(axis=1), dtype=np.float64)


def _keys(essay: Wording) -> frozenset[object]:
    return essay.all | essay.pairs


def _mixed(alike: tuple[Matrix, Matrix], mix: float) -> Matrix:
    return np.asarray((1 - mix) * alike[0] + 3 * mix * alike[1], dtype=np.float64)


def _left_out(likeness: Matrix, rest: Matrix, mix: float) -> Iterator[tuple[float, float, float, Matrix]]:
    """By how much each is missed when it is left out, for each noise, after the mean of the squares (Rasmussen and
    Williams, 5.4.2)."""
    values, vectors = np.linalg.eigh(likeness)
    turned, squares = vectors.T @ rest, vectors**2
    for noise in _NOISES:
        inverse = 1 / (np.maximum(values, 0) + noise)
        missed = (vectors @ (turned * inverse)) / (squares @ inverse)
        yield float(np.mean(missed**2)), mix, noise, missed


def _low_end(values: Matrix) -> tuple[float, float]:
    """The mean less two standard deviations, and one standard deviation."""
    spread = max(float(values.std()), 0.25 * float(values.mean()), 1e-6)
    return float(values.mean()) - 2 * spread, spread


def _below(value: float, usual: tuple[float, float]) -> float:
    """How far below what is usual, from 0 to 1 at three standard deviations more."""
    return min(max((usual[0] - value) / (3 * usual[1]), 0.0), 1.0)


def _share_found(of: Wording, found: Wording) -> float:
    return len(of.telling & found.telling) / len(of.telling) if of.telling else 0.0
