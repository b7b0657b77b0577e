"""Courses: drafting, showing, archiving and deleting them."""

from dataclasses import dataclass
from typing import TypeVar

from functions.catalog.domain.courses import Card, Course, CourseDetails, CourseStatus, visible
from functions.catalog.domain.instructors import Right
from functions.catalog.domain.outlines import Outline, OutlineLesson
from functions.catalog.errors import CourseNotPublished
from functions.catalog.permissions import EDIT_ALL_COURSES, EDIT_COURSES
from functions.catalog.repository.categories import CategoryRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.drafts import DraftRepository
from functions.catalog.repository.versions import VersionRepository
from functions.catalog.service.editing import Changes, altered, require_editor, require_revision
from functions.catalog.service.prerequisites import PrerequisiteService
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey

Seen = TypeVar("Seen", bound=CourseDetails)


@dataclass(frozen=True, slots=True)
class SyllabusPage:
    """Some lessons of a version, and where the next page starts."""

    outline: Outline
    lessons: tuple[OutlineLesson, ...]
    next_key: PageKey


class CourseService:
    """One tenant's courses."""

    def __init__(
        self,
        courses: CourseRepository,
        drafts: DraftRepository,
        versions: VersionRepository,
        prerequisites: PrerequisiteService,
        categories: CategoryRepository,
        clock: Clock = system_clock,
    ) -> None:
        self._courses = courses
        self._drafts = drafts
        self._versions = versions
        self._prerequisites = prerequisites
        self._categories = categories
        self._clock = clock

    def create(self, details: CourseDetails, *, by: Caller, once: Once) -> Course:
        """Begin a course. Who begins it is its first instructor."""
        self._require_category(details.category_id)
        now = self._clock.now()
        course = Course(
            **details.model_dump(),
            course_id=new_id("crs"),
            instructor_ids=(by.user_id,),
            created_at=now,
            updated_at=now,
        )
        made = self._courses.add(course, once)
        return course.model_copy(update={"revision": 1}) if made == course.course_id else self._courses.get(made)

    def read(self, course_id: str, *, by: Caller) -> Course | Card:
        """A course as the caller may see it: as a draft for who edits it, else as it was published."""
        course, card = self._courses.find_with_card(course_id)
        return visible(course, card, by.user_id, edits_all=by.may(EDIT_ALL_COURSES))

    def current(self, course: Seen) -> Seen:
        """A course as it is to be shown: in the category that its own means by now. No category costs no look."""
        if course.category_id is None:
            return course
        return course.model_copy(update={"category_id": self._categories.recent().meant_by(course.category_id)})

    def list_edited(self, status: CourseStatus | None, *, by: Caller, limit: int, start: PageKey) -> Listed[Course]:
        """The courses that the caller may edit, the newest first."""
        by.require(EDIT_COURSES)
        if by.may(EDIT_ALL_COURSES):
            return self._courses.list_all(status, limit=limit, start=start)
        return self._courses.list_by_instructor(by.user_id, status, limit=limit, start=start)

    def list_published(self, status: CourseStatus | None, *, limit: int, start: PageKey) -> Listed[Card]:
        """The courses on offer, those published last first; there are none of another status."""
        if status not in (None, CourseStatus.PUBLISHED):
            return Listed([], None)
        return self._courses.list_published(limit=limit, start=start)

    def syllabus(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> SyllabusPage:
        """What the course's current version contains, for everybody who may see the course.

        The pages after the first are of the same version, also when another one was published meanwhile.
        """
        course, card = self._courses.find_with_card(course_id)
        seen = visible(course, card, by.user_id, edits_all=by.may(EDIT_ALL_COURSES))
        version = seen.version if isinstance(seen, Card) else seen.current_version
        if version is None:
            raise CourseNotPublished(course_id=course_id)
        begin = int(start["place"]) if start else 0
        outline = self._versions.get(course_id, int(start["version"]) if start else version)
        lessons = outline.lessons[begin : begin + limit]
        end = begin + len(lessons)
        more = end < len(outline.lessons)
        return SyllabusPage(outline, lessons, {"version": str(outline.version), "place": str(end)} if more else None)

    def change(self, course_id: str, changes: Changes, *, by: Caller, expected: int) -> Course:
        """Change the draft, if it is still at the expected revision. Students see it with the next version."""

        def attempt() -> Course:
            course = self._courses.get(course_id)
            require_editor(course, by)
            require_revision(course.revision, expected, course, changes)
            changed = altered(course, changes, self._clock.now())
            if changed.category_id != course.category_id:
                self._require_category(changed.category_id)
            if changed.prerequisites != course.prerequisites:
                return self._prerequisites.save(changed)
            return course if changed is course else self._courses.save(changed)

        return undisturbed(attempt)

    def archive(self, course_id: str, *, by: Caller) -> Course:
        """Take a course off offer. Safe to repeat; who is learning it goes on."""

        def attempt() -> Course:
            course = self._courses.get(course_id)
            require_editor(course, by, Right.PUBLISH)
            archived = course.archive(self._clock.now())
            return course if archived is course else self._courses.archive(archived, course)

        return undisturbed(attempt)

    def delete(self, course_id: str, *, by: Caller) -> None:
        """Delete a course that was never published, with all its content."""

        def attempt() -> None:
            draft = self._drafts.read(course_id, structure=True)
            require_editor(draft.course, by)
            draft.course.require_deletable()
            self._courses.delete(draft.course, draft.of_topics())

        undisturbed(attempt)

    def _require_category(self, category_id: str | None) -> None:
        if category_id is not None:
            self._categories.read().require(category_id, "/category_id")
