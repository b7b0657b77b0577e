"""Hearing of answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from functions.mastery.domain.evidence import MOST_TAUGHT, Answer, Attempt, Said, taught
from functions.mastery.domain.learners import Learner, refolded
from functions.mastery.domain.skills import Skills
from functions.mastery.repository.learners import Kept, LearnerRepository
from functions.mastery.repository.skills import SkillRepository
from shared.dynamo import undisturbed
from shared.errors import Unavailable


@dataclass(frozen=True, slots=True)
class _Outcome:
    attempt: Attempt
    learner: Learner
    hardness: dict[str, Said]
    """What is to be added to how hard things are."""


class EvidenceService:
    """One tenant's answers, and what follows from them."""

    def __init__(self, skills: SkillRepository, learners: LearnerRepository) -> None:
        self._skills = skills
        self._learners = learners

    def hear(self, user_id: str, attempt: Attempt) -> None:
        """Take an attempt in, or in the place of what older news said of it. Older or equal news changes nothing.

        What counts are answers to questions that have skills which are there. An attempt that comes late, or again with
        other marks, makes what is believed of its learner new from all their attempts; how hard things were found to
        be when it was first heard of stays.
        """
        answers = _placed(attempt.answers, self._tree(attempt.answers))
        attempt = replace(attempt, answers=answers)

        def take(*, teaching: bool) -> None:
            kept = self._learners.read(user_id, attempt.course_id, attempt.attempt_id, attempt.subjects())
            known = kept.attempt
            if (known is None and not answers) or (known is not None and known.told >= attempt.told):
                return
            outcome = self._outcome(user_id, kept, attempt, teaching=teaching)
            self._learners.keep(user_id, kept, outcome.attempt, outcome.learner, outcome.hardness)

        try:
            undisturbed(lambda: take(teaching=True))
        except Unavailable:
            # Many answer the same questions right now: how hard these are, is learned from the others.
            undisturbed(lambda: take(teaching=False))

    def forget(self, user_id: str) -> None:
        """Let go of all that is known of somebody; how hard things were found to be names nobody, and stays. Safe to
        repeat."""
        self._learners.forget(user_id)

    def _outcome(self, user_id: str, kept: Kept, attempt: Attempt, *, teaching: bool) -> _Outcome:
        known = kept.attempt or Attempt(attempt.attempt_id, attempt.course_id, 0, ())
        found = {name: known.found.get(name, now) for name, now in kept.hardness.items()}
        fresh = {name: said for name, said in found.items() if name not in known.found}
        # What it said before has to be taken back, and counts among what one transaction holds.
        room = MOST_TAUGHT - len(known.said) if teaching else 0
        tells = {*known.said, *taught(fresh)[:room]}
        attempt = replace(attempt, found=found)
        if kept.attempt is None and attempt.attempt_id > kept.learner.latest:
            learner, said = kept.learner.after(attempt)
        else:
            others = [one for one in self._learners.list_attempts(user_id) if one.attempt_id != attempt.attempt_id]
            learner, said = refolded([*others, attempt], attempt.attempt_id)
        said = {name: one for name, one in said.items() if name in tells}
        changes = {name: said.get(name, Said()) - known.said.get(name, Said()) for name in (*said, *known.said)}
        changed = {name: change for name, change in changes.items() if change != Said()}
        return _Outcome(replace(attempt, said=said), learner, changed)

    def _tree(self, answers: Sequence[Answer]) -> Skills:
        """The skills as they are, or were seconds ago if all that are needed were there."""
        recent = self._skills.recent()
        wanted = {skill_id for one in answers for skill_id in one.skill_ids}
        return recent if all(recent.meant_by(skill_id) for skill_id in wanted) else self._skills.read()


def _placed(answers: Sequence[Answer], skills: Skills) -> tuple[Answer, ...]:
    """The answers that say something of skills that are there."""
    placed = (replace(one, skill_ids=skills.meant_by_all(one.skill_ids)) for one in answers)
    return tuple(one for one in placed if one.skill_ids)
