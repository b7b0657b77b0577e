"""Sums over attempts in whole numbers. Adding commutes, and what was added can be taken away again exactly."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

BLANK = "(blank)"
"""The heading under which a question that was left out is counted."""
_STEPS = 1_000
"""Into so many steps the rest of a paper's points is sorted, where it has more hundredths; by it the best covariance
that a question could have is found, and nothing else."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one question brought in one attempt, in hundredths of points."""

    question_id: str
    score: int
    most: int
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one attempt adds."""

    given: tuple[Given, ...]

    @property
    def total(self) -> int:
        """What all its questions brought, below 0 too."""
        return sum(one.score for one in self.given)

    @property
    def step(self) -> int:
        """How finely the rest of its points is sorted."""
        return max(1, sum(one.most for one in self.given) // _STEPS)

    def packed(self) -> list[list[Any]]:
        """As it is stored."""
        return [[one.question_id, one.score, one.most, list(one.categories)] for one in self.given]

    @classmethod
    def unpacked(cls, values: Iterable[list[Any]]) -> Self:
        """What was stored."""
        return cls(tuple(Given(one[0], one[1], one[2], tuple(one[3])) for one in values))


@dataclass(slots=True)
class QuestionSums:
    """Sums of one question: of its marks x, of the totals t of the attempts that had it, and how often what came."""

    n: int = 0
    most: int = 0
    x: int = 0
    xx: int = 0
    xt: int = 0
    t: int = 0
    tt: int = 0
    marks: Counter[int] = field(default_factory=Counter)
    rests: Counter[int] = field(default_factory=Counter)
    chosen: Counter[str] = field(default_factory=Counter)
    chosen_t: Counter[str] = field(default_factory=Counter)
    """The totals of those who chose it, together."""

    def add(self, given: Given, total: int, step: int, sign: int) -> None:
        """Add an answer, or with ``sign`` -1 take it away."""
        x = given.score
        self.n += sign
        self.most += sign * given.most
        self.x += sign * x
        self.xx += sign * x * x
        self.xt += sign * x * total
        self.t += sign * total
        self.tt += sign * total * total
        self.marks[x] += sign
        self.rests[(total - x + step // 2) // step * step] += sign
        for category in given.categories:
            self.chosen[category] += sign
            self.chosen_t[category] += sign * total

    def merge(self, other: "QuestionSums") -> None:
        """Add what another one has."""
        for name in ("n", "most", "x", "xx", "xt", "t", "tt"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("marks", "rests", "chosen", "chosen_t"):
            getattr(self, name).update(getattr(other, name))


@dataclass(slots=True)
class Sums:
    """Sums of an assessment."""

    n: int = 0
    t: int = 0
    tt: int = 0
    totals: Counter[int] = field(default_factory=Counter)
    questions: dict[str, QuestionSums] = field(default_factory=dict)

    def add(self, contribution: Contribution, sign: int = 1) -> None:
        """Add an attempt, or with ``sign`` -1 take it away."""
        total = contribution.total
        self.n += sign
        self.t += sign * total
        self.tt += sign * total * total
        self.totals[total] += sign
        for given in contribution.given:
            question = self.questions.setdefault(given.question_id, QuestionSums())
            question.add(given, total, contribution.step, sign)
            if not question.n:
                del self.questions[given.question_id]

    def merge(self, other: "Sums") -> None:
        """Add what another one has."""
        self.n, self.t, self.tt = self.n + other.n, self.t + other.t, self.tt + other.tt
        self.totals.update(other.totals)
        for question_id, sums in other.questions.items():
            self.questions.setdefault(question_id, QuestionSums()).merge(sums)

    def packed(self) -> dict[str, Any]:
        """As it is stored: nothing of what nobody has any more."""
        return {
            "n": self.n,
            "t": self.t,
            "tt": self.tt,
            "totals": _kept(self.totals),
            "questions": {
                question_id: [
                    [one.n, one.most, one.x, one.xx, one.xt, one.t, one.tt],
                    _kept(one.marks),
                    _kept(one.rests),
                    {key: [count, one.chosen_t[key]] for key, count in one.chosen.items() if count},
                ]
                for question_id, one in self.questions.items()
            },
        }

    @classmethod
    def unpacked(cls, values: Mapping[str, Any]) -> Self:
        """What was stored."""
        sums = cls(values["n"], values["t"], values["tt"], _counter(values["totals"]))
        for question_id, (plain, marks, rests, chosen) in values["questions"].items():
            n, most, x, xx, xt, t, tt = plain
            sums.questions[question_id] = QuestionSums(
                n,
                most,
                x,
                xx,
                xt,
                t,
                tt,
                _counter(marks),
                _counter(rests),
                Counter({key: count for key, (count, _) in chosen.items()}),
                Counter({key: total for key, (_, total) in chosen.items()}),
            )
        return sums


def _kept(counter: Counter[int]) -> dict[str, int]:
    return {str(value): count for value, count in counter.items() if count}


def _counter(values: Mapping[str, int]) -> Counter[int]:
    return Counter({int(value): count for value, count in values.items()})
