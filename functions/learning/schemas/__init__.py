"""Request and response bodies of learning."""

from functions.learning.schemas.enrolments import CourseProgressOut, EnrollmentIn, EnrollmentOut, RosterEntryOut
from functions.learning.schemas.learn import CompletionOut, LearnLessonOut, LearnOut

__all__ = [
    "CompletionOut",
    "CourseProgressOut",
    "EnrollmentIn",
    "EnrollmentOut",
    "LearnLessonOut",
    "LearnOut",
    "RosterEntryOut",
]
