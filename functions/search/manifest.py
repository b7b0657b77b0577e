"""What search runs."""

from events.catalog import (
    CourseArchived,
    CourseDeleted,
    CoursePublished,
    InstructorAdded,
    InstructorRemoved,
    ReviewsChanged,
)
from events.commerce import OfferChanged
from events.identity import OrganizationDeleted
from shared.manifest import Context, Function

SEARCH = Context(
    name="search",
    routes=("/catalog",),
    hears=(
        CoursePublished,
        CourseArchived,
        CourseDeleted,
        InstructorAdded,
        InstructorRemoved,
        ReviewsChanged,
        OfferChanged,
        OrganizationDeleted,
    ),
    asks=("identity", "catalog"),
    layers=("core", "search"),
    workflows=("indexing",),
    keeps_files=True,
    # A large catalog's index is read from memory-mapped files: memory keeps it near, and buys processor with it.
    api=Function(memory_mb=1769, table=("GetItem", "BatchGetItem", "Query", "UpdateItem"), files=True),
    handlers=Function(
        timeout_s=120,
        table=("GetItem", "Query", "PutItem", "DeleteItem"),
        asks=("catalog",),
        machines=("indexing",),
        files=True,
    ),
    tasks=Function(memory_mb=3008, timeout_s=300, table=("GetItem", "Query", "PutItem"), asks=("catalog",), files=True),
)
