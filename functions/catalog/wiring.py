"""Puts the catalog's services together, for the tenant of the caller."""

from typing import Annotated

from fastapi import Depends, Request

from functions.catalog.repository import BodyRepository, CourseRepository, DraftRepository, VersionRepository
from functions.catalog.service import CourseService, InstructorService, LessonService, PublishingService, TopicService
from shared.auth import caller_of


async def _courses(request: Request) -> CourseService:
    org_id = caller_of(request).org_id
    return CourseService(CourseRepository(org_id), DraftRepository(org_id), VersionRepository(org_id))


async def _publishing(request: Request) -> PublishingService:
    org_id = caller_of(request).org_id
    return PublishingService(CourseRepository(org_id), DraftRepository(org_id))


async def _topics(request: Request) -> TopicService:
    return TopicService(DraftRepository(caller_of(request).org_id))


async def _lessons(request: Request) -> LessonService:
    org_id = caller_of(request).org_id
    return LessonService(DraftRepository(org_id), BodyRepository(org_id))


async def _instructors(request: Request) -> InstructorService:
    return InstructorService(CourseRepository(caller_of(request).org_id))


Courses = Annotated[CourseService, Depends(_courses)]
Publishing = Annotated[PublishingService, Depends(_publishing)]
Topics = Annotated[TopicService, Depends(_topics)]
Lessons = Annotated[LessonService, Depends(_lessons)]
Instructors = Annotated[InstructorService, Depends(_instructors)]
