"""Learning's nouns and rules."""

from functions.learning.domain.courses import Course, CourseStatus, LessonSet, lesson_set
from functions.learning.domain.enrolments import Enrolment, EnrolmentState, Progress

__all__ = ["Course", "CourseStatus", "Enrolment", "EnrolmentState", "LessonSet", "Progress", "lesson_set"]
