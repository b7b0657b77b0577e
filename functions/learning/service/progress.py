"""Studying a course: its outline with progress, its lessons, completing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from events.learning import CourseCompleted, LessonCompleted
from functions.catalog.published import bodies as catalog_bodies
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.published.bodies import Body
from functions.catalog.published.outlines import Learner, Outline, OutlineLesson, Reason
from functions.learning.domain.courses import Course, lesson_set
from functions.learning.domain.enrolments import Enrolment, Progress
from functions.learning.errors import LessonLocked, LessonNotFound, NotEnrolled
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.work import Desk, WorkRepository
from functions.learning.service.courses import CourseService
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import FieldError
from shared.events import DomainEvent


@dataclass(frozen=True, slots=True)
class Study:
    """An enrolment that gives access, and the version of the course that is studied."""

    enrolment: Enrolment
    course: Course
    outline: Outline
    desk: Desk
    at: datetime
    """The moment it is about: lessons open in the course of time."""

    @property
    def progress(self) -> Progress:
        """How far the learner is in this version."""
        return self.enrolment.progress(self.course)

    def locks(self, lesson: OutlineLesson) -> tuple[Reason, ...]:
        """Why a lesson is not open to the learner; nothing when it is."""
        learner = Learner(self.enrolment.enrolled_at, self.enrolment.lessons_done, self.desk.scores.best())
        return catalog_outlines.locks(self.outline, lesson, learner, self.at)

    def complete(self, lessons: Sequence[OutlineLesson]) -> Enrolment:
        """The enrolment with these lessons done."""
        bits = lesson_set(*(lesson.ordinal for lesson in lessons))
        rules, scores = self.desk.rules, self.desk.scores.best()
        return self.enrolment.complete(bits, self.course, now=self.at, rules=rules, scores=scores)

    def open_lesson(self, lesson_id: str) -> tuple[int, OutlineLesson]:
        """The same as ``lesson``, for one that is open. Raises ``LessonLocked``."""
        place, lesson = self.lesson(lesson_id)
        reasons = self.locks(lesson)
        if reasons:
            raise LessonLocked(
                " ".join(reason.message for reason in reasons),
                errors=[FieldError("/path/lesson_id", reason.code, reason.message) for reason in reasons],
                lesson_id=lesson_id,
            )
        return place, lesson

    def lesson(self, lesson_id: str) -> tuple[int, OutlineLesson]:
        """A lesson of this version and its place in it. Raises ``LessonNotFound``."""
        place = self.outline.place_of(lesson_id)
        if place is None:
            raise LessonNotFound(lesson_id=lesson_id)
        return place, self.outline.lessons[place]


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson to study, and its neighbours."""

    study: Study
    lesson: OutlineLesson
    body: Body
    previous_lesson_id: str | None
    next_lesson_id: str | None


class ProgressService:
    """One tenant's learners at work."""

    def __init__(
        self,
        repository: LearningRepository,
        works: WorkRepository,
        courses: CourseService,
        clock: Clock = system_clock,
    ) -> None:
        self._repository = repository
        self._works = works
        self._courses = courses
        self._clock = clock

    def study(self, course_id: str, *, by: Caller, version: int | None = None, lesson_ids: Sequence[str] = ()) -> Study:
        """What an enrolled learner studies: the course's current version, or an earlier one."""
        return self.study_of(course_id, by.user_id, version=version, lesson_ids=lesson_ids)

    def study_of(
        self, course_id: str, user_id: str, *, version: int | None = None, lesson_ids: Sequence[str] = ()
    ) -> Study:
        """The same for whoever it is; with what they have done in some lessons."""
        desk = self._works.find_desk(course_id, user_id, lesson_ids)
        course = desk.course or self._courses.asked(course_id)
        if desk.enrolment is None:
            raise NotEnrolled(course_id=course_id)
        now = self._clock.now()
        desk.enrolment.require_access(now)
        if version is not None and version != course.version:
            course = self._courses.at_version(course_id, version, course.status, told=course.told)
        outline = catalog_outlines.outline(self._repository.org_id, course_id, course.version)
        return Study(desk.enrolment, course, outline, desk, now)

    def read_lesson(self, course_id: str, lesson_id: str, *, by: Caller, html: bool = False) -> LessonView:
        """A lesson's content, for an enrolled learner: with the solutions of exercises once they completed it."""
        study = self.study(course_id, by=by)
        place, lesson = study.open_lesson(lesson_id)
        lessons = study.outline.lessons
        body = catalog_bodies.lesson_body(
            self._repository.org_id,
            course_id,
            lesson.body_id,
            solutions=study.enrolment.has_done(lesson.ordinal),
            html=html,
        )
        return LessonView(
            study,
            lesson,
            body,
            previous_lesson_id=lessons[place - 1].lesson_id if place else None,
            next_lesson_id=lessons[place + 1].lesson_id if place + 1 < len(lessons) else None,
        )

    def complete_lesson(self, course_id: str, lesson_id: str, *, by: Caller) -> Progress:
        """Note that the learner has completed a lesson. Safe to repeat: it counts, and is told, once."""
        return undisturbed(lambda: self._complete(course_id, lesson_id, by))

    def settle(self, study: Study, lessons: Sequence[OutlineLesson]) -> Enrolment:
        """Store that these lessons are done, and tell it; ``ConditionFailed`` if the enrolment changed meanwhile."""
        before, after = study.enrolment, study.complete(lessons)
        if after is before:
            return before
        return self._repository.save(after, before, tells=_news(before, after, lessons, study.course))

    def _complete(self, course_id: str, lesson_id: str, by: Caller) -> Progress:
        study = self.study(course_id, by=by)
        _, lesson = study.open_lesson(lesson_id)
        return self.settle(study, [lesson]).progress(study.course)


def _news(before: Enrolment, after: Enrolment, lessons: Sequence[OutlineLesson], course: Course) -> list[DomainEvent]:
    ids = after.model_dump(include={"enrolment_id", "course_id", "user_id"}) | {"version": course.version}
    progress = after.progress(course)
    far = ids | {"completed": progress.completed, "lessons": progress.total}
    news: list[DomainEvent] = [
        LessonCompleted(**far, lesson_id=lesson.lesson_id) for lesson in lessons if not before.has_done(lesson.ordinal)
    ]
    if after.state is not before.state:
        news.append(CourseCompleted(**ids))
    return news
