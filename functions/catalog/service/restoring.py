"""Making a course's draft equal to one of its versions again."""

from functions.catalog.domain.content import assets_of, blocks_from
from functions.catalog.domain.courses import Course
from functions.catalog.domain.instructors import Right
from functions.catalog.domain.outlines import Outline
from functions.catalog.domain.restoring import AssetsOf, Parts, Restoration, restoration, restored
from functions.catalog.errors import CourseBeingRestored
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.drafts import Draft, DraftRepository
from functions.catalog.repository.restoring import RestoringRepository
from functions.catalog.repository.versions import VersionRepository
from functions.catalog.service.editing import require_reader
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import BATCH_GET_LIMIT, ConditionFailed, chunks, undisturbed

MOST_ROUNDS = 30


class RestoringService:
    """Restores versions of one tenant's courses.

    A large course takes many transactions, so it is marked first. Marked, it is neither edited nor published, and every
    transaction requires the mark. Whoever finds it half done, the same request again or the reaction to the event that
    the mark told, compares and goes on from there; the mark goes when nothing differs any more.
    """

    def __init__(
        self,
        courses: CourseRepository,
        drafts: DraftRepository,
        versions: VersionRepository,
        bodies: BodyRepository,
        writing: RestoringRepository,
        clock: Clock = system_clock,
    ) -> None:
        self._courses = courses
        self._drafts = drafts
        self._versions = versions
        self._bodies = bodies
        self._writing = writing
        self._clock = clock

    def restore(self, course_id: str, version: int, *, by: Caller) -> Course:
        """Make the draft equal to the version. Safe to repeat; where it broke off, repeating goes on."""
        require_reader(self._courses.get(course_id), by, Right.CONTENT)
        self._versions.entry(course_id, version)
        outline = self._versions.get(course_id, version)
        return undisturbed(lambda: self._begin(outline, by)) or self.finish(course_id, version)

    def resume(self, course_id: str) -> None:
        """Finish what was begun, if anything was."""
        course = self._courses.find(course_id)
        if course is not None and course.restoring is not None:
            self.finish(course_id, course.restoring)

    def finish(self, course_id: str, version: int) -> Course:
        """Go on until the draft is as the version was; the course as it is then."""
        outline = self._versions.get(course_id, version)
        return undisturbed(lambda: self._round(outline), most=MOST_ROUNDS)

    def _begin(self, outline: Outline, by: Caller) -> Course | None:
        """Mark the course; the course itself if its draft is as the version was already."""
        draft = self._drafts.read_all(outline.course_id)
        require_reader(draft.course, by, Right.CONTENT)
        if draft.course.restoring == outline.version:
            return None
        if draft.course.restoring is not None:
            raise CourseBeingRestored(course_id=outline.course_id, version=draft.course.restoring)
        same = restored(draft.course, outline, self._clock.now()) is draft.course
        if same and self._todo(draft, outline).is_done:
            return draft.course
        self._courses.begin_restoring(draft.course.model_copy(update={"restoring": outline.version}))
        return None

    def _round(self, outline: Outline) -> Course:
        """Write what differs, and look again; ``ConditionFailed`` where somebody else wrote meanwhile."""
        draft = self._drafts.read_all(outline.course_id)
        if draft.course.restoring != outline.version:
            return draft.course
        todo = self._todo(draft, outline)
        if not todo.is_done:
            self._writing.carry_out(todo, draft, _parts(draft))
            raise ConditionFailed
        return self._courses.finish_restoring(restored(draft.course, outline, self._clock.now()), outline.version)

    def _todo(self, draft: Draft, outline: Outline) -> Restoration:
        return restoration(_parts(draft), outline, self._assets(draft, outline), self._clock.now())

    def _assets(self, draft: Draft, outline: Outline) -> AssetsOf:
        """Which files the bodies show that come back; read here, since a version keeps their ids only."""
        back = [
            lesson.body_id
            for lesson in outline.lessons
            if lesson.asset_ids and _body_now(draft, lesson.lesson_id) != lesson.body_id
        ]
        uses = {
            body.body_id: assets_of(blocks_from(body.blocks))
            for batch in chunks(back, BATCH_GET_LIMIT)
            for body in self._bodies.list(outline.course_id, batch)
        }
        return lambda body_id: uses.get(body_id, ())


def _body_now(draft: Draft, lesson_id: str) -> str | None:
    lesson = draft.lessons.get(lesson_id)
    return lesson.body_id if lesson else None


def _parts(draft: Draft) -> Parts:
    return Parts(draft.of_topics(), draft.topics, draft.lessons, draft.orders)
