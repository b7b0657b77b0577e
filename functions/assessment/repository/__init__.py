"""Reads and writes; one method per access pattern."""

from functions.assessment.repository.assessments import AssessmentRepository, Listed, PageKey
from functions.assessment.repository.attempts import AttemptRepository, Sitting, Taken
from functions.assessment.repository.deadlines import Deadline, DeadlineRepository
from functions.assessment.repository.gradebook import (
    GradebookRepository,
    GradeChange,
    GradeChanges,
    Sheets,
)
from functions.assessment.repository.questions import QuestionRepository
from functions.assessment.repository.statistics import StatisticsRepository

__all__ = [
    "AssessmentRepository",
    "AttemptRepository",
    "Deadline",
    "DeadlineRepository",
    "GradeChange",
    "GradeChanges",
    "GradebookRepository",
    "Listed",
    "PageKey",
    "QuestionRepository",
    "Sheets",
    "Sitting",
    "StatisticsRepository",
    "Taken",
]
