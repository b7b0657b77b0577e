"""What was learned from texts, once, by `infra/fitting`: weights of what speaks for a pair, a sentence, a term."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Weighing:
    """A weight for each sign, and what a thing without any weighs."""

    weights: tuple[float, ...]
    base: float

    def sum(self, signs: Sequence[float]) -> float:
        """What the signs weigh together."""
        return self.base + sum(weight * sign for weight, sign in zip(self.weights, signs, strict=True))

    def chance(self, signs: Sequence[float]) -> float:
        """The same as a probability."""
        return 1 / (1 + math.exp(-self.sum(signs)))


@cache
def weighing(of: str) -> Weighing:
    """The weighing of `pairs`, `sentences` or `terms`."""
    learned = json.loads((Path(__file__).parent / "learned.json").read_text())[of]
    return Weighing(tuple(learned["weights"]), learned["base"])
