"""Puts learning's services together."""

from typing import Annotated

from fastapi import Depends, Request

from functions.learning.repository import DeadlineRepository, LearningRepository, SeatsRepository
from functions.learning.service import CourseService, EnrolmentService, ProgressService, SeatService, SweepService
from shared.auth import caller_of


def course_service(org_id: str) -> CourseService:
    """What is known of a tenant's courses."""
    return CourseService(LearningRepository(org_id))


def seat_service(org_id: str) -> SeatService:
    """The seats of a tenant's courses."""
    return SeatService(LearningRepository(org_id), SeatsRepository(org_id))


def sweep_service() -> SweepService:
    """What ends by the clock, in all organizations."""
    return SweepService(DeadlineRepository(), seat_service)


def enrolment_service(org_id: str) -> EnrolmentService:
    """A tenant's enrolments."""
    repository, seats = LearningRepository(org_id), SeatsRepository(org_id)
    return EnrolmentService(repository, seats, CourseService(repository), SeatService(repository, seats))


async def _enrolment_service(request: Request) -> EnrolmentService:
    return enrolment_service(caller_of(request).org_id)


async def _progress_service(request: Request) -> ProgressService:
    repository = LearningRepository(caller_of(request).org_id)
    return ProgressService(repository, CourseService(repository))


async def _seat_service(request: Request) -> SeatService:
    return seat_service(caller_of(request).org_id)


Enrolments = Annotated[EnrolmentService, Depends(_enrolment_service)]
"""The enrolments of the caller's organization."""
Learning = Annotated[ProgressService, Depends(_progress_service)]
"""The learners of the caller's organization."""
Seating = Annotated[SeatService, Depends(_seat_service)]
"""The seats of the caller's organization."""
