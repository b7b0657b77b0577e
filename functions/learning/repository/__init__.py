"""Reads and writes; one method per access pattern."""

from functions.learning.repository.enrolments import Enrolments, LearningRepository, PageKey, Roster
from functions.learning.repository.goals import COURSES_AT_ONCE, GoalsRepository, Overview
from functions.learning.repository.notes import NoteRepository, Notes
from functions.learning.repository.seats import Deadline, DeadlineRepository, SeatsRepository, Take
from functions.learning.repository.work import LESSONS_AT_ONCE, Desk, Done, Resume, WorkRepository

__all__ = [
    "COURSES_AT_ONCE",
    "LESSONS_AT_ONCE",
    "Deadline",
    "DeadlineRepository",
    "Desk",
    "Done",
    "Enrolments",
    "GoalsRepository",
    "LearningRepository",
    "NoteRepository",
    "Notes",
    "Overview",
    "PageKey",
    "Resume",
    "Roster",
    "SeatsRepository",
    "Take",
    "WorkRepository",
]
