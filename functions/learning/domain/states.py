"""What an enrolment can be, and what can become of it."""

from enum import StrEnum


class EnrolmentState(StrEnum):
    """What an enrolment is."""

    INVITED = "invited"
    """The course's staff keep a seat for somebody who has yet to take it."""
    WAITING = "waiting"
    """In line for a seat; or, once a seat is offered, about to take it."""
    PENDING_PAYMENT = "pending_payment"
    """A seat is kept while the learner pays."""
    ACTIVE = "active"
    """The learner may study."""
    PAUSED = "paused"
    """The learner may not study for now, and keeps the seat."""
    COMPLETED = "completed"
    """The learner has done all that the course requires, and may study on."""
    EXPIRED = "expired"
    """The time for which the learner had access is over."""
    CANCELLED = "cancelled"
    """The learner left, was removed, did not pay or did not come."""


_S = EnrolmentState

OPEN = frozenset({_S.ACTIVE, _S.COMPLETED})
"""Those in which the learner may study."""
OVER = frozenset({_S.EXPIRED, _S.CANCELLED})
"""Those in which the learner has no place, and may come back."""
_FROM_NOWHERE = frozenset({_S.INVITED, _S.WAITING, _S.PENDING_PAYMENT, *OPEN})

TRANSITIONS: dict[EnrolmentState, frozenset[EnrolmentState]] = {
    _S.INVITED: OPEN | {_S.CANCELLED},
    _S.WAITING: OPEN | {_S.WAITING, _S.PENDING_PAYMENT, _S.CANCELLED},
    _S.PENDING_PAYMENT: OPEN | {_S.CANCELLED},
    _S.ACTIVE: frozenset({_S.PAUSED, _S.COMPLETED, *OVER}),
    _S.PAUSED: OPEN | OVER,
    _S.COMPLETED: frozenset({_S.PAUSED, *OVER}),
    _S.EXPIRED: _FROM_NOWHERE,
    _S.CANCELLED: _FROM_NOWHERE,
}
"""What may follow each state. Who has completed the course once is completed again whenever they may study."""
