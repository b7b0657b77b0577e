"""Seats: how many a course has, who may take one, and when."""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.enrolments import Enrolment
from functions.learning.errors import EnrolmentClosed

OFFERED_FOR = timedelta(hours=24)
"""So long a seat that became free is kept for the first in line."""
RESERVED_FOR = timedelta(minutes=30)
"""So long a seat is kept for who pays."""
MAX_WAITING = 1000
"""So many may wait for a seat of one course."""


class Seats(BaseModel):
    """A course's rules for enrolling, and how many of its seats are taken.

    A course of which nobody said anything has seats without end, takes people at any time, and for good.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    seats: int | None = None
    """How many there are; None for any number. There may be more taken than that, since it was lowered."""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    access_days: int | None = None
    """So long who enrols has access; None for good."""
    waiting_list: bool = True
    """Whether people may wait for a seat."""
    taken: int = 0
    waiting: int = 0
    """How many are in line. Who was offered a seat is not: the seat is theirs for now, and counted as taken."""
    edition: int = 0
    """Counts the changes of the rules alone."""

    @property
    def free(self) -> bool:
        """Whether a seat is free."""
        return self.seats is None or self.taken < self.seats

    @property
    def free_for_newcomers(self) -> bool:
        """Whether one is free for who is not in line: nobody is passed over."""
        return self.seats is None or (self.taken < self.seats and not self.waiting)

    def require_open(self, now: datetime) -> None:
        """Raise ``EnrolmentClosed`` unless the course takes people at this moment."""
        if self.opens_at and now < self.opens_at:
            raise EnrolmentClosed(f"Enrolment opens at {self.opens_at.isoformat()}.")
        if self.closes_at and now >= self.closes_at:
            raise EnrolmentClosed(f"Enrolment closed at {self.closes_at.isoformat()}.")

    def access_until(self, now: datetime) -> datetime | None:
        """When access that begins now ends."""
        return None if self.access_days is None else now + timedelta(days=self.access_days)


class SeatChange(BaseModel):
    """What an enrolment's step does to the seats of its course."""

    model_config = ConfigDict(frozen=True)

    taken: int
    waiting: int

    @classmethod
    def between(cls, before: Enrolment | None, after: Enrolment) -> "SeatChange":
        """What the step from one to the other does."""
        return cls(
            taken=after.holds_seat - bool(before and before.holds_seat),
            waiting=after.in_line - bool(before and before.in_line),
        )

    def __bool__(self) -> bool:
        return bool(self.taken or self.waiting)
