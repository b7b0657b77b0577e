"""What the catalog runs."""

from events.catalog import (
    CourseApprovalRequested,
    CourseApproved,
    CourseArchived,
    CourseCopyRequested,
    CourseCreated,
    CourseDeleted,
    CoursePublished,
    CourseRejected,
    CourseRestoreBegun,
    CourseRestored,
    CourseTemplateDeleted,
    InstructorAdded,
    InstructorChanged,
    InstructorRemoved,
    ReviewsChanged,
)
from events.learning import EnrolmentOpened
from events.media import AssetDeleted, AssetFailed, AssetReady
from shared.manifest import READ, WRITE, Context, Expiry, Function

CATALOG = Context(
    name="catalog",
    routes=(
        "/course-approval-requests",
        "/courses",
        "/course-categories",
        "/course-tags",
        "/course-templates",
        "/course-imports",
        "/topics",
        "/lessons",
    ),
    tells=(
        CourseCreated,
        CoursePublished,
        CourseArchived,
        CourseDeleted,
        InstructorAdded,
        InstructorChanged,
        InstructorRemoved,
        CourseApprovalRequested,
        CourseApproved,
        CourseRejected,
        CourseRestoreBegun,
        CourseRestored,
        ReviewsChanged,
        CourseCopyRequested,
        CourseTemplateDeleted,
    ),
    hears=(
        AssetReady,
        AssetFailed,
        AssetDeleted,
        CourseDeleted,
        CourseRestoreBegun,
        EnrolmentOpened,
        CourseCopyRequested,
        CourseTemplateDeleted,
    ),
    asks=("identity",),
    answers=("GetItem", "BatchGetItem", "Query"),
    workflows=("course_copy",),
    workflows_use=("media",),
    keeps_files=True,
    expiries=(Expiry(prefix="exports/", days=7), Expiry(prefix="imports/", days=7)),
    api=Function(table=(*READ, *WRITE), files=("GetObject", "PutObject")),
    handlers=Function(
        table=("GetItem", "Query", "PutItem", "DeleteItem", "ConditionCheckItem"), machines=("course_copy",), asks=()
    ),
    tasks=Function(
        memory_mb=1769,
        timeout_s=300,
        table=(*READ, "PutItem", "DeleteItem"),
        files=("AbortMultipartUpload", "GetObject", "PutObject"),
        asks=(),
    ),
)
