"""The skills of an organization: a tree.

All of them are one value, replaced at its revision, so that names, depth and the absence of rings hold for all at once.
A skill that was merged into another one stays known by its id, with the one that it went into: no question, lesson or
estimate has to be touched.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from pydantic import BaseModel, ConfigDict

from functions.mastery.errors import SkillArchived, SkillHasParts, SkillNameTaken, SkillNotFound, SkillsFull
from shared.errors import Unprocessable

MOST_SKILLS = 500
"""How many skills an organization may have at a time, archived ones included."""
MOST_SKILLS_EVER = 2000
"""How many it can have had: the ids of the merged ones are kept."""
DEEPEST = 6
"""How many levels the tree may have."""
LONGEST_NAME = 80


class Skill(BaseModel):
    """Something that can be learned."""

    model_config = ConfigDict(frozen=True)

    skill_id: str
    name: str
    parent_id: str | None = None
    is_archived: bool = False
    revision: int = 1


class Skills(BaseModel):
    """All skills of an organization, in the order of their making."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Skill, ...] = ()
    merged: Mapping[str, str] = {}
    """What a skill was merged into: one that may be merged by now as well."""
    revision: int = 0

    # -- reading

    def find(self, skill_id: str) -> Skill | None:
        """The skill with this id."""
        return next((one for one in self.items if one.skill_id == skill_id), None)

    def get(self, skill_id: str) -> Skill:
        """The skill with this id. Raises ``SkillNotFound``."""
        skill = self.find(skill_id)
        if skill is None:
            raise SkillNotFound(skill_id=skill_id)
        return skill

    def meant_by(self, skill_id: str) -> str | None:
        """The skill that this id stands for now: itself, or what it went into; None for one that never was."""
        while skill_id in self.merged:
            skill_id = self.merged[skill_id]
        return skill_id if self.find(skill_id) else None

    def meant_by_all(self, skill_ids: Iterable[str]) -> tuple[str, ...]:
        """The skills that these ids stand for now, each once, in order; unknown ones are left out."""
        return tuple(dict.fromkeys(meant for one in skill_ids if (meant := self.meant_by(one))))

    def parts(self) -> dict[str, list[str]]:
        """For each skill that has some, its parts that are not archived."""
        found: dict[str, list[str]] = {}
        for one in self.items:
            if one.parent_id is not None and not one.is_archived:
                found.setdefault(one.parent_id, []).append(one.skill_id)
        return found

    def below(self, skill_id: str) -> tuple[str, ...]:
        """A skill and all that it consists of, archived ones left out."""
        parts, found = self.parts(), [skill_id]
        for one in found:
            found += parts.get(one, ())
        return tuple(found)

    def require(self, skill_id: str, pointer: str) -> Skill:
        """A skill that can be pointed to. Raises ``Unprocessable`` for that place."""
        skill = self.find(skill_id)
        if skill is None or skill.is_archived:
            raise Unprocessable.field(pointer, "not_found", "There is no such skill, or it is archived.")
        return skill

    # -- changing

    def add(self, skill: Skill) -> Self:
        """With one more."""
        if len(self.items) >= MOST_SKILLS:
            raise SkillsFull(f"An organization has at most {MOST_SKILLS} skills.")
        if len(self.items) + len(self.merged) >= MOST_SKILLS_EVER:
            raise SkillsFull(f"An organization can have had at most {MOST_SKILLS_EVER} skills.")
        return self._fitting([*self.items, skill], skill)

    def replace(self, skill: Skill) -> Self:
        """With this in the place of the skill of the same id, which it was made from."""
        before = self.get(skill.skill_id)
        if skill.is_archived and not before.is_archived and skill.skill_id in self.parts():
            raise SkillHasParts(skill_id=skill.skill_id)
        return self._fitting([skill if one.skill_id == skill.skill_id else one for one in self.items], skill)

    def merge(self, skill_id: str, into: str) -> Self:
        """Without a skill; its id stands for another one from now on."""
        self.get(skill_id)
        if any(one.parent_id == skill_id for one in self.items):
            raise SkillHasParts(skill_id=skill_id)
        rest = [one for one in self.items if one.skill_id != skill_id]
        merged = self.model_copy(update={"items": tuple(rest), "merged": {**self.merged, skill_id: into}})
        merged.require(into, "/query/merge_into")
        return merged

    def _fitting(self, items: Sequence[Skill], changed: Skill) -> Self:
        """All of these, if the one that is new among them fits into the tree."""
        by_id = {one.skill_id: one for one in items}
        line = _line(by_id, changed)
        parent = by_id[changed.parent_id] if changed.parent_id is not None else None
        if parent is not None and parent.is_archived and not changed.is_archived:
            raise SkillArchived(skill_id=parent.skill_id)
        siblings = (one for one in items if one.parent_id == changed.parent_id and one.skill_id != changed.skill_id)
        if any(folded(one.name) == folded(changed.name) for one in siblings):
            raise SkillNameTaken(name=changed.name)
        if len(line) - 1 + _height(items, changed.skill_id) > DEEPEST:
            raise Unprocessable.field("/parent_id", "too_deep", f"The tree has at most {DEEPEST} levels.")
        return self.model_copy(update={"items": tuple(items)})


def folded(name: str) -> str:
    """Equal for names that people would take for the same one."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


def _line(by_id: Mapping[str, Skill], skill: Skill) -> list[str]:
    """A skill and those above it. Raises ``Unprocessable`` where that is a ring, or leads nowhere."""
    line = [skill.skill_id]
    while (above := by_id[line[-1]].parent_id) is not None:
        if above in line:
            raise Unprocessable.field("/parent_id", "ring", "A skill cannot be below itself.")
        if above not in by_id:
            raise Unprocessable.field("/parent_id", "not_found", "There is no such skill.")
        line.append(above)
    return line


def _height(items: Sequence[Skill], skill_id: str) -> int:
    """How many levels a skill and those below it take."""
    level, height = {skill_id}, 0
    while level:
        level = {one.skill_id for one in items if one.parent_id in level}
        height += 1
    return height
