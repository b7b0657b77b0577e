"""What can be done in the catalog."""

from functions.catalog.service.courses import CourseService
from functions.catalog.service.editing import Place
from functions.catalog.service.instructors import InstructorService, Teacher
from functions.catalog.service.lessons import LessonService, LessonView, LessonWish
from functions.catalog.service.publishing import PublishingService
from functions.catalog.service.topics import TopicService

__all__ = [
    "CourseService",
    "InstructorService",
    "LessonService",
    "LessonView",
    "LessonWish",
    "Place",
    "PublishingService",
    "Teacher",
    "TopicService",
]
