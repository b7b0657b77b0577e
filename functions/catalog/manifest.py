"""What the catalog runs."""

from events.catalog import (
    CourseApprovalRequested,
    CourseApproved,
    CourseArchived,
    CourseCreated,
    CourseDeleted,
    CoursePublished,
    CourseRejected,
    CourseRestoreBegun,
    CourseRestored,
    InstructorAdded,
    InstructorChanged,
    InstructorRemoved,
    ReviewsChanged,
)
from shared.manifest import READ, Context, Function

CATALOG = Context(
    name="catalog",
    routes=("/courses", "/topics", "/lessons"),
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
    ),
    hears=(CourseDeleted,),
    asks=("identity",),
    answers=("GetItem", "BatchGetItem", "Query"),
    api=Function(table=(*READ, "PutItem", "DeleteItem")),
    handlers=Function(table=("Query", "DeleteItem"), asks=()),
)
