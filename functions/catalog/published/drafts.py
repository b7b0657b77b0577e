"""Lessons as they are drafted."""

from contextlib import suppress

from pydantic import BaseModel, ConfigDict

from functions.catalog.errors import CourseNotFound, LessonNotFound
from functions.catalog.repository.drafts import DraftRepository

__all__ = [
    "DraftLesson",
    "draft_lessons",
    "find_course_of_lesson",
]


class DraftLesson(BaseModel):
    """A lesson as it is drafted, without what it says."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    lesson_id: str
    topic_id: str
    title: str
    body_id: str


def find_course_of_lesson(org_id: str, lesson_id: str) -> str | None:
    """The course that a lesson of the draft belongs to. One read, or none."""
    with suppress(LessonNotFound):
        return DraftRepository(org_id).course_of_lesson(lesson_id)
    return None


def draft_lessons(org_id: str, course_id: str) -> list[DraftLesson]:
    """The lessons of a course as they are drafted now, in order, for work that takes its time: a query over the course.

    Nothing for a course that is not there. What they say is ``lesson_bodies``.
    """
    with suppress(CourseNotFound):
        draft = DraftRepository(org_id).read_all(course_id)
        topics = {topic_id: topic.position for topic_id, topic in draft.topics.items()}
        lessons = [lesson for lesson in draft.lessons.values() if lesson.topic_id in topics]
        lessons.sort(key=lambda lesson: (topics[lesson.topic_id], lesson.topic_id, lesson.position, lesson.lesson_id))
        return [DraftLesson.model_validate(lesson) for lesson in lessons]
    return []
