"""Joining and leaving courses, and who is in them."""

from datetime import datetime
from typing import TYPE_CHECKING

from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import CourseCard
from functions.identity import published as identity
from functions.learning.domain.courses import CourseStatus
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.seats import MAX_WAITING, RESERVED_FOR, Seats
from functions.learning.domain.states import OVER, EnrolmentState
from functions.learning.errors import (
    CourseFull,
    CourseNotFound,
    CourseNotOpen,
    CourseNotSold,
    EnrolmentNotFound,
    PrerequisitesNotDone,
)
from functions.learning.permissions import MANAGE_ENROLMENTS
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.seats import SeatsRepository, Take
from functions.learning.service.courses import CourseService
from functions.learning.service.payments import access_by_pass
from functions.learning.service.places import Place, Places, named
from functions.learning.service.seats import TRIES, SeatService
from functions.learning.service.staff import require_staff
from functions.learning.service.steps import news
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, answer, undisturbed
from shared.errors import PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import PageKey

if TYPE_CHECKING:
    from functions.commerce.published import CourseTerms

_ENROLMENT = 0
"""The position of the enrolment itself among the writes of its step."""


class EnrolmentService:
    """The enrolments of one tenant."""

    def __init__(
        self,
        repository: LearningRepository,
        seats: SeatsRepository,
        courses: CourseService,
        ending: SeatService,
        clock: Clock = system_clock,
    ) -> None:
        self._repository = repository
        self._seats = seats
        self._courses = courses
        self._ending = ending
        self._clock = clock

    def enrol(self, course_id: str, *, by: Caller, once: Once) -> tuple[Place, bool]:
        """Take a place in a published course, or one in the line for a seat, and whether that was news.

        Who has a place keeps it; who left comes back to the progress made before; who was invited, or is offered a
        seat, takes it. Raises ``CourseFull`` where every seat is taken and nobody can wait.
        """
        return undisturbed(lambda: self._enrol(course_id, by, once), TRIES)

    def list_own(self, *, by: Caller, limit: int, start: PageKey) -> Places:
        """The caller's enrolments, the newest first."""
        page = self._repository.list_by_learner(by.user_id, limit=limit, start=start)
        now = self._clock.now()
        places = [
            Place(enrolment.at(now), page.courses.get(enrolment.course_id) or self._courses.asked(enrolment.course_id))
            for enrolment in page.items
        ]
        return Places(places, page.next_key)

    def get(self, course_id: str, enrolment_id: str, *, by: Caller) -> Place:
        """One enrolment: the caller's own, or any of a course whose staff the caller is."""
        return self._place(self._visible(course_id, enrolment_id, by))

    def put(self, course_id: str, enrolment_id: str, state: EnrolmentState, *, by: Caller, expected: int) -> Place:
        """As staff of the course, let somebody in, pause or cancel, if the enrolment is at the expected revision.

        Who is let in passes over the line, but takes a seat that is free: raises ``CourseFull`` else.
        """
        self._taught(course_id, by)
        enrolment = self._repository.get_by_id(course_id, enrolment_id)
        if enrolment.revision != expected:
            raise PreconditionFailed(enrollment_id=enrolment_id)
        now = self._clock.now()
        current = enrolment.at(now)
        if state is EnrolmentState.CANCELLED:
            after = current.cancel(now=now)
        elif state is EnrolmentState.PAUSED:
            after = current.pause("staff")
        elif current.state is EnrolmentState.PAUSED:
            after = current.resume()
        else:
            after = current.open(now=now, until=self._seats.find(course_id).access_until(now))
        try:
            return self._place(self._save(enrolment, after, take=Take.FIRST))
        except ConditionFailed as failure:
            if _ENROLMENT in failure.failed:
                raise PreconditionFailed(enrollment_id=enrolment_id) from None
            raise CourseFull(course_id=course_id) from None

    def cancel(self, course_id: str, enrolment_id: str, *, by: Caller) -> None:
        """Cancel an enrolment: the caller's own, or any of a course whose staff the caller is. Safe to repeat."""

        def leave() -> None:
            enrolment = self._visible(course_id, enrolment_id, by)
            now = self._clock.now()
            self._save(enrolment, enrolment.at(now).cancel(now=now))

        undisturbed(leave, TRIES)

    # -- steps

    def _enrol(self, course_id: str, by: Caller, once: Once) -> tuple[Place, bool]:
        from functions.commerce import published as commerce  # of many requests, only these ask it

        org_id, now = self._repository.org_id, self._clock.now()
        card, people, (own, seats), terms = answer(
            catalog.asking_course(org_id, course_id),
            identity.asking_people(org_id, [by.user_id]),
            self._repository.asking_place(course_id, by.user_id),
            commerce.asking_terms(org_id, course_id, by.user_id),
        )
        course = self._courses.shown_on(card) if card else None
        if card is None or course is None:
            raise CourseNotFound(course_id=course_id)
        if course.status is not CourseStatus.PUBLISHED:
            raise CourseNotOpen(course_id=course_id)
        if own and self._repository.was_asked(once):
            return Place(own.at(now), course), False
        if own and own.at(now) is not own:
            # Others may be in line for what is over: it ends first, and then everything is asked again.
            self._ending.end(course_id, by.user_id)
            raise ConditionFailed
        after = self._taken(own, seats, card, terms, by, now)
        if after is own:
            return Place(own, course), False
        name = people[by.user_id].name if by.user_id in people else None
        stored = self._repository.advance(after, own, tells=news(own, after), name=name, once=once)
        return Place(stored, course), stored.enrolment_id == after.enrolment_id

    def _taken(
        self, own: Enrolment | None, seats: Seats, card: CourseCard, terms: "CourseTerms", by: Caller, now: datetime
    ) -> Enrolment:
        """The learner's place once they have asked for one."""
        if own and own.state is EnrolmentState.INVITED:
            return own.open(now=now, until=seats.access_until(now))
        if own and own.state not in OVER:
            offered = own.state is EnrolmentState.WAITING and not own.in_line
            return _seated(own, seats, terms, now) if offered else own
        seats.require_open(now)
        if own is None and card.prerequisites:
            self._require_prepared(card, by)
        asked = own or Enrolment.asked(new_id("enr"), card.course_id, by.user_id, now=now)
        seated = _seated(asked, seats, terms, now)
        if seats.free_for_newcomers:
            return seated
        if self._ending.tidy(card.course_id, seats):
            raise ConditionFailed
        if not seats.waiting_list or seats.waiting >= MAX_WAITING:
            raise CourseFull(course_id=card.course_id)
        return asked.wait(now=now)

    def _save(self, before: Enrolment, after: Enrolment, *, take: Take = Take.IN_TURN) -> Enrolment:
        if after is before:
            return before
        return self._repository.advance(after, before, tells=news(before, after), take=take)

    def _require_prepared(self, card: CourseCard, by: Caller) -> None:
        """Raise ``PrerequisitesNotDone`` unless the caller has completed what the course builds on.

        What is no longer on offer is not asked for: nobody could begin it any more.
        """
        enrolments, courses = self._repository.find_preparation(card.prerequisites, by.user_id)
        missing = [
            course_id
            for course_id in card.prerequisites
            if not (course_id in enrolments and enrolments[course_id].completed_at)
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
        return require_staff(catalog.find_course(self._repository.org_id, course_id), course_id, by)

    def _visible(self, course_id: str, enrolment_id: str, by: Caller) -> Enrolment:
        enrolment = self._repository.get_by_id(course_id, enrolment_id)
        if enrolment.user_id != by.user_id:
            if not by.may(MANAGE_ENROLMENTS):
                raise EnrolmentNotFound(enrollment_id=enrolment_id)
            self._taught(course_id, by)
        return enrolment

    def _place(self, enrolment: Enrolment) -> Place:
        people = identity.find_people(self._repository.org_id, [enrolment.user_id])
        return named(self._courses.known(enrolment.course_id), [enrolment], people, self._clock.now())[0]


def _seated(enrolment: Enrolment, seats: Seats, terms: "CourseTerms", now: datetime) -> Enrolment:
    """The enrolment with a seat: open, or kept until the learner has paid. Raises ``CourseNotSold``."""
    if terms.pass_until is not None:
        return enrolment.open(now=now, until=access_by_pass(terms.pass_until), by_pass=True)
    if terms.free:
        return enrolment.open(now=now, until=seats.access_until(now))
    if not terms.sold:
        raise CourseNotSold(course_id=enrolment.course_id)
    return enrolment.reserve(until=now + RESERVED_FOR)
