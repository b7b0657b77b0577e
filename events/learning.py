"""What learning tells."""

from datetime import datetime
from typing import ClassVar

from shared.events import DomainEvent


class _LearningEvent(DomainEvent):
    source: ClassVar[str] = "lms.learning"

    enrolment_id: str
    course_id: str
    user_id: str


class EnrolmentOpened(_LearningEvent):
    """Somebody has a place in a course now: for the first time, or again after leaving."""


class EnrolmentCancelled(_LearningEvent):
    """Somebody lost or gave up their place in a course. Their progress is kept."""


class LessonCompleted(_LearningEvent):
    """Somebody has completed a lesson; told once for each lesson of an enrolment."""

    lesson_id: str
    version: int
    """The course's version in which they did."""
    completed: int = 0
    """How many of that version's lessons they have completed with it, and how many there are; 0 in older news."""
    lessons: int = 0


class CourseCompleted(_LearningEvent):
    """Somebody has completed all that the course requires; told once for each enrolment, and never taken back."""

    version: int


class SeatReserved(_LearningEvent):
    """A seat is kept for somebody until the moment named, while they pay."""

    reserved_until: datetime


class SeatReservationEnded(_LearningEvent):
    """Nobody paid in time: the seat is no longer kept."""


class WaitingListJoined(_LearningEvent):
    """Every seat was taken: somebody waits for one."""


class SeatOffered(_LearningEvent):
    """A seat became free, and the first in line may take it until the moment named."""

    offered_until: datetime


class EnrolmentInvited(_LearningEvent):
    """The course's staff gave somebody a place that they have yet to take."""


class EnrolmentPaused(_LearningEvent):
    """Somebody may not study for now. Their progress is kept."""

    reason: str
    """`payment` for a payment that is overdue, `staff` where the course's staff did it."""


class EnrolmentResumed(_LearningEvent):
    """Somebody may study again."""


class EnrolmentExpired(_LearningEvent):
    """The time for which somebody had access is over. Their progress is kept."""


class EnrolmentSettingsChanged(DomainEvent):
    """A course takes people on other terms: more or fewer seats, at other times, for another time."""

    source: ClassVar[str] = "lms.learning"

    course_id: str


class BulkEnrolmentRequested(DomainEvent):
    """Somebody asked for a list of people to be enrolled."""

    source: ClassVar[str] = "lms.learning"

    job_id: str


class _GroupEvent(DomainEvent):
    source: ClassVar[str] = "lms.learning"

    group_id: str


class GroupDeleted(_GroupEvent):
    """A group is no more; who was in it is told apart."""


class GroupMemberAdded(_GroupEvent):
    """Somebody is in a group now."""

    user_id: str


class GroupMemberRemoved(_GroupEvent):
    """Somebody is no longer in a group."""

    user_id: str


class EnrolmentRefused(DomainEvent):
    """What was paid for cannot be given: no seat is free, or the course takes nobody. Commerce gives the money back."""

    source: ClassVar[str] = "lms.learning"

    order_id: str
    course_id: str
    user_id: str
    reason: str
    """`full` or `closed`."""
