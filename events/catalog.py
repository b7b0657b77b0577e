"""What the catalog tells."""

from typing import ClassVar

from shared.events import DomainEvent


class _CatalogEvent(DomainEvent):
    source: ClassVar[str] = "lms.catalog"

    course_id: str


class CourseCreated(_CatalogEvent):
    """Somebody began a course. Nobody but its instructors and the administrators can see it yet."""

    creator_id: str


class CoursePublished(_CatalogEvent):
    """Students see this version of the course from now on. Told once for each version."""

    version: int
    topic_count: int
    lesson_count: int
    required_count: int


class CourseArchived(_CatalogEvent):
    """The course is no longer on offer. `version` is the one that students saw last."""

    version: int


class CourseDeleted(_CatalogEvent):
    """A course that was never published is gone, with all its content."""
