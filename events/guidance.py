"""What guidance tells."""

from typing import ClassVar

from shared.events import DomainEvent


class RecommendationsSeen(DomainEvent):
    """Somebody saw courses that were recommended, opened some, or wants no more of some."""

    source: ClassVar[str] = "lms.guidance"

    user_id: str
    shown: tuple[str, ...]
    """Ids of courses, as those below."""
    clicked: tuple[str, ...]
    dismissed: tuple[str, ...]


class RecommendationFollowed(DomainEvent):
    """Somebody took a course that had been recommended to them. Told once for each person and course."""

    source: ClassVar[str] = "lms.guidance"

    user_id: str
    course_id: str
    clicked: bool
    """Whether they had opened it from there."""
