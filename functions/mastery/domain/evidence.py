"""The evidence: what attempts say, and what that tells of how hard questions and skills are.

How hard something is, is believed from the answers of everybody. What one attempt says of it is a pair of numbers that
are added (the natural parameters of a normal distribution; Minka's "sites", 2001): so the sum is the same in whatever
order attempts are heard, and what an attempt said can be taken back exactly when its marks change. They are integers,
millionths, so that adding is exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from functions.mastery.domain.believing import Belief

MILLIONTHS = 1_000_000
SETTLED = 40 * MILLIONTHS
"""From this precision on nothing is learned any more of how hard something is: some 250 answers."""
QUESTION_VARIANCE = 0.8
SKILL_VARIANCE = 2.0
MOST_GUESS = 9_000
"""Basis points: a question that guessing alone answers says nothing, but can be asked."""
MOST_TAUGHT = 90
"""An attempt tells of at most so many questions and skills how hard they are: the least known. One transaction."""


@dataclass(frozen=True, slots=True)
class Said:
    """What answers say of how hard something is: a precision, and the precision times the mean; millionths."""

    precision: int = 0
    shift: int = 0

    def __add__(self, other: "Said") -> "Said":
        return Said(self.precision + other.precision, self.shift + other.shift)

    def __sub__(self, other: "Said") -> "Said":
        return Said(self.precision - other.precision, self.shift - other.shift)

    @property
    def is_settled(self) -> bool:
        """Whether more answers would change next to nothing."""
        return self.precision >= SETTLED

    def belief(self, variance: float) -> Belief:
        """What is believed, where nothing was known before but how much such things vary."""
        precision = 1 / variance + self.precision / MILLIONTHS
        return Belief(self.shift / MILLIONTHS / precision, 1 / precision)

    @classmethod
    def between(cls, before: Belief, after: Belief) -> Self:
        """What leads from one belief to another."""
        return cls(
            round((1 / after.variance - 1 / before.variance) * MILLIONTHS),
            round((after.mean / after.variance - before.mean / before.variance) * MILLIONTHS),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the question's skills as they stand in the tree, the mark, and the mark that guessing would get."""

    question_id: str
    skill_ids: tuple[str, ...]
    score_bp: int
    guess_bp: int = 0


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is kept of an attempt: enough to say again what it says, and to take it back."""

    attempt_id: str
    course_id: str
    told: int
    """The revision of the news; a higher one replaces it."""
    answers: tuple[Answer, ...]
    found: Mapping[str, Said] = field(default_factory=dict)
    """How hard its questions and skills were, by what was known when it was first heard of."""
    said: Mapping[str, Said] = field(default_factory=dict)
    """What it tells of how hard they are; those that it tells nothing of are left out."""

    def subjects(self) -> tuple[str, ...]:
        """The questions and skills that it is about, each once."""
        questions = dict.fromkeys(answer.question_id for answer in self.answers)
        return (*questions, *dict.fromkeys(skill for answer in self.answers for skill in answer.skill_ids))


def taught(subjects: Mapping[str, Said]) -> tuple[str, ...]:
    """Of which of these an attempt is to tell how hard they are, when this is what is known."""
    open_ones = [name for name, known in subjects.items() if not known.is_settled]
    return tuple(sorted(open_ones, key=lambda name: (subjects[name].precision, name))[:MOST_TAUGHT])
