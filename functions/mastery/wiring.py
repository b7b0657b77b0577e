"""Puts mastery's services together."""

from typing import Annotated

from fastapi import Depends

from functions.mastery.repository.courses import CourseSkillsRepository
from functions.mastery.repository.learners import LearnerRepository
from functions.mastery.repository.skills import SkillRepository
from functions.mastery.service.courses import CourseSkillsService
from functions.mastery.service.evidence import EvidenceService
from functions.mastery.service.mastery import MasteryService
from functions.mastery.service.skills import SkillService
from shared.auth import of_tenant


def evidence_service(org_id: str) -> EvidenceService:
    """What is heard of a tenant's learners."""
    return EvidenceService(SkillRepository(org_id), LearnerRepository(org_id))


def _skill_service(org_id: str) -> SkillService:
    return SkillService(SkillRepository(org_id))


def _course_service(org_id: str) -> CourseSkillsService:
    return CourseSkillsService(SkillRepository(org_id), CourseSkillsRepository(org_id))


def _mastery_service(org_id: str) -> MasteryService:
    return MasteryService(SkillRepository(org_id), CourseSkillsRepository(org_id), LearnerRepository(org_id))


Skills = Annotated[SkillService, Depends(of_tenant(_skill_service))]
"""The skills of the caller's organization."""
CourseSkills = Annotated[CourseSkillsService, Depends(of_tenant(_course_service))]
"""What the courses of the caller's organization want and teach."""
Mastery = Annotated[MasteryService, Depends(of_tenant(_mastery_service))]
"""What the learners of the caller's organization master."""
