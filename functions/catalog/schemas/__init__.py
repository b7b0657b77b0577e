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

__all__ = [
    "AnyCourseOut",
    "CourseChangeIn",
    "CourseIn",
    "CourseOut",
    "FullLessonOut",
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
