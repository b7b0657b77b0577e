"""What becomes of what is paid for."""

from events.commerce import AccessEnded, AccessPaused, AccessResumed, OrderPaid
from functions.learning.handlers.listener import listener
from functions.learning.wiring import payment_service
from shared.events import Envelope


@listener.on(OrderPaid)
def give_what_was_paid_for(told: Envelope[OrderPaid]) -> None:
    """Safe to repeat: what was given or refused for an order stands in the enrolment, or beside it."""
    news, payments = told.data, payment_service(told.org_id)
    if news.course_id is None:
        payments.follow_passes(news.user_id)
    else:
        payments.give(news.course_id, news.user_id, news.order_id, told_at=told.occurred_at, until=news.access_until)


@listener.on(AccessPaused)
def pause_what_is_overdue(told: Envelope[AccessPaused]) -> None:
    """Safe to repeat, and in any order: older news about an order changes nothing."""
    news, payments = told.data, payment_service(told.org_id)
    if news.course_id is None:
        payments.follow_passes(news.user_id, paused=True)
    else:
        payments.pause(news.course_id, news.user_id, news.order_id, told_at=told.occurred_at)


@listener.on(AccessResumed)
def resume_what_is_paid(told: Envelope[AccessResumed]) -> None:
    """Safe to repeat, and in any order: older news about an order changes nothing."""
    news, payments = told.data, payment_service(told.org_id)
    if news.course_id is None:
        payments.follow_passes(news.user_id)
    else:
        payments.resume(news.course_id, news.user_id, news.order_id, told_at=told.occurred_at, until=news.access_until)


@listener.on(AccessEnded)
def end_what_is_over(told: Envelope[AccessEnded]) -> None:
    """Safe to repeat, and in any order: older news about an order changes nothing."""
    news, payments = told.data, payment_service(told.org_id)
    if news.course_id is None:
        payments.follow_passes(news.user_id)
    else:
        payments.end(news.course_id, news.user_id, news.order_id, news.reason, told_at=told.occurred_at)
