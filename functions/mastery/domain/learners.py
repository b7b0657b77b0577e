"""What somebody is believed to be able to do, from all their answers in the order of their attempts.

It is a fold: the same attempts give the same estimate, whenever and however often they are heard of. Attempts come in
the order of their ids, which is that of their beginnings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from functions.mastery.domain.believing import Belief, Outlook, Share, learn
from functions.mastery.domain.evidence import QUESTION_VARIANCE, SKILL_VARIANCE, Answer, Attempt, Said

START = 0.5
"""What somebody of whom nothing is known is expected to do, in logits: 62 % of questions right."""
FIRST_MEETING = -0.5
"""Whoever meets a skill for the first time does worse, by so much, than from the second question on."""
ABILITY_VARIANCE = 1.2
ABILITY_DRIFT = 0.005
"""What people can changes while they learn: so much variance is added with each answer."""
SKILL_SPREAD = 0.3
SKILL_DRIFT = 0.005
FORM_VARIANCE = 0.5
FORM_KEPT = 0.6
"""Form is how somebody is doing right now; so much of it lasts until the next answer."""
PLACES = 5
"""Decimal places that are kept between attempts."""


@dataclass(frozen=True, slots=True)
class SkillBelief:
    """What somebody can of a skill beyond what they can in general, and how hard the skill was found to be."""

    mean: float = 0.0
    variance: float = SKILL_SPREAD
    hardness: float = 0.0
    answers: int = 0


@dataclass(frozen=True, slots=True)
class Learner:
    """What somebody is believed to be able to do."""

    ability: tuple[float, float] = (0.0, ABILITY_VARIANCE)
    """Mean and variance, as all pairs here."""
    form: tuple[float, float] = (0.0, FORM_VARIANCE)
    skills: Mapping[str, SkillBelief] = field(default_factory=dict)
    latest: str = ""
    """The last attempt that went in."""

    def after(self, attempt: Attempt) -> "tuple[Learner, dict[str, Said]]":
        """What is believed after one more attempt, which no earlier one may follow; and what it tells of how hard its
        questions and skills are.
        """
        mind = Mind(self, attempt.found)
        for answer in attempt.answers:
            mind.answer(answer)
        return replace(mind.learner(), latest=attempt.attempt_id), mind.said()


class Mind:
    """The beliefs about somebody while they answer, one question after the other."""

    def __init__(self, learner: Learner, found: Mapping[str, Said]) -> None:
        self._before = learner
        self._ability, self._form = Belief(*learner.ability), Belief(*learner.form)
        self._skills: dict[str, Belief] = {}
        self._answers: dict[str, int] = {}
        self._found = found
        self._hardness: dict[str, Belief] = {}
        self._variances: dict[str, float] = {}

    def answer(self, answer: Answer) -> Outlook:
        """Learn from an answer to a question that has skills. Returns what was expected before."""
        self._ability.variance += ABILITY_DRIFT
        weight = 1 / len(answer.skill_ids)
        start = START
        shares: list[Share] = [
            (self._ability, 1.0),
            (self._form, 1.0),
            (self._hard(answer.question_id, QUESTION_VARIANCE), -1.0),
        ]
        for skill_id in answer.skill_ids:
            shares += [(self._skill(skill_id), weight), (self._hard(skill_id, SKILL_VARIANCE), -weight)]
            start += 0.0 if self._answers[skill_id] else weight * FIRST_MEETING
            self._answers[skill_id] += 1
        before = learn(shares, answer.score_bp / 10_000, answer.guess_bp / 10_000, start)
        self._form.mean *= FORM_KEPT
        self._form.variance = self._form.variance * FORM_KEPT**2 + FORM_VARIANCE
        return before

    def learner(self) -> Learner:
        """What is believed now."""
        skills = {
            skill_id: SkillBelief(
                *_rounded(belief), round(self._hardness[skill_id].mean, PLACES), self._answers[skill_id]
            )
            for skill_id, belief in self._skills.items()
        }
        return Learner(
            _rounded(self._ability), _rounded(self._form), {**self._before.skills, **skills}, self._before.latest
        )

    def said(self) -> dict[str, Said]:
        """What the answers tell of how hard their questions and skills are."""
        return {
            name: Said.between(self._found.get(name, Said()).belief(self._variances[name]), after)
            for name, after in self._hardness.items()
        }

    def _skill(self, skill_id: str) -> Belief:
        if skill_id not in self._skills:
            known = self._before.skills.get(skill_id, SkillBelief())
            self._skills[skill_id] = Belief(known.mean, known.variance)
            self._answers[skill_id] = known.answers
        belief = self._skills[skill_id]
        belief.variance += SKILL_DRIFT
        return belief

    def _hard(self, name: str, variance: float) -> Belief:
        if name not in self._hardness:
            self._hardness[name] = self._found.get(name, Said()).belief(variance)
            self._variances[name] = variance
        return self._hardness[name]


def refolded(attempts: Iterable[Attempt], attempt_id: str) -> tuple[Learner, dict[str, Said]]:
    """What is believed after all of somebody's attempts, given in any order, and what one of them tells of how hard
    things are.
    """
    learner, told = Learner(), dict[str, Said]()
    for attempt in sorted(attempts, key=lambda one: one.attempt_id):
        learner, said = learner.after(attempt)
        if attempt.attempt_id == attempt_id:
            told = said
    return learner, told


def _rounded(belief: Belief) -> tuple[float, float]:
    return round(belief.mean, PLACES), round(belief.variance, PLACES)
