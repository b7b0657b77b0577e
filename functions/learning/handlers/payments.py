"""What becomes of what is paid for."""

from collections.abc import Callable

from events.commerce import AccessEnded, AccessPaused, AccessResumed, OrderPaid
from functions.learning.handlers.listener import listener
from functions.learning.service.payments import PaymentService
from functions.learning.wiring import payment_service
from shared.events import Envelope

News = OrderPaid | AccessPaused | AccessResumed | AccessEnded


@listener.on(OrderPaid)
def give_what_was_paid_for(told: Envelope[OrderPaid]) -> None:
    """Safe to repeat: what was given or refused for an order stands in the enrolment, or beside it."""
    news, at = told.data, told.occurred_at
    _follow(
        told, lambda one, course: one.give(course, news.user_id, news.order_id, told_at=at, until=news.access_until)
    )


@listener.on(AccessPaused)
def pause_what_is_overdue(told: Envelope[AccessPaused]) -> None:
    """Safe to repeat, and in any order: older news about an order changes nothing."""
    news, at = told.data, told.occurred_at
    _follow(told, lambda one, course: one.pause(course, news.user_id, news.order_id, told_at=at), paused=True)


@listener.on(AccessResumed)
def resume_what_is_paid(told: Envelope[AccessResumed]) -> None:
    """Safe to repeat, and in any order: older news about an order changes nothing."""
    news, at = told.data, told.occurred_at
    _follow(
        told, lambda one, course: one.resume(course, news.user_id, news.order_id, told_at=at, until=news.access_until)
    )


@listener.on(AccessEnded)
def end_what_is_over(told: Envelope[AccessEnded]) -> None:
    """Safe to repeat, and in any order: older news about an order changes nothing."""
    news, at = told.data, told.occurred_at
    _follow(told, lambda one, course: one.end(course, news.user_id, news.order_id, news.reason, told_at=at))


def _follow(told: Envelope[News], act: Callable[[PaymentService, str], object], *, paused: bool = False) -> None:
    """Do so for the course that was bought; what a pass opens follows from all passes that the learner has."""
    payments = payment_service(told.org_id)
    if told.data.course_id is None:
        payments.follow_passes(told.data.user_id, paused=paused)
    else:
        act(payments, told.data.course_id)
