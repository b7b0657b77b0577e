"""Who cares for a course."""

from functions.catalog.published.courses import CourseCard, Right
from functions.mastery.errors import CourseNotFound, NotYourCourse
from functions.mastery.permissions import SEE_ALL_MASTERY
from shared.auth import Caller


def is_staff(card: CourseCard, right: Right, by: Caller) -> bool:
    """Whether the caller has this right in a course."""
    return by.may(SEE_ALL_MASTERY) or card.lets(by.user_id, right)


def require_staff(card: CourseCard | None, course_id: str, right: Right, by: Caller) -> CourseCard:
    """The course, if the caller has this right in it. Raises ``CourseNotFound``, ``NotYourCourse``."""
    if card is None:
        raise CourseNotFound(course_id=course_id)
    if not is_staff(card, right, by):
        raise NotYourCourse(course_id=course_id)
    return card
