"""Joining and leaving courses, and who is in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from events.learning import EnrolmentCancelled, EnrolmentOpened
from functions.catalog import published as catalog
from functions.catalog.published import CourseCard, Right
from functions.identity import published as identity
from functions.identity.published import PersonCard
from functions.learning.domain import Course, CourseStatus, Enrolment, EnrolmentState, Progress
from functions.learning.errors import (
    CourseNotFound,
    CourseNotOpen,
    EnrolmentNotFound,
    NotYourCourse,
    PrerequisitesNotDone,
)
from functions.learning.permissions import MANAGE_ALL_ENROLMENTS, MANAGE_ENROLMENTS
from functions.learning.repository import LearningRepository, PageKey
from functions.learning.service.courses import CourseService
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, answer, undisturbed
from shared.errors import PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Place:
    """An enrolment as it is shown: with its course, and with the learner's name where staff look."""

    enrolment: Enrolment
    course: Course
    learner_name: str | None = None

    @property
    def progress(self) -> Progress:
        """How far the learner is in the course's current version."""
        return self.enrolment.progress(self.course)


@dataclass(frozen=True, slots=True)
class Places:
    """A page of them, and where the next one starts."""

    items: list[Place]
    next_key: PageKey


class EnrolmentService:
    """The enrolments of one tenant."""

    def __init__(self, repository: LearningRepository, courses: CourseService, clock: Clock = system_clock) -> None:
        self._repository = repository
        self._courses = courses
        self._clock = clock

    def enrol(self, course_id: str, *, by: Caller, once: Once) -> tuple[Place, bool]:
        """Take a place in a published course, and whether that was news.

        Who has a place keeps it; who left comes back to the progress made before.
        """
        course, card = self._courses.asked_with_card(course_id)
        if course.status is not CourseStatus.PUBLISHED:
            raise CourseNotOpen(course_id=course_id)
        if card.prerequisites:
            self._require_prepared(card, by)
        enrolment = Enrolment.opened(new_id("enr"), course_id, by.user_id, now=self._clock.now())
        try:
            made = self._repository.add(enrolment, once, tells=EnrolmentOpened(**_ids(enrolment)))
        except ConditionFailed:
            before, enrolment = undisturbed(lambda: self._come_back(course_id, by.user_id))
            return Place(enrolment, course), enrolment is not before
        if made != enrolment.enrolment_id:
            return Place(self._repository.get(course_id, by.user_id), course), False
        return Place(enrolment, course), True

    def list_own(self, *, by: Caller, limit: int, start: PageKey) -> Places:
        """The caller's enrolments, the newest first."""
        page = self._repository.list_by_learner(by.user_id, limit=limit, start=start)
        places = [
            Place(enrolment, page.courses.get(enrolment.course_id) or self._courses.asked(enrolment.course_id))
            for enrolment in page.items
        ]
        return Places(places, page.next_key)

    def list_roster(
        self, course_id: str, state: EnrolmentState | None, *, by: Caller, limit: int, start: PageKey
    ) -> Places:
        """A course's enrolments, the newest first, with the learners' names. For staff of the course."""
        org_id = self._repository.org_id
        roster = self._repository.list_roster(course_id, state, limit=limit, start=start)
        card, enrolments, people = answer(
            catalog.asking_course(org_id, course_id),
            self._repository.asking_enrolments(course_id, roster.user_ids),
            identity.asking_people(org_id, roster.user_ids),
        )
        course = self._courses.shown_on(_require_staff(card, course_id, by))
        return Places(_named(course, enrolments, people) if course else [], roster.next_key)

    def get(self, course_id: str, enrolment_id: str, *, by: Caller) -> Place:
        """One enrolment: the caller's own, or any of a course whose staff the caller is."""
        return self._place(self._visible(course_id, enrolment_id, by))

    def put(self, course_id: str, enrolment_id: str, state: EnrolmentState, *, by: Caller, expected: int) -> Place:
        """As staff of the course, cancel an enrolment or take it up again, if it is still at the expected revision."""
        self._taught(course_id, by)
        enrolment = self._repository.get_by_id(course_id, enrolment_id)
        if enrolment.revision != expected:
            raise PreconditionFailed(enrollment_id=enrolment_id)
        change = self._cancel if state is EnrolmentState.CANCELLED else self._reopen
        try:
            return self._place(change(enrolment))
        except ConditionFailed:
            raise PreconditionFailed(enrollment_id=enrolment_id) from None

    def cancel(self, course_id: str, enrolment_id: str, *, by: Caller) -> None:
        """Cancel an enrolment: the caller's own, or any of a course whose staff the caller is. Safe to repeat."""
        undisturbed(lambda: self._cancel(self._visible(course_id, enrolment_id, by)))

    # -- transitions, safe to repeat

    def _come_back(self, course_id: str, user_id: str) -> tuple[Enrolment, Enrolment]:
        enrolment = self._repository.get(course_id, user_id)
        return enrolment, self._reopen(enrolment)

    def _cancel(self, enrolment: Enrolment) -> Enrolment:
        cancelled = enrolment.cancel(now=self._clock.now())
        if cancelled is enrolment:
            return enrolment
        return self._repository.save(cancelled, enrolment, tells=[EnrolmentCancelled(**_ids(enrolment))])

    def _reopen(self, enrolment: Enrolment) -> Enrolment:
        reopened = enrolment.reopen(now=self._clock.now())
        if reopened is enrolment:
            return enrolment
        return self._repository.save(reopened, enrolment, tells=[EnrolmentOpened(**_ids(enrolment))])

    def _require_prepared(self, card: CourseCard, by: Caller) -> None:
        """Raise ``PrerequisitesNotDone`` unless the caller has completed what the course builds on, or had a place.

        What is no longer on offer is not asked for: nobody could begin it any more.
        """
        known, enrolments, courses = self._repository.find_preparation(card.course_id, card.prerequisites, by.user_id)
        if known:
            return
        missing = [
            course_id
            for course_id in card.prerequisites
            if not (course_id in enrolments and enrolments[course_id].state is EnrolmentState.COMPLETED)
            and not (course_id in courses and courses[course_id].status is CourseStatus.ARCHIVED)
        ]
        if missing:
            titles = [courses[course_id].title if course_id in courses else course_id for course_id in missing]
            raise PrerequisitesNotDone(
                f"Complete {', '.join(f'“{title}”' for title in titles)} first.",
                course_id=card.course_id,
                prerequisites=missing,
            )

    # -- what the caller may see

    def _taught(self, course_id: str, by: Caller) -> CourseCard:
        """The course, if the caller is of its staff."""
        return _require_staff(catalog.find_course(self._repository.org_id, course_id), course_id, by)

    def _visible(self, course_id: str, enrolment_id: str, by: Caller) -> Enrolment:
        enrolment = self._repository.get_by_id(course_id, enrolment_id)
        if enrolment.user_id != by.user_id:
            if not by.may(MANAGE_ENROLMENTS):
                raise EnrolmentNotFound(enrollment_id=enrolment_id)
            self._taught(course_id, by)
        return enrolment

    def _place(self, enrolment: Enrolment) -> Place:
        people = identity.find_people(self._repository.org_id, [enrolment.user_id])
        return _named(self._courses.known(enrolment.course_id), [enrolment], people)[0]


def _require_staff(card: CourseCard | None, course_id: str, by: Caller) -> CourseCard:
    if card is None:
        raise CourseNotFound(course_id=course_id)
    if not by.may(MANAGE_ALL_ENROLMENTS) and not card.lets(by.user_id, Right.STUDENTS):
        raise NotYourCourse(course_id=course_id)
    return card


def _named(course: Course, enrolments: list[Enrolment], people: Mapping[str, PersonCard]) -> list[Place]:
    names = {user_id: person.name for user_id, person in people.items()}
    return [Place(enrolment, course, names.get(enrolment.user_id)) for enrolment in enrolments]


def _ids(enrolment: Enrolment) -> dict[str, str]:
    return enrolment.model_dump(include={"enrolment_id", "course_id", "user_id"})
