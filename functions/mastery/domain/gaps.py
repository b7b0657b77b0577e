"""What a course wants and teaches, and what somebody lacks of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

from functions.mastery.domain.estimates import Estimate, Estimates
from functions.mastery.domain.skills import Skills
from shared.errors import Unprocessable

MOST_TARGETS = 100
"""So many skills a course may want."""
MOST_LESSON_SKILLS = 10
MOST_MAPPED = 5000
"""So many skills all lessons of a course may have together."""
LEAST_LEVEL = 5_000
HIGHEST_LEVEL = 9_900


class CourseSkills(BaseModel):
    """What a course wants (the level of mastery in basis points, by skill) and which skills its lessons teach."""

    model_config = ConfigDict(frozen=True)

    course_id: str
    targets: Mapping[str, int] = {}
    lessons: Mapping[str, tuple[str, ...]] = {}
    revision: int = 0

    def want(self, targets: Mapping[str, int]) -> Self:
        """With these targets and no others."""
        return self.model_copy(update={"targets": dict(targets)})

    def teach(self, lesson_id: str, skill_ids: Iterable[str]) -> Self:
        """With a lesson that teaches these skills and no others."""
        lessons = {**self.lessons, lesson_id: tuple(dict.fromkeys(skill_ids))}
        if not lessons[lesson_id]:
            del lessons[lesson_id]
        if sum(len(taught) for taught in lessons.values()) > MOST_MAPPED:
            raise Unprocessable.field("/skills", "too_many", f"A course's lessons have at most {MOST_MAPPED} skills.")
        return self.model_copy(update={"lessons": lessons})

    def now(self, skills: Skills) -> Self:
        """The same with the skills that these ids stand for now; of what was merged the higher level counts."""
        targets: dict[str, int] = {}
        for skill_id, level in self.targets.items():
            meant = skills.meant_by(skill_id)
            if meant is not None:
                targets[meant] = max(level, targets.get(meant, 0))
        lessons = {lesson_id: skills.meant_by_all(taught) for lesson_id, taught in self.lessons.items()}
        return self.model_copy(update={"targets": targets, "lessons": lessons})


class GapState(StrEnum):
    """How a target stands: nobody knows yet, it is missed, or it is met, each by the best estimate."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Gap:
    """A target, and how somebody stands towards it."""

    estimate: Estimate
    level_bp: int
    lessons: tuple[tuple[str, str], ...]
    """Course and lesson of what teaches the skill or a part of it."""

    @property
    def state(self) -> GapState:
        """Where the best estimate stands."""
        if not self.estimate.answers:
            return GapState.UNKNOWN
        return GapState.MET if self.estimate.mastery_bp >= self.level_bp else GapState.MISSING

    @property
    def reached_bp(self) -> int:
        """How likely it is that the level is reached."""
        return round(10_000 * self.estimate.reaches(self.level_bp))


def gaps(
    skills: Skills, estimates: Estimates, courses: Iterable[CourseSkills], targets: Mapping[str, int] | None = None
) -> list[Gap]:
    """How somebody stands towards what some courses want, and towards further targets, in the tree's order.

    Where a skill is wanted more than once the highest level counts. Archived skills are wanted no more.
    """
    now = [course.now(skills) for course in courses]
    wanted: dict[str, int] = {}
    for one in (*(course.targets for course in now), targets or {}):
        for skill_id, level in one.items():
            wanted[skill_id] = max(level, wanted.get(skill_id, 0))
    return [
        Gap(estimates.of(one.skill_id), wanted[one.skill_id], _teaching(now, set(skills.below(one.skill_id))))
        for one in skills.items
        if one.skill_id in wanted and not one.is_archived
    ]


def _teaching(courses: Iterable[CourseSkills], skill_ids: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (course.course_id, lesson_id)
        for course in courses
        for lesson_id, taught in course.lessons.items()
        if skill_ids.intersection(taught)
    )
