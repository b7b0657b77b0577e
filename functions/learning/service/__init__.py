"""What one can do in learning."""

from functions.learning.service.courses import CourseService
from functions.learning.service.dashboard import CourseOnDesk, Dashboard, DashboardService
from functions.learning.service.enrolments import EnrolmentService, Place, Places
from functions.learning.service.facts import FactService, LessonWork, Taken
from functions.learning.service.notes import NoteService
from functions.learning.service.progress import LessonView, ProgressService, Study
from functions.learning.service.rules import RulesService
from functions.learning.service.seats import SeatService, SweepService

__all__ = [
    "CourseOnDesk",
    "CourseService",
    "Dashboard",
    "DashboardService",
    "EnrolmentService",
    "FactService",
    "LessonView",
    "LessonWork",
    "NoteService",
    "Place",
    "Places",
    "ProgressService",
    "RulesService",
    "SeatService",
    "Study",
    "SweepService",
    "Taken",
]
