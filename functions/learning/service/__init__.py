"""What one can do in learning."""

from functions.learning.service.bulk import BulkService
from functions.learning.service.courses import CourseService
from functions.learning.service.dashboard import CourseOnDesk, Dashboard, DashboardService
from functions.learning.service.enrolments import EnrolmentService
from functions.learning.service.facts import FactService, LessonWork, Taken
from functions.learning.service.groups import GroupService, People
from functions.learning.service.interests import FavouritePage, InterestService
from functions.learning.service.notes import NoteService
from functions.learning.service.paths import PathService, Walk
from functions.learning.service.payments import PaymentService
from functions.learning.service.places import Place, Places
from functions.learning.service.progress import LessonView, ProgressService, Study
from functions.learning.service.rosters import Filters, RosterService, Span
from functions.learning.service.rules import RulesService
from functions.learning.service.seats import SeatService, SweepService
from functions.learning.service.shares import SharedProgress, ShareService, open_share
from functions.learning.service.standings import StandingService

__all__ = [
    "BulkService",
    "CourseOnDesk",
    "CourseService",
    "Dashboard",
    "DashboardService",
    "EnrolmentService",
    "FactService",
    "FavouritePage",
    "Filters",
    "GroupService",
    "InterestService",
    "LessonView",
    "LessonWork",
    "NoteService",
    "PathService",
    "PaymentService",
    "People",
    "Place",
    "Places",
    "ProgressService",
    "RosterService",
    "RulesService",
    "SeatService",
    "ShareService",
    "SharedProgress",
    "Span",
    "StandingService",
    "Study",
    "SweepService",
    "Taken",
    "Walk",
    "open_share",
]
