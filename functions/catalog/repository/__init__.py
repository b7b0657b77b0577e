"""Reads and writes; one method per access pattern."""

from functions.catalog.repository.approvals import ApprovalRepository
from functions.catalog.repository.assets import AssetRepository
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.categories import CategoryRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.drafts import Draft, DraftRepository
from functions.catalog.repository.listing import Listed, PageKey
from functions.catalog.repository.prerequisites import PrerequisiteRepository
from functions.catalog.repository.remains import RemainsRepository
from functions.catalog.repository.restoring import RestoringRepository
from functions.catalog.repository.reviews import Mention, ReviewRepository
from functions.catalog.repository.tags import TagRepository
from functions.catalog.repository.versions import VersionRepository

__all__ = [
    "ApprovalRepository",
    "AssetRepository",
    "BodyRepository",
    "CategoryRepository",
    "CourseRepository",
    "Draft",
    "DraftRepository",
    "Listed",
    "Mention",
    "PageKey",
    "PrerequisiteRepository",
    "RemainsRepository",
    "RestoringRepository",
    "ReviewRepository",
    "TagRepository",
    "VersionRepository",
]
