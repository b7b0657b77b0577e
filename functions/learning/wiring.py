"""Puts learning's services together."""

from typing import Annotated

from fastapi import Depends, Request

from functions.learning.repository import LearningRepository
from functions.learning.service import CourseService, EnrolmentService, ProgressService
from shared.auth import caller_of


def course_service(org_id: str) -> CourseService:
    """What is known of a tenant's courses."""
    return CourseService(LearningRepository(org_id))


async def _enrolment_service(request: Request) -> EnrolmentService:
    repository = LearningRepository(caller_of(request).org_id)
    return EnrolmentService(repository, CourseService(repository))


async def _progress_service(request: Request) -> ProgressService:
    repository = LearningRepository(caller_of(request).org_id)
    return ProgressService(repository, CourseService(repository))


Enrolments = Annotated[EnrolmentService, Depends(_enrolment_service)]
"""The enrolments of the caller's organization."""
Learning = Annotated[ProgressService, Depends(_progress_service)]
"""The learners of the caller's organization."""
