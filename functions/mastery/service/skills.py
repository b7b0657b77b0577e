"""The skills of an organization."""

from collections.abc import Mapping, Sequence

from events.mastery import SkillMerged
from functions.mastery.domain.skills import Skill
from functions.mastery.permissions import MERGE_SKILLS
from functions.mastery.repository.skills import SkillRepository
from shared.auth import Caller
from shared.dynamo import undisturbed
from shared.errors import Conflict, PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id


class SkillService:
    """One tenant's skills. Who may change them is said at the door."""

    def __init__(self, repository: SkillRepository) -> None:
        self._repository = repository

    def list(self) -> Sequence[Skill]:
        """All skills, archived ones too."""
        return self._repository.read().items

    def get(self, skill_id: str) -> Skill:
        """A skill."""
        return self._repository.read().get(skill_id)

    def create(self, name: str, parent_id: str | None, *, once: Once) -> Skill:
        """Add a skill."""
        skill = Skill(skill_id=new_id("skl"), name=name, parent_id=parent_id)

        def attempt() -> Skill:
            skills = self._repository.read()
            try:
                made = self._repository.add(skills.add(skill), skill.skill_id, once)
            except Conflict:
                # By the same request, perhaps: then the name is taken by what it made.
                made = self._repository.find_made(once) or ""
                if skills.find(made) is None:
                    raise
            return skill if made == skill.skill_id else self._repository.read().get(made)

        return undisturbed(attempt)

    def change(self, skill_id: str, changes: Mapping[str, object], *, expected: int) -> Skill:
        """Rename a skill, move it with its parts, archive it or take it back, if it is still at the expected
        revision.
        """

        def attempt() -> Skill:
            skills = self._repository.read()
            skill = skills.get(skill_id)
            if skill.revision != expected:
                raise PreconditionFailed(skill_id=skill_id, current_revision=skill.revision)
            changed = skill.model_copy(update=dict(changes))
            if changed == skill:
                return skill
            changed = changed.model_copy(update={"revision": expected + 1})
            self._repository.save(skills.replace(changed))
            return changed

        return undisturbed(attempt)

    def archive(self, skill_id: str) -> None:
        """Want and show a skill no more; what is known of it stays. Safe to repeat."""

        def attempt() -> None:
            skills = self._repository.read()
            skill = skills.get(skill_id)
            if not skill.is_archived:
                archived = skill.model_copy(update={"is_archived": True, "revision": skill.revision + 1})
                self._repository.save(skills.replace(archived))

        undisturbed(attempt)

    def merge(self, skill_id: str, into: str, *, by: Caller) -> None:
        """Let a skill go into another one, with all that is known of it."""
        by.require(MERGE_SKILLS)
        news = SkillMerged(skill_id=skill_id, into_skill_id=into)
        undisturbed(lambda: self._repository.save(self._repository.read().merge(skill_id, into), [news]))
