"""What the catalog runs."""

from events.catalog import CourseArchived, CourseCreated, CourseDeleted, CoursePublished
from shared.manifest import Context

CATALOG = Context(
    name="catalog",
    routes=("/courses", "/topics", "/lessons"),
    tells=(CourseCreated, CoursePublished, CourseArchived, CourseDeleted),
    hears=(CourseDeleted,),
    asks=("identity",),
)
