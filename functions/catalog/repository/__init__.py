"""Reads and writes; one method per access pattern."""

from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.courses import Cards, CourseRepository, Courses
from functions.catalog.repository.drafts import Draft, DraftRepository, Lessons, Topics
from functions.catalog.repository.versions import VersionRepository

__all__ = [
    "BodyRepository",
    "Cards",
    "CourseRepository",
    "Courses",
    "Draft",
    "DraftRepository",
    "Lessons",
    "Topics",
    "VersionRepository",
]
