"""Request and response bodies of learning."""

from functions.learning.schemas.enrolments import CourseProgressOut, EnrollmentIn, EnrollmentOut, RosterEntryOut
from functions.learning.schemas.learn import CompletionOut, LearnLessonOut, LearnOut
from functions.learning.schemas.seats import EnrollmentSettingsIn, EnrollmentSettingsOut

__all__ = [
    "CompletionOut",
    "CourseProgressOut",
    "EnrollmentIn",
    "EnrollmentOut",
    "EnrollmentSettingsIn",
    "EnrollmentSettingsOut",
    "LearnLessonOut",
    "LearnOut",
    "RosterEntryOut",
]
