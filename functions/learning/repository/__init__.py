"""Reads and writes; one method per access pattern."""

from functions.learning.repository.enrolments import Enrolments, LearningRepository, PageKey, Roster
from functions.learning.repository.seats import Deadline, DeadlineRepository, SeatsRepository, Take

__all__ = [
    "Deadline",
    "DeadlineRepository",
    "Enrolments",
    "LearningRepository",
    "PageKey",
    "Roster",
    "SeatsRepository",
    "Take",
]
