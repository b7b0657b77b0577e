"""What other rooms may ask of mastery. They may read its table, so this runs in their process.

Here is what questions need; ``published.learners`` has what somebody masters and lacks, for who asks that: it reaches
much more of the room.
"""

from collections.abc import Sequence

from functions.mastery.repository.skills import SkillRepository

__all__ = ["unknown_skills"]


def unknown_skills(org_id: str, skill_ids: Sequence[str]) -> list[str]:
    """Those of these ids that stand for no skill of the organization. One read, or none."""
    repository = SkillRepository(org_id)
    recent = repository.recent()
    skills = recent if all(recent.meant_by(one) for one in skill_ids) else repository.read()
    return [one for one in skill_ids if skills.meant_by(one) is None]
