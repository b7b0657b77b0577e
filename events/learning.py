"""What learning tells."""

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


class CourseCompleted(_LearningEvent):
    """Somebody has completed all that the course requires; told once for each enrolment, and never taken back."""

    version: int
