"""Reads and writes; one method per access pattern."""

from functions.learning.repository.enrolments import Enrolments, LearningRepository, PageKey, Roster

__all__ = ["Enrolments", "LearningRepository", "PageKey", "Roster"]
