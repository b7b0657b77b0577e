"""What the catalog runs."""

from events.catalog import CourseArchived, CourseCreated, CourseDeleted, CoursePublished
from shared.manifest import READ, Context, Function

CATALOG = Context(
    name="catalog",
    routes=("/courses", "/topics", "/lessons"),
    tells=(CourseCreated, CoursePublished, CourseArchived, CourseDeleted),
    hears=(CourseDeleted,),
    asks=("identity",),
    answers=("GetItem", "BatchGetItem", "Query"),
    api=Function(table=(*READ, "PutItem", "DeleteItem")),
    handlers=Function(table=("Query", "DeleteItem"), asks=()),
)
