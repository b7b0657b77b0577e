"""Bodies about skills, and what courses want and teach."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from functions.mastery.domain.gaps import HIGHEST_LEVEL, LEAST_LEVEL, MOST_LESSON_SKILLS, MOST_TARGETS, CourseSkills
from functions.mastery.domain.skills import LONGEST_NAME, Skill
from shared.errors import FieldError, Unprocessable
from shared.etag import etag
from shared.schemas import BodyId, In, OneLine, Out, Printable

_SKILL: dict[str, Any] = {
    "skill_id": "skl_01JD5M0Y3C4D5E6F7G8H9J0KAB",
    "name": "Percentages",
    "parent_id": None,
    "is_archived": False,
    "etag": '"rev-1"',
}
_TARGET: dict[str, Any] = {"skill_id": _SKILL["skill_id"], "level_bp": 8000}
_LESSON: dict[str, Any] = {"lesson_id": "les_01JD0K6A1B2C3D4E5F6G7H8J9K", "skill_ids": [_SKILL["skill_id"]]}
_COURSE: dict[str, Any] = {
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "targets": [_TARGET],
    "lessons": [_LESSON],
    "etag": '"rev-3"',
}

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME), Printable, OneLine
]
Parent = Annotated[BodyId | None, Field(description="The skill that it is a part of; null at the top.")]
Level = Annotated[
    int, Field(ge=LEAST_LEVEL, le=HIGHEST_LEVEL, description="The mastery that is wanted, in basis points.")
]


class SkillIn(In):
    """A skill to add. No two parts of the same skill have the same name, in whatever spelling."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": _SKILL["name"]}]})

    name: Name
    parent_id: Parent = None


class SkillChangeIn(In):
    """Changes of a skill: what is left out stays as it is."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Percentages and shares"}, {"parent_id": None, "is_archived": False}]}
    )

    name: Name = Field(default_factory=str)
    parent_id: Parent = None
    is_archived: bool = False

    def changes(self) -> dict[str, object]:
        """What is to be changed, and to what."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class SkillOut(Out):
    """A skill."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SKILL]})

    skill_id: str
    name: str
    parent_id: str | None
    is_archived: bool
    etag: str

    @classmethod
    def of(cls, skill: Skill) -> "SkillOut":
        """The answer for a skill."""
        return cls(etag=etag(skill.revision), **skill.model_dump(exclude={"revision"}))


class SkillsOut(Out):
    """All skills of the organization, in the order of their making; there are at most 500."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_SKILL]}]})

    items: list[SkillOut]


class TargetIn(In):
    """A skill that a course wants, and how well."""

    model_config = ConfigDict(json_schema_extra={"examples": [_TARGET]})

    skill_id: BodyId
    level_bp: Level = 8_000


class TargetsIn(In):
    """All that a course wants."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"targets": [_TARGET]}]})

    targets: Annotated[list[TargetIn], Field(max_length=MOST_TARGETS)]

    def levels(self) -> dict[str, int]:
        """The levels, by skill. Raises ``Unprocessable`` for a skill that is named twice."""
        _require_once([one.skill_id for one in self.targets], "/targets")
        return {one.skill_id: one.level_bp for one in self.targets}


class SkillRef(In):
    """A skill by its id."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"skill_id": _SKILL["skill_id"]}]})

    skill_id: BodyId


class LessonSkillsIn(In):
    """All that a lesson teaches."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"skills": [{"skill_id": _SKILL["skill_id"]}]}]})

    skills: Annotated[list[SkillRef], Field(max_length=MOST_LESSON_SKILLS)]

    def skill_ids(self) -> list[str]:
        """The skills. Raises ``Unprocessable`` for one that is named twice."""
        found = [one.skill_id for one in self.skills]
        _require_once(found, "/skills")
        return found


class TargetOut(Out):
    """A skill that a course wants, and how well."""

    model_config = ConfigDict(json_schema_extra={"examples": [_TARGET]})

    skill_id: str
    level_bp: int


class LessonSkillsOut(Out):
    """A lesson, and the skills that it teaches."""

    model_config = ConfigDict(json_schema_extra={"examples": [_LESSON]})

    lesson_id: str
    skill_ids: list[str]


class CourseSkillsOut(Out):
    """What a course wants, and what its lessons teach."""

    model_config = ConfigDict(json_schema_extra={"examples": [_COURSE]})

    course_id: str
    targets: list[TargetOut]
    lessons: list[LessonSkillsOut]
    etag: str

    @classmethod
    def of(cls, course: CourseSkills) -> "CourseSkillsOut":
        """The answer for a course."""
        return cls(
            course_id=course.course_id,
            targets=[TargetOut(skill_id=skill_id, level_bp=level) for skill_id, level in course.targets.items()],
            lessons=[lesson_out(course, lesson_id) for lesson_id in course.lessons],
            etag=etag(course.revision),
        )


def lesson_out(course: CourseSkills, lesson_id: str) -> LessonSkillsOut:
    """The answer for a lesson of a course."""
    return LessonSkillsOut(lesson_id=lesson_id, skill_ids=list(course.lessons.get(lesson_id, ())))


def _require_once(skill_ids: list[str], pointer: str) -> None:
    seen: set[str] = set()
    faults: list[FieldError] = []
    for number, skill_id in enumerate(skill_ids):
        if skill_id in seen:
            faults.append(FieldError(f"{pointer}/{number}/skill_id", "repeated", "The skill is named twice."))
        seen.add(skill_id)
    if faults:
        raise Unprocessable("A skill is named twice.", errors=faults)
