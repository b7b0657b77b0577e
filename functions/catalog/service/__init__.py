"""What can be done in the catalog."""

from functions.catalog.service.approvals import ApprovalService
from functions.catalog.service.assets import AssetService
from functions.catalog.service.attachments import AttachmentService
from functions.catalog.service.categories import CategoryService
from functions.catalog.service.courses import CourseService
from functions.catalog.service.editing import Place
from functions.catalog.service.free_previews import FreeLesson, FreePreviewService
from functions.catalog.service.instructors import InstructorService, Teacher
from functions.catalog.service.lessons import LessonService, LessonView, LessonWish
from functions.catalog.service.prerequisites import PrerequisiteService
from functions.catalog.service.previews import PreviewedLesson, PreviewPage, PreviewService
from functions.catalog.service.publishing import PublishingService
from functions.catalog.service.quality import QualityService
from functions.catalog.service.restoring import RestoringService
from functions.catalog.service.reviews import Opinion, Opinions, ReviewService, Sort
from functions.catalog.service.topics import TopicService
from functions.catalog.service.versions import Difference, History, HistoryEntry, VersionPage, VersionService

__all__ = [
    "ApprovalService",
    "AssetService",
    "AttachmentService",
    "CategoryService",
    "CourseService",
    "Difference",
    "FreeLesson",
    "FreePreviewService",
    "History",
    "HistoryEntry",
    "InstructorService",
    "LessonService",
    "LessonView",
    "LessonWish",
    "Opinion",
    "Opinions",
    "Place",
    "PrerequisiteService",
    "PreviewPage",
    "PreviewService",
    "PreviewedLesson",
    "PublishingService",
    "QualityService",
    "RestoringService",
    "ReviewService",
    "Sort",
    "Teacher",
    "TopicService",
    "VersionPage",
    "VersionService",
]
