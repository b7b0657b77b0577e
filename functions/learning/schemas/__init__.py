"""Request and response bodies of learning."""

from functions.learning.schemas.enrolments import CourseProgressOut, EnrollmentIn, EnrollmentOut, RosterEntryOut
from functions.learning.schemas.groups import GroupChangeIn, GroupIn, GroupMemberOut, GroupMembersIn, GroupOut
from functions.learning.schemas.learn import CompletionOut, LearnLessonOut, LearnOut
from functions.learning.schemas.reports import EnrollmentReportOut
from functions.learning.schemas.seats import EnrollmentSettingsIn, EnrollmentSettingsOut

__all__ = [
    "CompletionOut",
    "CourseProgressOut",
    "EnrollmentIn",
    "EnrollmentOut",
    "EnrollmentReportOut",
    "EnrollmentSettingsIn",
    "EnrollmentSettingsOut",
    "GroupChangeIn",
    "GroupIn",
    "GroupMemberOut",
    "GroupMembersIn",
    "GroupOut",
    "LearnLessonOut",
    "LearnOut",
    "RosterEntryOut",
]
