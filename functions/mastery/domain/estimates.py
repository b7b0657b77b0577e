"""What is said of somebody's mastery: an estimate for each skill of the tree, and how sure it is.

A skill's estimate is what the answers to its own questions tell; that of a skill with parts is the mean over its parts,
each counting alike, and its own questions as one part more. A part without answers counts with what the learner's other
answers make one expect, which is not sure: so whoever has shown one part of ten is not taken for a master of all.
Moving or merging skills therefore needs no estimate to be touched.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.mastery.domain.believing import logistic, moderated
from functions.mastery.domain.learners import SKILL_SPREAD, START, Learner, SkillBelief
from functions.mastery.domain.skills import Skills

INTERVAL = 1.6448536269514722
"""Standard deviations: nine of ten times the truth lies between ``low_bp`` and ``high_bp``, if the model holds."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What somebody is believed to master of a skill. Basis points: the chance to answer a typical question of it
    without guessing.
    """

    skill_id: str
    logit: float
    variance: float
    answers: int
    """How many answers stand behind it, those to questions of its parts included."""

    @property
    def mastery_bp(self) -> int:
        """The expected value."""
        return round(10_000 * moderated(self.logit, self.variance))

    @property
    def low_bp(self) -> int:
        """The lower end of the interval."""
        return round(10_000 * logistic(self.logit - INTERVAL * math.sqrt(self.variance)))

    @property
    def high_bp(self) -> int:
        """The upper end of the interval."""
        return round(10_000 * logistic(self.logit + INTERVAL * math.sqrt(self.variance)))

    def reaches(self, level_bp: int) -> float:
        """How likely it is that mastery is at this level or above."""
        level = min(9_999, max(1, level_bp)) / 10_000
        distance = (self.logit - math.log(level / (1 - level))) / math.sqrt(self.variance)
        return (1 + math.erf(distance / math.sqrt(2))) / 2


class Estimates:
    """All that is believed of one learner, seen through the tree as it is now."""

    def __init__(self, skills: Skills, learner: Learner) -> None:
        self._skills = skills
        self._learner = learner
        self._parts = skills.parts()
        self._own = _own(skills, learner.skills)
        self._known: dict[str, SkillBelief] = {}

    def of(self, skill_id: str) -> Estimate:
        """The estimate for a skill that is in the tree."""
        belief = self._belief(skill_id)
        mean, variance = self._learner.ability
        logit = START + mean + belief.mean - belief.hardness
        return Estimate(skill_id, logit, variance + belief.variance, belief.answers)

    def shown(self) -> list[Estimate]:
        """Those of all skills that are not archived and that some answers say something of, in the tree's order."""
        every = [self.of(one.skill_id) for one in self._skills.items if not one.is_archived]
        return [one for one in every if one.answers]

    def _belief(self, skill_id: str) -> SkillBelief:
        if skill_id not in self._known:
            parts = [self._belief(part) for part in self._parts.get(skill_id, ())]
            own = self._own.get(skill_id)
            self._known[skill_id] = _mean([*([own] if own else []), *parts] or [SkillBelief()])
        return self._known[skill_id]


def _own(skills: Skills, beliefs: Mapping[str, SkillBelief]) -> dict[str, SkillBelief]:
    """What is believed of the skills that are there, by the answers to their own questions and to those of the skills
    that went into them.
    """
    found: dict[str, list[SkillBelief]] = {}
    for skill_id, belief in beliefs.items():
        meant = skills.meant_by(skill_id)
        if meant is not None:
            found.setdefault(meant, []).append(belief)
    return {skill_id: _joined(several) for skill_id, several in found.items()}


def _joined(beliefs: Sequence[SkillBelief]) -> SkillBelief:
    """What several beliefs about the same thing say together: their information is added, what was known before counts
    once.
    """
    if len(beliefs) == 1:
        return beliefs[0]
    answers = sum(one.answers for one in beliefs)
    precision = 1 / SKILL_SPREAD + sum(max(0.0, 1 / one.variance - 1 / SKILL_SPREAD) for one in beliefs)
    mean = sum(one.mean / one.variance for one in beliefs) / precision
    hardness = sum(one.hardness * one.answers for one in beliefs) / answers
    return SkillBelief(mean, 1 / precision, hardness, answers)


def _mean(parts: Sequence[SkillBelief]) -> SkillBelief:
    """The mean of independent parts."""
    if len(parts) == 1:
        return parts[0]
    count = len(parts)
    return SkillBelief(
        sum(one.mean for one in parts) / count,
        sum(one.variance for one in parts) / count**2,
        sum(one.hardness for one in parts) / count,
        sum(one.answers for one in parts),
    )
