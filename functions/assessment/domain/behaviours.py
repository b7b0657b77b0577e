"""How answering goes on, apart from what is asked: an exam, practice, or several tries.

A behaviour says what is shown to somebody who has an answer checked, and what the checked answers are worth together.
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from functions.assessment.domain.release import What


class Behaviour(StrEnum):
    """How answering goes on."""

    EXAM = "exam"
    """Nothing is said before the attempt is over; the last answer counts."""
    PRACTICE = "practice"
    """An answer can be checked: it is told at once what is right, and the first checked answer counts."""
    TRIES = "tries"
    """An answer can be checked, and tried again at a cost: the best try counts."""


SHOWN_AT_CHECK: dict[Behaviour, frozenset[What]] = {
    Behaviour.EXAM: frozenset(),
    Behaviour.PRACTICE: frozenset({What.CORRECTNESS, What.FEEDBACK, What.RIGHT_ANSWERS}),
    Behaviour.TRIES: frozenset({What.CORRECTNESS, What.FEEDBACK}),
}
"""What is told to who has an answer checked."""

MOST_TRIES = 20


def worth(behaviour: Behaviour, checked: Sequence[Fraction], last: Fraction, *, penalty_bp: int) -> Fraction:
    """What a question is worth in the end, from the shares of the answers that were checked, in order, and of the last.

    Tries: ``max(share - penalty * tries before)`` over the tries, where saying the same again is no try of its own (it
    is not among ``checked``). After Moodle's adaptive behaviour.
    """
    if not checked or behaviour is Behaviour.EXAM:
        return last
    if behaviour is Behaviour.PRACTICE:
        return checked[0]
    return max(share - Fraction(penalty_bp * tries, 10_000) for tries, share in enumerate(checked))
