"""Of which courses somebody may see figures."""

from functions.analytics.errors import CourseNotFound, NotYourCourse
from functions.analytics.permissions import SEE_ORGANIZATION_FIGURES
from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import CourseCard, Right
from shared.auth import Caller


def require_course(course_id: str, by: Caller) -> CourseCard:
    """A course that the caller may see figures of. Raises ``CourseNotFound``, ``NotYourCourse``."""
    card = catalog.find_course(by.org_id, course_id)
    if card is None:
        raise CourseNotFound(course_id=course_id)
    if not by.may(SEE_ORGANIZATION_FIGURES) and not card.lets(by.user_id, Right.ANALYTICS):
        raise NotYourCourse(course_id=course_id)
    return card
