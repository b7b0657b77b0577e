"""What learning knows of courses: heard from the catalog, or asked of it while the news is on its way."""

from typing import NamedTuple

from functions.catalog.published import courses as catalog
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.published.courses import CourseCard
from functions.learning.domain.courses import Course, CourseStatus, lesson_set
from functions.learning.errors import CourseNotFound
from functions.learning.repository.enrolments import LearningRepository
from shared.remembering import BoundedCache


class _Contents(NamedTuple):
    """A version's title, its lessons and the required ones among them."""

    title: str
    lessons: int
    required: int


_kept: BoundedCache[tuple[str, str, int], _Contents] = BoundedCache(2000, weigh=lambda contents: 1)


class CourseService:
    """What is known of one tenant's courses."""

    def __init__(self, repository: LearningRepository) -> None:
        self._repository = repository

    def hear(self, course_id: str, version: int, status: CourseStatus, *, told: int) -> None:
        """Keep the news about a course, unless newer news came before it."""
        known = self._repository.find_course(course_id)
        if known is None or known.told < told:
            course = self.at_version(course_id, version, status, told=told)
            self._repository.save_course(course.model_copy(update={"revision": known.revision if known else 0}))

    def known(self, course_id: str) -> Course:
        """A course as heard; while nothing was heard of it, as the catalog has it."""
        return self._repository.find_course(course_id) or self.asked(course_id)

    def asked(self, course_id: str) -> Course:
        """A course as the catalog has it now. Raises ``CourseNotFound`` also for one that was never published."""
        return self.asked_with_card(course_id)[0]

    def asked_with_card(self, course_id: str) -> tuple[Course, CourseCard]:
        """The same, with what else the catalog says of it."""
        card = catalog.find_course(self._repository.org_id, course_id)
        course = self.shown_on(card) if card else None
        if card is None or course is None:
            raise CourseNotFound(course_id=course_id)
        return course, card

    def shown_on(self, card: CourseCard) -> Course | None:
        """A course from the catalog's card of it; None for one that was never published."""
        if card.current_version is None:
            return None
        return self.at_version(card.course_id, card.current_version, CourseStatus(card.status), told=card.revision)

    def at_version(self, course_id: str, version: int, status: CourseStatus, *, told: int) -> Course:
        """A course in one of its published versions."""
        title, lessons, required = _contents(self._repository.org_id, course_id, version)
        return Course(
            course_id=course_id,
            status=status,
            title=title,
            version=version,
            lessons=lessons,
            required=required,
            told=told,
        )


def _contents(org_id: str, course_id: str, version: int) -> _Contents:
    """Kept for good, as a version never changes."""

    def make() -> _Contents:
        outline = catalog_outlines.outline(org_id, course_id, version)
        return _Contents(
            outline.title,
            lesson_set(*(lesson.ordinal for lesson in outline.lessons)),
            lesson_set(*(lesson.ordinal for lesson in outline.lessons if lesson.required)),
        )

    return _kept.get((org_id, course_id, version), make)
