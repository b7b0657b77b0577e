"""The history of a course: its versions, what each of them changed, and what is noted about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.catalog.domain.changes import BlockChange, Change, block_changes, changes
from functions.catalog.domain.content import Body
from functions.catalog.domain.courses import Course, CourseDetails
from functions.catalog.domain.instructors import Right
from functions.catalog.domain.outlines import Outline, OutlineLesson
from functions.catalog.domain.publishing import freeze
from functions.catalog.domain.versions import Version
from functions.catalog.errors import CourseNotFound, LessonNotFound, VersionNotFound
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.drafts import Draft, DraftRepository
from functions.catalog.repository.versions import VersionRepository
from functions.catalog.service.editing import require_reader, require_revision
from functions.catalog.service.moments import standing_still
from functions.identity import published as identity
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import answer, undisturbed
from shared.errors import Unprocessable
from shared.listing import Listed, PageKey

DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A version as it is listed, and who published it."""

    version: Version
    publisher: str | None
    """Their name; None for somebody who is no more."""


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version, and some of its lessons."""

    entry: HistoryEntry
    outline: Outline
    lessons: tuple[OutlineLesson, ...]
    next_key: PageKey


@dataclass(frozen=True, slots=True)
class Difference:
    """One change, with what happened to the blocks of a lesson whose content is another one."""

    change: Change
    blocks: Sequence[BlockChange] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """Some changes, and where the next page starts."""

    since: str
    items: Sequence[Difference]
    next_key: PageKey


class VersionService:
    """The versions of one tenant's courses. Whatever is asked of one costs the same however many there are."""

    def __init__(
        self,
        courses: CourseRepository,
        drafts: DraftRepository,
        versions: VersionRepository,
        bodies: BodyRepository,
        clock: Clock = system_clock,
    ) -> None:
        self._courses = courses
        self._drafts = drafts
        self._versions = versions
        self._bodies = bodies
        self._clock = clock

    def list(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[HistoryEntry]:
        """A course's versions, the newest first, for its instructors and the administrators."""
        page = self._versions.list(course_id, limit=limit, start=start)
        course, people = answer(
            self._courses.asking(course_id),
            identity.asking_people(self._courses.org_id, {version.published_by for version in page.items}),
        )
        if course is None:
            raise CourseNotFound(course_id=course_id)
        require_reader(course, by)
        names = {user_id: person.name for user_id, person in people.items()}
        return Listed([HistoryEntry(one, names.get(one.published_by)) for one in page.items], page.next_key)

    def read(self, course_id: str, version: int, *, by: Caller, limit: int, start: PageKey) -> VersionPage:
        """A version, with a page of its lessons."""
        entry, outline = self._get(course_id, version, by)
        begin = int(start["place"]) if start else 0
        lessons = outline.lessons[begin : begin + limit]
        end = begin + len(lessons)
        more = {"place": str(end)} if end < len(outline.lessons) else None
        return VersionPage(self._named(entry), outline, lessons, more)

    def read_lesson(self, course_id: str, version: int, lesson_id: str, *, by: Caller) -> tuple[OutlineLesson, Body]:
        """A lesson as it was published then, with its content."""
        _, outline = self._get(course_id, version, by)
        lesson = outline.find_lesson(lesson_id)
        if lesson is None:
            raise LessonNotFound(lesson_id=lesson_id)
        return lesson, self._bodies.get(course_id, lesson.body_id)

    def note(self, course_id: str, version: int, note: str, *, by: Caller, expected: int) -> HistoryEntry:
        """Note something about a version, if its entry is still at the expected revision."""
        require_reader(self._courses.get(course_id), by, Right.CONTENT)

        def attempt() -> Version:
            entry = self._versions.entry(course_id, version)
            require_revision(entry.revision, expected, entry, {"note": note})
            return entry if entry.note == note else self._versions.save(entry.model_copy(update={"note": note}))

        return self._named(undisturbed(attempt))

    def changes(
        self, course_id: str, version: int, since: str | None, *, by: Caller, limit: int, start: PageKey
    ) -> Differences:
        """What turns another version, or the draft, into this one; left out, the one before."""
        _, after = self._get(course_id, version, by)
        since = since or str(version - 1)
        before = self._compared(course_id, since, by)
        basis = before.digest() if before and since == DRAFT else ""
        if start and start["basis"] != basis:
            raise Unprocessable.field("/query/cursor", "cursor_invalid", "The draft was changed. Start again without.")
        found = changes(before, after)
        begin = int(start["place"]) if start else 0
        page = found[begin : begin + limit]
        end = begin + len(page)
        more = {"place": str(end), "basis": basis} if end < len(found) else None
        return Differences(since, self._with_blocks(course_id, page), more)

    def _get(self, course_id: str, version: int, by: Caller) -> tuple[Version, Outline]:
        require_reader(self._courses.get(course_id), by)
        return self._versions.entry(course_id, version), self._versions.get(course_id, version)

    def _compared(self, course_id: str, since: str, by: Caller) -> Outline | None:
        if since == DRAFT:
            draft = standing_still(self._drafts, course_id)
            return drafted(draft, by=by.user_id, at=self._clock.now())
        if int(since) == 0:
            return None
        try:
            return self._versions.get(course_id, int(since))
        except LookupError:
            raise VersionNotFound(course_id=course_id, version=int(since)) from None

    def _with_blocks(self, course_id: str, found: Sequence[Change]) -> Sequence[Difference]:
        wanted = [body_id for change in found for body_id in change.bodies or ()]
        bodies = {body.body_id: body.blocks for body in self._bodies.list(course_id, wanted)}
        return [
            Difference(one, block_changes(*(bodies[body_id] for body_id in one.bodies)) if one.bodies else ())
            for one in found
        ]

    def _named(self, entry: Version) -> HistoryEntry:
        people = identity.find_people(self._courses.org_id, [entry.published_by])
        return HistoryEntry(entry, people[entry.published_by].name if entry.published_by in people else None)


def drafted(draft: Draft, *, by: str, at: datetime) -> Outline:
    """What publishing the draft would freeze; without any lesson, only what is said about the course."""
    course: Course = draft.course
    if draft.lessons:
        return freeze(course, draft.topics.values(), draft.lessons.values(), by=by, at=at)
    details = course.model_dump(mode="json", include=set(CourseDetails.model_fields))
    return Outline(course.course_id, (course.current_version or 0) + 1, details, (), by, at)
