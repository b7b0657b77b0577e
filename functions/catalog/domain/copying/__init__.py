"""Copies of whole courses: blueprints, the jobs that carry them, templates."""

from functions.catalog.domain.copying.blueprints import Blueprint, PlannedLesson, PlannedTopic, ids_in, with_ids
from functions.catalog.domain.copying.copies import CopyJob, Work, new_ids, problem_of
from functions.catalog.domain.copying.templates import Template

__all__ = [
    "Blueprint",
    "CopyJob",
    "PlannedLesson",
    "PlannedTopic",
    "Template",
    "Work",
    "ids_in",
    "new_ids",
    "problem_of",
    "with_ids",
]
