"""Puts the catalog's services together, for the tenant of the caller."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends

from functions.catalog.gateways.files import CourseFiles
from functions.catalog.repository.approvals import ApprovalRepository
from functions.catalog.repository.assets import AssetRepository
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.categories import CategoryRepository
from functions.catalog.repository.copies import CopyRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.drafts import DraftRepository
from functions.catalog.repository.imports import CarriedRepository, ImportRepository
from functions.catalog.repository.prerequisites import PrerequisiteRepository
from functions.catalog.repository.remains import RemainsRepository
from functions.catalog.repository.restoring import RestoringRepository
from functions.catalog.repository.reviews import ReviewRepository
from functions.catalog.repository.tags import TagRepository
from functions.catalog.repository.templates import TemplateRepository
from functions.catalog.repository.versions import VersionRepository
from functions.catalog.service.approvals import ApprovalService
from functions.catalog.service.assets import AssetService
from functions.catalog.service.attachments import AttachmentService
from functions.catalog.service.categories import CategoryService
from functions.catalog.service.copying.archives import ArchiveService
from functions.catalog.service.copying.requests import CopyService
from functions.catalog.service.courses import CourseService
from functions.catalog.service.free_previews import FreePreviewService
from functions.catalog.service.instructors import InstructorService
from functions.catalog.service.lessons import LessonService
from functions.catalog.service.prerequisites import PrerequisiteService
from functions.catalog.service.previews import PreviewService
from functions.catalog.service.publishing import PublishingService
from functions.catalog.service.quality import QualityService
from functions.catalog.service.restoring import RestoringService
from functions.catalog.service.reviews import ReviewService
from functions.catalog.service.topics import TopicService
from functions.catalog.service.versions import VersionService
from shared.auth import of_tenant

if TYPE_CHECKING:
    from functions.catalog.domain.archives import Gate
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


def review_service(org_id: str) -> ReviewService:
    """The reviews of a tenant's courses."""
    return ReviewService(CourseRepository(org_id), ReviewRepository(org_id))


def _versions(org_id: str) -> VersionService:
    return VersionService(
        CourseRepository(org_id), DraftRepository(org_id), VersionRepository(org_id), BodyRepository(org_id)
    )


def _courses(org_id: str) -> CourseService:
    return CourseService(
        CourseRepository(org_id),
        DraftRepository(org_id),
        VersionRepository(org_id),
        PrerequisiteService(PrerequisiteRepository(org_id)),
        CategoryRepository(org_id),
    )


def _categories(org_id: str) -> CategoryService:
    return CategoryService(CategoryRepository(org_id), TagRepository(org_id))


def _appraisals(org_id: str) -> QualityService:
    return QualityService(DraftRepository(org_id), BodyRepository(org_id), AssetRepository(org_id))


def _approvals(org_id: str) -> ApprovalService:
    return ApprovalService(CourseRepository(org_id), ApprovalRepository(org_id), _publishing_service(org_id))


def _publishing_service(org_id: str) -> PublishingService:
    return PublishingService(CourseRepository(org_id), DraftRepository(org_id), asset_service(org_id))


def _topics(org_id: str) -> TopicService:
    return TopicService(DraftRepository(org_id))


def _lessons(org_id: str) -> LessonService:
    return LessonService(DraftRepository(org_id), BodyRepository(org_id))


def _attachments(org_id: str) -> AttachmentService:
    return AttachmentService(DraftRepository(org_id), AssetRepository(org_id))


def _free_previews(org_id: str) -> FreePreviewService:
    return FreePreviewService(CourseRepository(org_id), VersionRepository(org_id), BodyRepository(org_id))


def _previews(org_id: str) -> PreviewService:
    return PreviewService(DraftRepository(org_id), BodyRepository(org_id), asset_service(org_id))


def _instructors(org_id: str) -> InstructorService:
    return InstructorService(CourseRepository(org_id))


def _copies(org_id: str) -> CopyService:
    return CopyService(CourseRepository(org_id), CopyRepository(org_id), TemplateRepository(org_id))


def _archives(org_id: str) -> ArchiveService:
    return ArchiveService(
        org_id, CourseRepository(org_id), CopyRepository(org_id), ImportRepository(org_id), CourseFiles()
    )


def copy_steps(org_id: str, gate: "Gate") -> "CopySteps":
    """What one tenant's copying jobs do. Imported late: a request never needs it."""
    from functions.catalog.service.copying.exporting import Exporting
    from functions.catalog.service.copying.importing import Importing
    from functions.catalog.service.copying.laying import Laying
    from functions.catalog.service.copying.looking import Surroundings
    from functions.catalog.service.copying.steps import CopySteps
    from functions.catalog.service.moments import blueprint_now
    from shared.fetching import fetched

    copies, templates, bodies = CopyRepository(org_id), TemplateRepository(org_id), BodyRepository(org_id)
    imports, carried, files = ImportRepository(org_id), CarriedRepository(org_id), CourseFiles()
    here = Surroundings(CourseRepository(org_id), CategoryRepository(org_id))
    laying = Laying(copies, bodies, templates)
    moment = partial(blueprint_now, DraftRepository(org_id))
    exporting = Exporting(org_id, copies, carried, bodies, files, moment, here.category_name, fetched)
    importing = Importing(org_id, copies, imports, carried, bodies, files, laying, gate, here)
    return CopySteps(copies, moment, templates, RemainsRepository(org_id), laying, exporting, importing)


Appraisals = Annotated[QualityService, Depends(of_tenant(_appraisals))]
Categories = Annotated[CategoryService, Depends(of_tenant(_categories))]
Courses = Annotated[CourseService, Depends(of_tenant(_courses))]
Publishing = Annotated[PublishingService, Depends(of_tenant(_publishing_service))]
Topics = Annotated[TopicService, Depends(of_tenant(_topics))]
Lessons = Annotated[LessonService, Depends(of_tenant(_lessons))]
Attachments = Annotated[AttachmentService, Depends(of_tenant(_attachments))]
Previews = Annotated[PreviewService, Depends(of_tenant(_previews))]
FreePreviews = Annotated[FreePreviewService, Depends(of_tenant(_free_previews))]
Instructors = Annotated[InstructorService, Depends(of_tenant(_instructors))]
Copies = Annotated[CopyService, Depends(of_tenant(_copies))]
Versions = Annotated[VersionService, Depends(of_tenant(_versions))]
Restoring = Annotated[RestoringService, Depends(of_tenant(restoring_service))]
Approvals = Annotated[ApprovalService, Depends(of_tenant(_approvals))]
Archives = Annotated[ArchiveService, Depends(of_tenant(_archives))]
Reviews = Annotated[ReviewService, Depends(of_tenant(review_service))]
