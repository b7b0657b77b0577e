"""Reads and writes; one method per access pattern."""

from functions.learning.repository.bulk import BulkRepository, Enrolled, Report
from functions.learning.repository.enrolments import Enrolments, LearningRepository, PageKey
from functions.learning.repository.goals import COURSES_AT_ONCE, GoalsRepository, Overview
from functions.learning.repository.groups import GroupRepository, Groups, Members
from functions.learning.repository.interests import Favourites, InterestRepository
from functions.learning.repository.notes import NoteRepository, Notes
from functions.learning.repository.paths import PathRepository, Paths
from functions.learning.repository.rosters import Listed, Listing, RosterRepository
from functions.learning.repository.seats import Deadline, DeadlineRepository, SeatsRepository, Take
from functions.learning.repository.shares import ShareCodeRepository, Shared, ShareRepository
from functions.learning.repository.work import LESSONS_AT_ONCE, Desk, Done, Resume, WorkRepository

__all__ = [
    "COURSES_AT_ONCE",
    "LESSONS_AT_ONCE",
    "BulkRepository",
    "Deadline",
    "DeadlineRepository",
    "Desk",
    "Done",
    "Enrolled",
    "Enrolments",
    "Favourites",
    "GoalsRepository",
    "GroupRepository",
    "Groups",
    "InterestRepository",
    "LearningRepository",
    "Listed",
    "Listing",
    "Members",
    "NoteRepository",
    "Notes",
    "Overview",
    "PageKey",
    "PathRepository",
    "Paths",
    "Report",
    "Resume",
    "RosterRepository",
    "SeatsRepository",
    "ShareCodeRepository",
    "ShareRepository",
    "Shared",
    "Take",
    "WorkRepository",
]
