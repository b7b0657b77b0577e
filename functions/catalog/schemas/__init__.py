"""Bodies of requests and answers."""

from functions.catalog.schemas.approvals import ApprovalRequestIn, ApprovalRequestOut, DecisionIn
from functions.catalog.schemas.blocks import AttachmentIn, AttachmentOut, Format
from functions.catalog.schemas.categories import CategoriesOut, CategoryChangeIn, CategoryIn, CategoryOut, TagOut
from functions.catalog.schemas.contents import (
    FullLessonOut,
    HtmlLessonOut,
    LessonChangeIn,
    LessonIn,
    LessonOut,
    TopicChangeIn,
    TopicIn,
    TopicOut,
    full_lesson_json,
)
from functions.catalog.schemas.courses import (
    AnyCourseOut,
    CourseChangeIn,
    CourseIn,
    CourseOut,
    PublishedCourseOut,
    SyllabusOut,
    any_course_out,
    syllabus_items,
)
from functions.catalog.schemas.free_previews import FreeLessonOut
from functions.catalog.schemas.instructors import InstructorChangeIn, InstructorIn, InstructorOut, InstructorsOut
from functions.catalog.schemas.previews import PreviewedLessonOut, PreviewOut
from functions.catalog.schemas.quality import QualityOut
from functions.catalog.schemas.reviews import ModerationIn, ReplyIn, ReviewIn, ReviewOut, ReviewSummaryOut
from functions.catalog.schemas.versions import (
    ChangeOut,
    ChangesOut,
    FullVersionOut,
    VersionLessonOut,
    VersionNoteIn,
    VersionOut,
    version_lesson_json,
)

__all__ = [
    "AnyCourseOut",
    "ApprovalRequestIn",
    "ApprovalRequestOut",
    "AttachmentIn",
    "AttachmentOut",
    "CategoriesOut",
    "CategoryChangeIn",
    "CategoryIn",
    "CategoryOut",
    "ChangeOut",
    "ChangesOut",
    "CourseChangeIn",
    "CourseIn",
    "CourseOut",
    "DecisionIn",
    "Format",
    "FreeLessonOut",
    "FullLessonOut",
    "FullVersionOut",
    "HtmlLessonOut",
    "InstructorChangeIn",
    "InstructorIn",
    "InstructorOut",
    "InstructorsOut",
    "LessonChangeIn",
    "LessonIn",
    "LessonOut",
    "ModerationIn",
    "PreviewOut",
    "PreviewedLessonOut",
    "PublishedCourseOut",
    "QualityOut",
    "ReplyIn",
    "ReviewIn",
    "ReviewOut",
    "ReviewSummaryOut",
    "SyllabusOut",
    "TagOut",
    "TopicChangeIn",
    "TopicIn",
    "TopicOut",
    "VersionLessonOut",
    "VersionNoteIn",
    "VersionOut",
    "any_course_out",
    "full_lesson_json",
    "syllabus_items",
    "version_lesson_json",
]
