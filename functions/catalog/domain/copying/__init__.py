"""Copies of whole courses: blueprints, the jobs that carry them, templates."""

from functions.catalog.domain.copying.blueprints import Blueprint, PlannedLesson, PlannedTopic, ids_in, with_ids
from functions.catalog.domain.copying.copies import CopyJob, Work, new_ids, problem_of
from functions.catalog.domain.copying.imports import ArchiveContents, Clash, CourseImport, ImportState
from functions.catalog.domain.copying.templates import Template

__all__ = [
    "ArchiveContents",
    "Blueprint",
    "Clash",
    "CopyJob",
    "CourseImport",
    "ImportState",
    "PlannedLesson",
    "PlannedTopic",
    "Template",
    "Work",
    "ids_in",
    "new_ids",
    "problem_of",
    "with_ids",
]
