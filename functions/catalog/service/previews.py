"""A course as it would be published now: what a student would see, and what publishing would refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.catalog.domain.content import Body
from functions.catalog.domain.courses import Course
from functions.catalog.domain.locks import require_reachable
from functions.catalog.domain.outlines import Outline, OutlineLesson
from functions.catalog.domain.publishing import freeze
from functions.catalog.errors import CourseNotPublishable, LessonNotFound
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.drafts import Draft, DraftRepository
from functions.catalog.service.assets import AssetService
from functions.catalog.service.editing import require_reader
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.errors import Conflict, FieldError
from shared.listing import PageKey


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Some lessons of the draft. ``refusals`` are reasons not to publish it: of the course, and by lesson."""

    course: Course
    lesson_count: int
    lessons: Sequence[OutlineLesson]
    refusals: Sequence[FieldError]
    refusals_of: Mapping[str, Sequence[FieldError]]
    next_key: PageKey


@dataclass(frozen=True, slots=True)
class PreviewedLesson:
    """A lesson of the draft with its content as students would get it, and its neighbours."""

    course_id: str
    lesson: OutlineLesson
    body: Body
    refusals: Sequence[FieldError]
    previous_lesson_id: str | None
    next_lesson_id: str | None


class PreviewService:
    """One tenant's courses before they are published."""

    def __init__(
        self, drafts: DraftRepository, bodies: BodyRepository, assets: AssetService, clock: Clock = system_clock
    ) -> None:
        self._drafts = drafts
        self._bodies = bodies
        self._assets = assets
        self._clock = clock

    def outline(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> PreviewPage:
        """The lessons of the draft in the order in which they would be learned. Each page shows the draft as it is."""
        draft = self._draft(course_id, by)
        try:
            outline = self._frozen(draft, by)
        except CourseNotPublishable as refusal:
            return PreviewPage(draft.course, 0, (), [_fault(refusal)], {}, None)
        begin = int(start["place"]) if start else 0
        end = begin + limit
        lessons = outline.lessons[begin:end]
        drafted = [draft.lesson(lesson.lesson_id) for lesson in lessons]
        known = self._assets.known(drafted)
        return PreviewPage(
            draft.course,
            len(outline.lessons),
            lessons,
            _refusals(outline),
            {lesson.lesson_id: list(self._assets.refusals(lesson, known)) for lesson in drafted},
            {"place": str(end)} if end < len(outline.lessons) else None,
        )

    def lesson(self, course_id: str, lesson_id: str, *, by: Caller, html: bool = False) -> PreviewedLesson:
        """A lesson of the draft as students would get it: without solutions."""
        draft = self._draft(course_id, by)
        lesson = draft.lesson(lesson_id)
        lessons = self._frozen(draft, by).lessons
        place = next((place for place, one in enumerate(lessons) if one.lesson_id == lesson_id), None)
        if place is None:  # its topic was removed a moment ago
            raise LessonNotFound(lesson_id=lesson_id)
        return PreviewedLesson(
            course_id,
            lessons[place],
            self._bodies.get(course_id, lesson.body_id).shown(solutions=False, html=html),
            list(self._assets.refusals(lesson, self._assets.known([lesson]))),
            previous_lesson_id=lessons[place - 1].lesson_id if place else None,
            next_lesson_id=lessons[place + 1].lesson_id if place + 1 < len(lessons) else None,
        )

    def _draft(self, course_id: str, by: Caller) -> Draft:
        draft = self._drafts.read_all(course_id)
        require_reader(draft.course, by)
        return draft

    def _frozen(self, draft: Draft, by: Caller) -> Outline:
        return freeze(draft.course, draft.topics.values(), draft.lessons.values(), by=by.user_id, at=self._clock.now())


def _refusals(outline: Outline) -> list[FieldError]:
    """What is wrong with the course as a whole."""
    try:
        require_reachable(outline)
    except Conflict as refusal:
        return [_fault(refusal)]
    return []


def _fault(refusal: Conflict) -> FieldError:
    return FieldError("", refusal.code, refusal.detail)
