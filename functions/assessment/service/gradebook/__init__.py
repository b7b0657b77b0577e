"""Gradebooks: whose marks come from where, what stands in their place, and what they make together."""

from functions.assessment.service.gradebook.books import GradebookService
from functions.assessment.service.gradebook.files import GradeFileService, Imported, LineFault
from functions.assessment.service.gradebook.reading import Grades, Layout

__all__ = [
    "GradeFileService",
    "GradebookService",
    "Grades",
    "Imported",
    "Layout",
    "LineFault",
]
