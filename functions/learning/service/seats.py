"""Seats: a course's rules for enrolling, who is next in line, and what ends by the clock."""

from collections.abc import Callable
from datetime import timedelta

from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import CourseCard
from functions.learning.domain.seats import OFFERED_FOR, Seats
from functions.learning.repository.deadlines import DeadlineRepository
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.seats import SeatsRepository, Take
from functions.learning.service.staff import require_staff
from functions.learning.service.steps import news
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.deadlines import Deadline, look_at_each
from shared.dynamo import ConditionFailed, undisturbed
from shared.errors import PreconditionFailed
from shared.observability import log

TRIES = 40
"""So often a step is tried that others come between: as many as want the same seat at once come through."""
TRIED_AGAIN_AFTER = timedelta(hours=1)


class SeatService:
    """The seats of one tenant's courses."""

    def __init__(self, repository: LearningRepository, seats: SeatsRepository, clock: Clock = system_clock) -> None:
        self._repository = repository
        self._seats = seats
        self._clock = clock

    def read(self, course_id: str, *, by: Caller) -> Seats:
        """A course's rules and its count of seats, for its staff."""
        self._taught(course_id, by)
        return self._seats.find(course_id)

    def put(self, course_id: str, rules: Seats, *, by: Caller, expected: int) -> Seats:
        """Replace the rules, as staff of the course. Nobody loses a seat; who waits is offered what is free."""
        self._taught(course_id, by)
        try:
            return self._seats.save_rules(course_id, rules, expected=expected)
        except ConditionFailed:
            raise PreconditionFailed(course_id=course_id) from None

    def offer(self, course_id: str) -> int:
        """Offer every free seat of a course to who is first in line. Returns how many were. Safe to repeat.

        A seat is offered once: the offer, its place in the line and the count change together.
        """
        offered = 0
        while undisturbed(lambda: self._offer_one(course_id), TRIES):
            offered += 1
        return offered

    def end_over(self, course_id: str) -> int:
        """Write down what of a course is over: up to 25 reservations, offers and accesses. Returns how many."""
        over = self._seats.list_over(course_id, self._clock.now())
        return sum(self.end(course_id, user_id) for user_id in over)

    def end(self, course_id: str, user_id: str) -> bool:
        """Write down that somebody's reservation, offer or access is over, if it is. Safe to repeat."""

        def write() -> bool:
            enrolment = self._repository.find(course_id, user_id)
            ended = enrolment and enrolment.at(self._clock.now())
            if enrolment is None or ended is None or ended is enrolment:
                return False
            self._repository.advance(ended, enrolment, tells=news(enrolment, ended))
            return True

        return undisturbed(write, TRIES)

    def tidy(self, course_id: str, seats: Seats) -> bool:
        """Before somebody is turned away or sent to the line: end what is over, and offer what is free.

        Says whether anything changed, so that it is worth looking again.
        """
        ended = self.end_over(course_id)
        return bool(ended or (seats.waiting and seats.free and self.offer(course_id)))

    def _offer_one(self, course_id: str) -> bool:
        seats = self._seats.find(course_id)
        user_id = self._seats.first_in_line(course_id) if seats.waiting and seats.free else None
        if user_id is None:
            return False
        enrolment = self._repository.get(course_id, user_id)
        offered = enrolment.offer(until=self._clock.now() + OFFERED_FOR)
        self._repository.advance(offered, enrolment, tells=news(enrolment, offered), take=Take.FIRST)
        return True

    def _taught(self, course_id: str, by: Caller) -> CourseCard:
        return require_staff(catalog.find_course(self._repository.org_id, course_id), course_id, by)


class DueService:
    """What ends by the clock, in all organizations."""

    def __init__(
        self, deadlines: DeadlineRepository, seats_of: Callable[[str], SeatService], clock: Clock = system_clock
    ) -> None:
        self._deadlines = deadlines
        self._seats_of = seats_of
        self._clock = clock

    def look(self) -> int:
        """Write down what is over, the earliest first. Returns how many there were; what fails comes again later."""
        found = look_at_each(self._deadlines, self._end, self._clock.now(), again_after=TRIED_AGAIN_AFTER)
        log("seats.looked_at", found=found)
        return found

    def _end(self, deadline: Deadline) -> None:
        course_id, _, user_id = deadline.what.partition("#")
        self._seats_of(deadline.org_id).end(course_id, user_id)
