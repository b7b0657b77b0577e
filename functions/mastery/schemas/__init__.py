"""Bodies of requests and answers."""

from functions.mastery.schemas.gaps import GapsOut, LearnerGapsOut
from functions.mastery.schemas.mastery import MasteryOut
from functions.mastery.schemas.skills import (
    CourseSkillsOut,
    LessonSkillsIn,
    LessonSkillsOut,
    SkillChangeIn,
    SkillIn,
    SkillOut,
    SkillsOut,
    TargetsIn,
)

__all__ = [
    "CourseSkillsOut",
    "GapsOut",
    "LearnerGapsOut",
    "LessonSkillsIn",
    "LessonSkillsOut",
    "MasteryOut",
    "SkillChangeIn",
    "SkillIn",
    "SkillOut",
    "SkillsOut",
    "TargetsIn",
]
