"""What is believed of how well somebody does, and what one answer changes of that.

The model is additive and logistic, as in Rasch's and in Cen, Koedinger and Junker's (2006): the chance to answer right
grows with what the learner can in general, what they can of the question's skills beyond that, and how they are just
now, and falls with how hard the skills and the question are. Each of these is believed to be normal with a mean and a
variance, and an answer moves all of them at once, each by its share of the uncertainty: an extended Kalman step, as in
Glickman's "Parameter estimation in large dynamic paired comparison experiments" (1999), which is Elo's rule with a step
that is as large as the doubt. A lucky guess is allowed for as in Birnbaum's three-parameter model (Lord, 1980): an
answer that guessing may explain tells less, by Fisher's information.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_CHANCE = 1e-6


@dataclass(slots=True)
class Belief:
    """Something that is not known exactly, in logits: a mean, and the variance around it."""

    mean: float
    variance: float


Share = tuple[Belief, float]
"""A belief, and how much of it counts: minus for what makes an answer harder."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of one answer: the sum of the shares, and the chance that it is right."""

    mean: float
    variance: float
    chance: float


def outlook(shares: Sequence[Share], guess: float, start: float = 0.0) -> Outlook:
    """What to expect of an answer that guessing alone gets right with the chance ``guess``.

    The mean of a logistic function of a normal variable is MacKay's approximation (1992).
    """
    mean = start + math.fsum(weight * belief.mean for belief, weight in shares)
    variance = math.fsum(weight * weight * belief.variance for belief, weight in shares)
    return Outlook(mean, variance, guess + (1 - guess) * moderated(mean, variance))


def learn(shares: Sequence[Share], score: float, guess: float, start: float = 0.0) -> Outlook:
    """Move the beliefs by an answer that reached ``score`` of 1. Returns what was expected of it before."""
    before = outlook(shares, guess, start)
    surprise = (score - before.chance) * _weight((before.chance - guess) / (1 - guess), before.chance, guess)
    information = _information(logistic(before.mean), guess)
    shrinking = information / (1 + before.variance * information)
    for belief, weight in shares:
        gain = weight * belief.variance
        belief.mean += gain * surprise
        belief.variance -= gain * gain * shrinking
    return before


def moderated(mean: float, variance: float) -> float:
    """The expected value of a logistic function of something normal."""
    return logistic(mean / math.sqrt(1 + math.pi * variance / 8))


def logistic(logit: float) -> float:
    """The chance that a logit stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def _weight(known: float, chance: float, guess: float) -> float:
    """How much of a surprise counts; 1 where nobody can guess."""
    slope = (1 - guess) * known * (1 - known)
    return slope / max(LEAST_CHANCE, chance * (1 - chance))


def _information(known: float, guess: float) -> float:
    """Fisher's information of an answer about its logit."""
    chance = guess + (1 - guess) * known
    slope = (1 - guess) * known * (1 - known)
    return slope * slope / max(LEAST_CHANCE, chance * (1 - chance))
