"""Who may have questions made for a course, and may take them into its bank."""

from functions.ai.errors import CourseNotFound, NotYourCourse
from functions.ai.permissions import GENERATE_ALL_QUESTIONS, GENERATE_QUESTIONS
from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import Right
from shared.auth import Caller


def require_author(org_id: str, course_id: str, by: Caller) -> None:
    """The caller may edit the course's content. Raises ``CourseNotFound`` or ``NotYourCourse``. One read."""
    card = catalog.find_course(org_id, course_id)
    if card is None:
        raise CourseNotFound(course_id=course_id)
    if by.may(GENERATE_ALL_QUESTIONS) or (by.may(GENERATE_QUESTIONS) and card.lets(by.user_id, Right.CONTENT)):
        return
    raise NotYourCourse(course_id=course_id)
