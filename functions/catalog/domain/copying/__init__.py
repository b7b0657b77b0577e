"""Copies of whole courses: blueprints, templates, imports."""

from functions.catalog.domain.copying.blueprints import (
    Blueprint,
    PlannedLesson,
    PlannedTopic,
    ids_in,
    new_ids,
    with_ids,
)
from functions.catalog.domain.copying.imports import ArchiveContents, Clash, CourseImport, ImportState
from functions.catalog.domain.copying.templates import Template

__all__ = [
    "ArchiveContents",
    "Blueprint",
    "Clash",
    "CourseImport",
    "ImportState",
    "PlannedLesson",
    "PlannedTopic",
    "Template",
    "ids_in",
    "new_ids",
    "with_ids",
]
