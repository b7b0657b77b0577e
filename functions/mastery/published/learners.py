"""What other rooms may ask about what somebody masters and lacks."""

from collections.abc import Sequence

from functions.mastery.domain.estimates import Estimate, Estimates
from functions.mastery.domain.gaps import CourseSkills, Gap, GapState, gaps
from functions.mastery.domain.learners import Learner
from functions.mastery.domain.skills import Skill, Skills
from functions.mastery.domain.wanted import levels_named
from functions.mastery.repository.courses import CourseSkillsRepository
from functions.mastery.repository.learners import LearnerRepository
from functions.mastery.repository.skills import SkillRepository
from shared.dynamo import Ask

__all__ = [
    "CourseSkills",
    "Estimate",
    "Estimates",
    "Gap",
    "GapState",
    "Learner",
    "Skill",
    "Skills",
    "asking_course_skills",
    "asking_learners",
    "asking_skills",
    "gaps",
    "levels_named",
]


def asking_skills(org_id: str) -> Ask[Skills]:
    """The question for an organization's tree."""
    return SkillRepository(org_id).asking()


def asking_learners(org_id: str, user_ids: Sequence[str]) -> Ask[dict[str, Learner]]:
    """The question for what these people are believed to be able to do. With the tree it makes ``Estimates``, whose
    ``of`` answers for any skill, with or without answers behind it, and ``gaps`` says what somebody lacks.
    """
    return LearnerRepository(org_id).asking(user_ids)


def asking_course_skills(org_id: str, course_ids: Sequence[str]) -> Ask[list[CourseSkills]]:
    """The question for what these courses want and which skills their lessons teach, in this order; to be seen through
    the tree with ``CourseSkills.now``.
    """
    return CourseSkillsRepository(org_id).asking(course_ids)
