"""Reads and writes; one method per access pattern."""

from functions.assessment.repository.assessments import AssessmentRepository, Listed, PageKey
from functions.assessment.repository.attempts import AttemptRepository, Sitting, Taken
from functions.assessment.repository.deadlines import Deadline, DeadlineRepository
from functions.assessment.repository.questions import QuestionRepository

__all__ = [
    "AssessmentRepository",
    "AttemptRepository",
    "Deadline",
    "DeadlineRepository",
    "Listed",
    "PageKey",
    "QuestionRepository",
    "Sitting",
    "Taken",
]
