"""What follows for enrolments from what is paid for, and from what no longer is."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from events.learning import EnrolmentRefused
from functions.identity import published as identity
from functions.learning.domain.courses import CourseStatus
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.states import OPEN, OVER, EnrolmentState
from functions.learning.errors import OrderNotHeardOf, TransitionNotAllowed
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.seats import SeatsRepository, Take
from functions.learning.service.seats import TRIES, SeatService
from functions.learning.service.steps import news
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, answer, undisturbed
from shared.ids import new_id
from shared.listing import pages

_ENROLMENT = 0
"""The position of the enrolment itself among the writes of its step."""
FOR_GOOD = 9999
"""The year that stands for never."""


class PaymentService:
    """The enrolments of one tenant that somebody pays for. Every news may come twice, and in any order."""

    def __init__(
        self,
        repository: LearningRepository,
        seats: SeatsRepository,
        ending: SeatService,
        clock: Clock = system_clock,
    ) -> None:
        self._repository = repository
        self._seats = seats
        self._ending = ending
        self._clock = clock

    def give(self, course_id: str, user_id: str, order_id: str, *, told_at: datetime, until: datetime | None) -> None:
        """Give somebody what their order paid for: the seat that is kept for them, or one that is free.

        Where none is, or the course takes nobody any more, that is told once, and nothing is given for that order.
        """
        undisturbed(lambda: self._give(course_id, user_id, order_id, told_at, until), TRIES)

    def pause(self, course_id: str, user_id: str, order_id: str, *, told_at: datetime) -> None:
        """What somebody bought is overdue: no access for now."""
        self._follow(course_id, user_id, order_id, told_at, lambda enrolment: enrolment.pause("payment"), of=OPEN)

    def resume(self, course_id: str, user_id: str, order_id: str, *, told_at: datetime, until: datetime | None) -> None:
        """What was overdue is paid. Who was paused by the course's staff stays so."""

        def resumed(enrolment: Enrolment) -> Enrolment:
            goes_on = enrolment.resume() if enrolment.paused_for == "payment" else enrolment
            return goes_on.model_copy(update={"until": until})

        paused = {EnrolmentState.PAUSED, *OPEN}
        self._follow(course_id, user_id, order_id, told_at, resumed, of=frozenset(paused))

    def end(self, course_id: str, user_id: str, order_id: str, reason: str, *, told_at: datetime) -> None:
        """What somebody bought is over."""
        state = EnrolmentState.EXPIRED if reason == "ended" else EnrolmentState.CANCELLED
        held = frozenset(EnrolmentState) - OVER - {EnrolmentState.WAITING}
        now = self._clock.now()

        def ended(enrolment: Enrolment) -> Enrolment:
            return enrolment.end(state, now=now)

        self._follow(course_id, user_id, order_id, told_at, ended, of=held, ends=True)

    def follow_passes(self, user_id: str, *, paused: bool = False) -> None:
        """Bring the places that somebody has by a pass in line with the passes that they hold now."""
        for enrolment in self._by_pass(user_id):
            undisturbed(partial(self._follow_pass, enrolment.course_id, user_id, paused), TRIES)

    def _give(self, course_id: str, user_id: str, order_id: str, told_at: datetime, until: datetime | None) -> None:
        now, own = self._clock.now(), self._repository.find(course_id, user_id)
        if (own and own.knows(order_id, told_at)) or self._seats.was_refused(user_id, order_id):
            return
        if own and own.at(now) is not own:
            self._ending.end(course_id, user_id)
            raise ConditionFailed
        course = self._repository.find_course(course_id)
        if course and course.status is CourseStatus.ARCHIVED and not (own and own.holds_seat):
            return self._refuse(own, course_id, user_id, order_id, "closed")
        asked = own or Enrolment.asked(new_id("enr"), course_id, user_id, now=now)
        after = asked.paid(order_id, told_at=told_at, now=now, until=until)
        people = {} if own else identity.find_people(self._repository.org_id, [user_id])
        try:
            self._repository.advance(
                after,
                own,
                tells=news(own, after),
                take=Take.FIRST,
                name=people[user_id].name if user_id in people else None,
                also=lambda transaction: self._seats.require_not_refused(transaction, user_id, order_id),
            )
        except ConditionFailed as failure:
            if _ENROLMENT in failure.failed or self._seats.was_refused(user_id, order_id):
                raise
            if self._ending.end_over(course_id):
                raise
            self._refuse(own, course_id, user_id, order_id, "full")

    def _refuse(self, own: Enrolment | None, course_id: str, user_id: str, order_id: str, reason: str) -> None:
        refused = EnrolmentRefused(order_id=order_id, course_id=course_id, user_id=user_id, reason=reason)
        self._seats.refuse(refused, own)

    def _follow(
        self,
        course_id: str,
        user_id: str,
        order_id: str,
        told_at: datetime,
        step: Callable[[Enrolment], Enrolment],
        *,
        of: frozenset[EnrolmentState],
        ends: bool = False,
    ) -> None:
        def follow() -> None:
            own = self._repository.find(course_id, user_id)
            if own and own.knows(order_id, told_at, ends=ends):
                return
            if own is None or own.order_id != order_id:
                if self._seats.was_refused(user_id, order_id):
                    return
                raise OrderNotHeardOf(order_id)
            current = own.at(self._clock.now())
            after = step(current) if current.state in of else current
            after = after.model_copy(update={"order_told_at": max(told_at, own.order_told_at or told_at)})
            if after == own:
                return
            self._repository.advance(after, own, tells=news(own, after))

        undisturbed(follow, TRIES)

    def _by_pass(self, user_id: str) -> Iterator[Enrolment]:
        for page in pages(lambda start: self._repository.list_by_learner(user_id, limit=50, start=start)):
            yield from (enrolment for enrolment in page.items if enrolment.by_pass)

    def _follow_pass(self, course_id: str, user_id: str, paused: bool) -> None:
        from functions.commerce import published as commerce  # of many events, few ask it

        now, org_id = self._clock.now(), self._repository.org_id
        (own, _), terms = answer(
            self._repository.asking_place(course_id, user_id), commerce.asking_terms(org_id, course_id, user_id)
        )
        if own is None or not own.by_pass:
            return
        current = own.at(now)
        try:
            after = _by_terms(current, terms.pass_until, paused=paused, now=now)
        except TransitionNotAllowed:
            return
        if after != own:
            self._repository.advance(after, own, tells=news(own, after), take=Take.FIRST)


def access_by_pass(pass_until: datetime) -> datetime | None:
    """When access by a pass ends; None for never."""
    return None if pass_until.year >= FOR_GOOD else pass_until


def _by_terms(enrolment: Enrolment, pass_until: datetime | None, *, paused: bool, now: datetime) -> Enrolment:
    """An enrolment that was given for a pass, as the passes held now have it."""
    if pass_until is not None:
        if enrolment.state in OVER:
            return enrolment
        goes_on = enrolment.resume() if enrolment.paused_for == "payment" else enrolment
        return goes_on.model_copy(update={"until": access_by_pass(pass_until)})
    if enrolment.state in OPEN and paused:
        return enrolment.pause("payment")
    return enrolment.end(EnrolmentState.EXPIRED, now=now) if not paused else enrolment
