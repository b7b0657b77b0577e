"""Figures of classical test theory from sums, each rounded once; shares and coefficients in basis points.

After Moodle's quiz statistics (``mod/quiz/report/statistics``, ``question/classes/statistics``), whose variances and
covariances divide by n - 1. With x the mark of a question, t the total of the attempt, r = t - x the rest:

facility                mean(x) / mean(max)
discrimination index    cov(x, r) / sqrt(var(x) var(r))
discriminative          cov(x, r) / the largest that it could be, with both sorted
efficiency
effective weight        sqrt(cov(x, t)) / the sum of that over all questions; none where cov(x, t) < 0
Cronbach's alpha        k / (k - 1) (1 - sum var(x) / var(t)); only where all attempts had the same k questions
standard error          sd(t) sqrt(1 - alpha)
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import isqrt

from functions.assessment.domain.attempts import rounded
from functions.assessment.domain.statistics.sums import QuestionSums, Sums

ALL = 10_000
FEW = 10
"""Below so many attempts nothing is said to be wrong with a question."""
TOO_HARD_BP, TOO_EASY_BP, WEAK_BP = 2_000, 9_500, 1_500
UNUSED_FROM = 50
"""From so many attempts on a wrong option that nobody chose is worth a word."""
ATTRACTS_BP = 500


class Flag(StrEnum):
    """What may be wrong with a question."""

    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"
    WEAK = "weak"
    """It hardly tells the able from the others."""
    AGAINST = "against"
    """The able do worse in it than the others: perhaps its key is wrong."""
    ATTRACTIVE_DISTRACTOR = "attractive_distractor"
    """Those who chose a wrong option did better on the whole than those who chose the right one."""
    UNUSED_DISTRACTOR = "unused_distractor"
    """Nobody chose a wrong option."""


@dataclass(frozen=True, slots=True)
class CategoryFigures:
    """One heading under which answers are counted: an option, say."""

    key: str
    count: int
    share_bp: int
    mean_total_centi: int | None
    """What those who chose it reached in all."""


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """What is known of a question. None where there is too little, or nothing varies."""

    question_id: str
    attempts: int
    facility_bp: int | None
    sd_centi: int | None
    discrimination_bp: int | None
    efficiency_bp: int | None
    effective_weight_bp: int | None
    categories: tuple[CategoryFigures, ...]


@dataclass(frozen=True, slots=True)
class WholeFigures:
    """What is known of an assessment."""

    attempts: int
    mean_centi: int | None
    median_centi: int | None
    sd_centi: int | None
    alpha_bp: int | None
    standard_error_centi: int | None
    questions: tuple[QuestionFigures, ...]


def figures(sums: Sums) -> WholeFigures:
    """The figures that these sums make."""
    variance = _covariance(sums.n, sums.t, sums.t, sums.tt)
    alpha = _alpha(sums, variance)
    weights = {question_id: _effective(one) for question_id, one in sums.questions.items()}
    weight = sum(one for one in weights.values() if one is not None)
    return WholeFigures(
        sums.n,
        rounded(Fraction(sums.t, sums.n)) if sums.n else None,
        _median(sums.totals, sums.n),
        None if variance is None else _root(variance),
        None if alpha is None else rounded(ALL * alpha),
        None if alpha is None or variance is None else _root(max(variance * (1 - alpha), Fraction(0))),
        tuple(
            _question(question_id, one, weights[question_id], weight)
            for question_id, one in sorted(sums.questions.items())
        ),
    )


def flagged(question: QuestionFigures, right: Collection[str] = (), options: Collection[str] = ()) -> tuple[Flag, ...]:
    """What may be wrong with a question. ``right`` are the categories of right answers, ``options`` all there are."""
    if question.attempts < FEW:
        return ()
    return tuple(dict.fromkeys([*_by_marks(question), *_by_options(question, right, options)]))


def _by_marks(question: QuestionFigures) -> Iterator[Flag]:
    facility, discrimination = question.facility_bp, question.discrimination_bp
    if facility is not None and facility < TOO_HARD_BP:
        yield Flag.TOO_HARD
    if facility is not None and facility > TOO_EASY_BP:
        yield Flag.TOO_EASY
    if discrimination is not None and discrimination < WEAK_BP:
        yield Flag.AGAINST if discrimination < 0 else Flag.WEAK


def _by_options(question: QuestionFigures, right: Collection[str], options: Collection[str]) -> Iterator[Flag]:
    chosen = {one.key: one for one in question.categories}
    able = [one.mean_total_centi for key in right if (one := chosen.get(key)) and one.mean_total_centi is not None]
    for key in options:
        if key in right:
            continue
        one = chosen.get(key)
        if one is None and question.attempts >= UNUSED_FROM:
            yield Flag.UNUSED_DISTRACTOR
        if one and able and one.share_bp >= ATTRACTS_BP and (one.mean_total_centi or 0) > max(able):
            yield Flag.ATTRACTIVE_DISTRACTOR


def _question(question_id: str, sums: QuestionSums, effective: int | None, weight: int) -> QuestionFigures:
    n = sums.n
    own = _covariance(n, sums.x, sums.x, sums.xx)
    with_total = _covariance(n, sums.x, sums.t, sums.xt)
    total = _covariance(n, sums.t, sums.t, sums.tt)
    discrimination = efficiency = None
    if own is not None and with_total is not None and total is not None:
        # r = t - x: cov(x, r) = cov(x, t) - var(x), var(r) = var(t) - 2 cov(x, t) + var(x).
        rest, with_rest = total - 2 * with_total + own, with_total - own
        if own and rest:
            discrimination = _signed_root(with_rest, own * rest)
        best = _best_covariance(sums.marks, sums.rests, n)
        efficiency = rounded(ALL * with_rest / best) if best else None
    return QuestionFigures(
        question_id,
        n,
        rounded(Fraction(ALL * sums.x, sums.most)) if sums.most else None,
        None if own is None else _root(own),
        discrimination,
        efficiency,
        ALL * effective // weight if effective is not None and weight else None,
        tuple(
            CategoryFigures(key, count, rounded(Fraction(ALL * count, n)), rounded(Fraction(sums.chosen_t[key], count)))
            for key, count in sorted(sums.chosen.items())
            if count
        ),
    )


def _covariance(n: int, a: int, b: int, ab: int) -> Fraction | None:
    return Fraction(n * ab - a * b, n * (n - 1)) if n > 1 else None


def _alpha(sums: Sums, variance: Fraction | None) -> Fraction | None:
    k = len(sums.questions)
    if k < 2 or not variance or any(one.n != sums.n for one in sums.questions.values()):
        return None
    parts = [_covariance(one.n, one.x, one.x, one.xx) or Fraction(0) for one in sums.questions.values()]
    return Fraction(k, k - 1) * (1 - sum(parts, Fraction(0)) / variance)


def _effective(sums: QuestionSums) -> int | None:
    """The root of cov(x, t), in ten-thousandths of a hundredth of a point."""
    covariance = _covariance(sums.n, sums.x, sums.t, sums.xt)
    return None if covariance is None or covariance < 0 else _root(covariance * ALL * ALL)


def _best_covariance(marks: Mapping[int, int], rests: Mapping[int, int], n: int) -> Fraction | None:
    """The covariance of both in order, the least with the least."""
    products = first = second = 0
    high, low = _ascending(marks), _ascending(rests)
    (x, left), (r, free) = next(high, (0, 0)), next(low, (0, 0))
    while left and free:
        both = min(left, free)
        products, first, second = products + both * x * r, first + both * x, second + both * r
        left, free = left - both, free - both
        if not left:
            x, left = next(high, (0, 0))
        if not free:
            r, free = next(low, (0, 0))
    return _covariance(n, first, second, products)


def _ascending(counts: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    return iter(sorted((value, count) for value, count in counts.items() if count > 0))


def _median(totals: Counter[int], n: int) -> int | None:
    if not n:
        return None
    places = {(n - 1) // 2, n // 2}
    found: list[int] = []
    passed = 0
    for value, count in _ascending(totals):
        found += [value for place in places if passed <= place < passed + count]
        passed += count
    return rounded(Fraction(sum(found), len(found)))


def _root(square: Fraction) -> int:
    """The nearest whole number to the root of a number that is not below 0."""
    return (isqrt(4 * square.numerator // square.denominator) + 1) // 2


def _signed_root(value: Fraction, square: Fraction) -> int:
    """``value`` / sqrt(``square``) in basis points."""
    share = _root(value * value / square * ALL * ALL)
    return share if value >= 0 else -share
