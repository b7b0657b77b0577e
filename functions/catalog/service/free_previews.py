"""Lessons that everybody may see who may see the course."""

from dataclasses import dataclass

from functions.catalog.domain.content import Body
from functions.catalog.domain.courses import Card, visible
from functions.catalog.domain.outlines import OutlineLesson
from functions.catalog.errors import CourseNotPublished, LessonNotFound, NotAFreePreview
from functions.catalog.permissions import EDIT_ALL_COURSES
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.versions import VersionRepository
from shared.auth import Caller


@dataclass(frozen=True, slots=True)
class FreeLesson:
    """A published lesson with its content, as far as everybody may see it."""

    course_id: str
    version: int
    lesson: OutlineLesson
    body: Body


class FreePreviewService:
    """One tenant's free previews."""

    def __init__(self, courses: CourseRepository, versions: VersionRepository, bodies: BodyRepository) -> None:
        self._courses = courses
        self._versions = versions
        self._bodies = bodies

    def read(self, course_id: str, lesson_id: str, *, by: Caller, html: bool = False) -> FreeLesson:
        """A lesson of the version on offer that is a free preview, without solutions. Its conditions do not count."""
        course, card = self._courses.find_with_card(course_id)
        seen = visible(course, card, by.user_id, edits_all=by.may(EDIT_ALL_COURSES))
        version = seen.version if isinstance(seen, Card) else seen.current_version
        if version is None:
            raise CourseNotPublished(course_id=course_id)
        lesson = self._versions.get(course_id, version).find_lesson(lesson_id)
        if lesson is None:
            raise LessonNotFound(lesson_id=lesson_id)
        if not lesson.free_preview:
            raise NotAFreePreview(lesson_id=lesson_id)
        body = self._bodies.get(course_id, lesson.body_id).shown(solutions=False, html=html)
        return FreeLesson(course_id, version, lesson, body)
