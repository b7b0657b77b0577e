"""Bodies of requests and answers."""

from functions.catalog.schemas.contents import (
    FullLessonOut,
    LessonChangeIn,
    LessonIn,
    LessonOut,
    TopicChangeIn,
    TopicIn,
    TopicOut,
    full_lesson_json,
)
from functions.catalog.schemas.courses import (
    AnyCourseOut,
    CourseChangeIn,
    CourseIn,
    CourseOut,
    PublishedCourseOut,
    SyllabusOut,
    any_course_out,
    syllabus_items,
)
from functions.catalog.schemas.instructors import InstructorChangeIn, InstructorIn, InstructorOut, InstructorsOut

__all__ = [
    "AnyCourseOut",
    "CourseChangeIn",
    "CourseIn",
    "CourseOut",
    "FullLessonOut",
    "InstructorChangeIn",
    "InstructorIn",
    "InstructorOut",
    "InstructorsOut",
    "LessonChangeIn",
    "LessonIn",
    "LessonOut",
    "PublishedCourseOut",
    "SyllabusOut",
    "TopicChangeIn",
    "TopicIn",
    "TopicOut",
    "any_course_out",
    "full_lesson_json",
    "syllabus_items",
]
