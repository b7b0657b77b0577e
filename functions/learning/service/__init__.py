"""What one can do in learning."""

from functions.learning.service.courses import CourseService
from functions.learning.service.enrolments import EnrolmentService, Place, Places
from functions.learning.service.progress import LessonView, ProgressService, Study

__all__ = ["CourseService", "EnrolmentService", "LessonView", "Place", "Places", "ProgressService", "Study"]
