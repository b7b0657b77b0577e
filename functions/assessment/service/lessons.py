"""What lessons say, as sources: who copies from the course's own pages is found like who copies from a friend."""

from functions.assessment.domain.originality import Document
from functions.assessment.domain.originality.lessons import text_of
from functions.assessment.repository.originality import KnownDocument, OriginalityRepository
from functions.assessment.service.originality import OriginalityService
from functions.catalog.published import bodies as catalog_bodies
from functions.catalog.published import courses as catalog
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.published.outlines import OutlineLesson

AT_ONCE = 10
"""Lessons that are read in one step."""
ITEM = "lesson"


class LessonService:
    """The lessons of one tenant's courses, as far as checks of originality know them."""

    def __init__(self, originality: OriginalityRepository, checks: OriginalityService) -> None:
        self._originality = originality
        self._checks = checks

    def read_some(self, course_id: str, version: int, place: int) -> int | None:
        """Know some lessons of a published version, from the one at ``place`` on. Returns where to go on, if anywhere.

        Safe to repeat, in any order: a version that is not what students see any more says nothing, and a lesson that
        says what it said before costs nothing but looking.
        """
        org_id = self._originality.org_id
        course = catalog.find_course(org_id, course_id)
        if course is None or course.current_version != version:
            return None
        lessons = catalog_outlines.outline(org_id, course_id, version).lessons
        some = lessons[place : place + AT_ONCE]
        found = catalog_bodies.lesson_bodies(org_id, course_id, list({lesson.body_id for lesson in some}))
        texts = {body.body_id: text_of(body.blocks) for body in found}
        known = self._originality.find_documents([_document_id(lesson) for lesson in some])
        for lesson in some:
            document = Document(texts.get(lesson.body_id, ""))
            before = known.get(_document_id(lesson))
            if document.text and (before is None or before.document != document):
                whose = (course_id, lesson.lesson_id, lesson.lesson_id, ITEM, ())
                self._checks.know(KnownDocument(_document_id(lesson), *whose, document))
        after = place + len(some)
        return after if after < len(lessons) else None


def _document_id(lesson: OutlineLesson) -> str:
    return f"{lesson.lesson_id}/{ITEM}"
