"""Who cares for a course's certificates."""

from functions.catalog.published.courses import CourseCard, Right
from functions.certificates.errors import CourseNotFound, NotYourCourse
from functions.certificates.permissions import MANAGE_ALL_CERTIFICATES, MANAGE_CERTIFICATES
from shared.auth import Caller


def require_published(card: CourseCard | None, course_id: str) -> CourseCard:
    """The course, if it was ever published. Raises ``CourseNotFound``."""
    if card is None or card.current_version is None:
        raise CourseNotFound(course_id=course_id)
    return card


def require_staff(card: CourseCard | None, course_id: str, by: Caller) -> CourseCard:
    """The course, if the caller cares for its students. Raises ``CourseNotFound``, ``NotYourCourse``."""
    if card is None:
        raise CourseNotFound(course_id=course_id)
    if not is_staff(card, by):
        raise NotYourCourse(course_id=course_id)
    return card


def is_staff(card: CourseCard, by: Caller) -> bool:
    """Whether the caller cares for the course's students."""
    return by.may(MANAGE_ALL_CERTIFICATES) or (by.may(MANAGE_CERTIFICATES) and card.lets(by.user_id, Right.STUDENTS))
