"""Learning's nouns and rules."""

from functions.learning.domain.courses import Course, CourseStatus, LessonSet, lesson_set
from functions.learning.domain.enrolments import Enrolment, Progress
from functions.learning.domain.seats import MAX_WAITING, OFFERED_FOR, RESERVED_FOR, SeatChange, Seats
from functions.learning.domain.states import OPEN, OVER, TRANSITIONS, EnrolmentState

__all__ = [
    "MAX_WAITING",
    "OFFERED_FOR",
    "OPEN",
    "OVER",
    "RESERVED_FOR",
    "TRANSITIONS",
    "Course",
    "CourseStatus",
    "Enrolment",
    "EnrolmentState",
    "LessonSet",
    "Progress",
    "SeatChange",
    "Seats",
    "lesson_set",
]
