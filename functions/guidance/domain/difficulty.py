"""How hard the next question should be.

Mastery's model: somebody answers a question rightly, without guessing, with the chance ``1 / (1 + exp(hardness -
ability))``, where ``ability`` is the estimate for the skill in logits, and a typical question has hardness 0. So the
hardness at which the chance is ``success`` is ``ability - ln(success / (1 - success))``.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

MIDDLE = 0.5
"""Logits around a typical question that are called medium."""


class Hardness(StrEnum):
    """How hard a question is, beside a typical one of its skill."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class AimedAt:
    """The questions to ask next."""

    success: float
    hardness: float
    """In logits: 0 is a typical question of the skill."""

    @property
    def label(self) -> Hardness:
        """The same in a word."""
        if abs(self.hardness) <= MIDDLE:
            return Hardness.MEDIUM
        return Hardness.EASY if self.hardness < 0 else Hardness.HARD


def aimed_at(ability: float, success: float) -> AimedAt:
    """What is answered rightly with this chance, which lies between 0 and 1."""
    return AimedAt(success, ability - math.log(success / (1 - success)))
