"""What becomes of a seat that is free: it is offered to the first in line."""

from events.learning import EnrolmentCancelled, EnrolmentExpired, EnrolmentSettingsChanged, SeatReservationEnded
from functions.learning.handlers.listener import listener
from functions.learning.wiring import seat_service
from shared.events import Envelope


@listener.on(EnrolmentCancelled)
def offer_seat_of_who_left(told: Envelope[EnrolmentCancelled]) -> None:
    """Safe to repeat: a seat is offered once, and only while it is free."""
    seat_service(told.org_id).offer(told.data.course_id)


@listener.on(EnrolmentExpired)
def offer_seat_of_whose_time_is_over(told: Envelope[EnrolmentExpired]) -> None:
    """Safe to repeat: a seat is offered once, and only while it is free."""
    seat_service(told.org_id).offer(told.data.course_id)


@listener.on(SeatReservationEnded)
def offer_seat_that_nobody_paid_for(told: Envelope[SeatReservationEnded]) -> None:
    """Safe to repeat: a seat is offered once, and only while it is free."""
    seat_service(told.org_id).offer(told.data.course_id)


@listener.on(EnrolmentSettingsChanged)
def offer_seats_that_were_added(told: Envelope[EnrolmentSettingsChanged]) -> None:
    """Safe to repeat: a seat is offered once, and only while it is free."""
    seat_service(told.org_id).offer(told.data.course_id)
