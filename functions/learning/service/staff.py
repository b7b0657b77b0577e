"""Who cares for a course's students."""

from functions.catalog.published.courses import CourseCard, Right
from functions.learning.errors import CourseNotFound, NotYourCourse
from functions.learning.permissions import MANAGE_ALL_ENROLMENTS
from shared.auth import Caller


def require_staff(card: CourseCard | None, course_id: str, by: Caller) -> CourseCard:
    """The course, if the caller is of its staff. Raises ``CourseNotFound``, ``NotYourCourse``."""
    if card is None:
        raise CourseNotFound(course_id=course_id)
    if not by.may(MANAGE_ALL_ENROLMENTS) and not card.lets(by.user_id, Right.STUDENTS):
        raise NotYourCourse(course_id=course_id)
    return card
