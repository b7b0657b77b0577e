"""What others are told of an enrolment's step."""

from events.learning import (
    EnrolmentCancelled,
    EnrolmentExpired,
    EnrolmentInvited,
    EnrolmentOpened,
    EnrolmentPaused,
    EnrolmentResumed,
    SeatOffered,
    SeatReservationEnded,
    SeatReserved,
    WaitingListJoined,
)
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.states import EnrolmentState
from shared.events import DomainEvent


def news(before: Enrolment | None, after: Enrolment) -> list[DomainEvent]:
    """The events of the step from one to the other; none where the learner's place is as it was."""
    if after is before:
        return []
    was = before.state if before else EnrolmentState.CANCELLED
    ids = after.model_dump(include={"enrolment_id", "course_id", "user_id"})
    match after.state:
        case EnrolmentState.WAITING:
            return [SeatOffered(**ids, offered_until=after.until)] if after.until else [WaitingListJoined(**ids)]
        case EnrolmentState.PENDING_PAYMENT:
            return [SeatReserved(**ids, reserved_until=after.until)] if after.until else []
        case state if state is was:
            return []
        case EnrolmentState.INVITED:
            return [EnrolmentInvited(**ids)]
        case EnrolmentState.PAUSED:
            return [EnrolmentPaused(**ids, reason=after.paused_for or "staff")]
        case EnrolmentState.EXPIRED:
            return [EnrolmentExpired(**ids)]
        case EnrolmentState.CANCELLED:
            unpaid = was is EnrolmentState.PENDING_PAYMENT
            return [SeatReservationEnded(**ids) if unpaid else EnrolmentCancelled(**ids)]
        case _:
            resumed = was is EnrolmentState.PAUSED
            return [EnrolmentResumed(**ids) if resumed else EnrolmentOpened(**ids)]
