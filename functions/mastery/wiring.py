"""Puts mastery's services together."""

from typing import Annotated

from fastapi import Depends, Request

from functions.mastery.repository.courses import CourseSkillsRepository
from functions.mastery.repository.learners import LearnerRepository
from functions.mastery.repository.skills import SkillRepository
from functions.mastery.service.courses import CourseSkillsService
from functions.mastery.service.evidence import EvidenceService
from functions.mastery.service.mastery import MasteryService
from functions.mastery.service.skills import SkillService
from shared.auth import caller_of


def evidence_service(org_id: str) -> EvidenceService:
    """What is heard of a tenant's learners."""
    return EvidenceService(SkillRepository(org_id), LearnerRepository(org_id))


async def _skill_service(request: Request) -> SkillService:
    return SkillService(SkillRepository(caller_of(request).org_id))


async def _course_service(request: Request) -> CourseSkillsService:
    org_id = caller_of(request).org_id
    return CourseSkillsService(SkillRepository(org_id), CourseSkillsRepository(org_id))


async def _mastery_service(request: Request) -> MasteryService:
    org_id = caller_of(request).org_id
    return MasteryService(SkillRepository(org_id), CourseSkillsRepository(org_id), LearnerRepository(org_id))


Skills = Annotated[SkillService, Depends(_skill_service)]
"""The skills of the caller's organization."""
CourseSkills = Annotated[CourseSkillsService, Depends(_course_service)]
"""What the courses of the caller's organization want and teach."""
Mastery = Annotated[MasteryService, Depends(_mastery_service)]
"""What the learners of the caller's organization master."""
