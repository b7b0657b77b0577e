"""Puts the catalog's services together, for the tenant of the caller."""

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from functions.catalog.repository import (
    ApprovalRepository,
    AssetRepository,
    BodyRepository,
    CategoryRepository,
    CourseRepository,
    DraftRepository,
    PrerequisiteRepository,
    RemainsRepository,
    RestoringRepository,
    TagRepository,
    VersionRepository,
)
from functions.catalog.repository.copies import CopyRepository
from functions.catalog.repository.templates import TemplateRepository
from functions.catalog.service import (
    ApprovalService,
    AssetService,
    AttachmentService,
    CategoryService,
    CourseService,
    FreePreviewService,
    InstructorService,
    LessonService,
    PrerequisiteService,
    PreviewService,
    PublishingService,
    QualityService,
    RestoringService,
    TopicService,
    VersionService,
)
from functions.catalog.service.copying.requests import CopyService
from shared.auth import caller_of

if TYPE_CHECKING:
    from functions.catalog.service.copying.steps import CopySteps


def asset_service(org_id: str) -> AssetService:
    """What is known of a tenant's files."""
    return AssetService(AssetRepository(org_id), BodyRepository(org_id))


def restoring_service(org_id: str) -> RestoringService:
    """What restores versions of a tenant's courses."""
    return RestoringService(
        CourseRepository(org_id),
        DraftRepository(org_id),
        VersionRepository(org_id),
        BodyRepository(org_id),
        RestoringRepository(org_id),
    )


async def _restoring(request: Request) -> RestoringService:
    return restoring_service(caller_of(request).org_id)


async def _versions(request: Request) -> VersionService:
    org_id = caller_of(request).org_id
    return VersionService(
        CourseRepository(org_id), DraftRepository(org_id), VersionRepository(org_id), BodyRepository(org_id)
    )


async def _courses(request: Request) -> CourseService:
    org_id = caller_of(request).org_id
    return CourseService(
        CourseRepository(org_id),
        DraftRepository(org_id),
        VersionRepository(org_id),
        PrerequisiteService(PrerequisiteRepository(org_id)),
        CategoryRepository(org_id),
    )


async def _categories(request: Request) -> CategoryService:
    org_id = caller_of(request).org_id
    return CategoryService(CategoryRepository(org_id), TagRepository(org_id))


async def _appraisals(request: Request) -> QualityService:
    org_id = caller_of(request).org_id
    return QualityService(DraftRepository(org_id), BodyRepository(org_id), AssetRepository(org_id))


async def _publishing(request: Request) -> PublishingService:
    return _publishing_service(caller_of(request).org_id)


async def _approvals(request: Request) -> ApprovalService:
    org_id = caller_of(request).org_id
    return ApprovalService(CourseRepository(org_id), ApprovalRepository(org_id), _publishing_service(org_id))


def _publishing_service(org_id: str) -> PublishingService:
    return PublishingService(CourseRepository(org_id), DraftRepository(org_id), asset_service(org_id))


async def _topics(request: Request) -> TopicService:
    return TopicService(DraftRepository(caller_of(request).org_id))


async def _lessons(request: Request) -> LessonService:
    org_id = caller_of(request).org_id
    return LessonService(DraftRepository(org_id), BodyRepository(org_id))


async def _attachments(request: Request) -> AttachmentService:
    org_id = caller_of(request).org_id
    return AttachmentService(DraftRepository(org_id), AssetRepository(org_id))


async def _free_previews(request: Request) -> FreePreviewService:
    org_id = caller_of(request).org_id
    return FreePreviewService(CourseRepository(org_id), VersionRepository(org_id), BodyRepository(org_id))


async def _previews(request: Request) -> PreviewService:
    org_id = caller_of(request).org_id
    return PreviewService(DraftRepository(org_id), BodyRepository(org_id), asset_service(org_id))


async def _instructors(request: Request) -> InstructorService:
    return InstructorService(CourseRepository(caller_of(request).org_id))


async def _copies(request: Request) -> CopyService:
    org_id = caller_of(request).org_id
    return CopyService(CourseRepository(org_id), CopyRepository(org_id), TemplateRepository(org_id))


def copy_steps(org_id: str) -> "CopySteps":
    """What one tenant's copying jobs do. Imported late: a request never needs it."""
    from functions.catalog.service.copying.laying import Laying
    from functions.catalog.service.copying.steps import CopySteps

    copies, templates = CopyRepository(org_id), TemplateRepository(org_id)
    laying = Laying(copies, BodyRepository(org_id), templates)
    return CopySteps(copies, DraftRepository(org_id), templates, RemainsRepository(org_id), laying, {}, {})


Appraisals = Annotated[QualityService, Depends(_appraisals)]
Categories = Annotated[CategoryService, Depends(_categories)]
Courses = Annotated[CourseService, Depends(_courses)]
Publishing = Annotated[PublishingService, Depends(_publishing)]
Topics = Annotated[TopicService, Depends(_topics)]
Lessons = Annotated[LessonService, Depends(_lessons)]
Attachments = Annotated[AttachmentService, Depends(_attachments)]
Previews = Annotated[PreviewService, Depends(_previews)]
FreePreviews = Annotated[FreePreviewService, Depends(_free_previews)]
Instructors = Annotated[InstructorService, Depends(_instructors)]
Copies = Annotated[CopyService, Depends(_copies)]
Versions = Annotated[VersionService, Depends(_versions)]
Restoring = Annotated[RestoringService, Depends(_restoring)]
Approvals = Annotated[ApprovalService, Depends(_approvals)]
