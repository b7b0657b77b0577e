"""Who may do what in the course that an assessment belongs to."""

from collections.abc import Sequence

from functions.assessment.errors import CourseNotFound, NotEnrolled, NotYourCourse
from functions.assessment.permissions import MANAGE_ALL_ASSESSMENTS, MANAGE_ASSESSMENTS
from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import CourseCard, Right
from functions.learning.published import enrolments as learning
from functions.learning.published.enrolments import EnrolmentCard
from shared.auth import Caller
from shared.dynamo import answer


def require_staff(org_id: str, course_id: str, right: Right, by: Caller) -> CourseCard:
    """The course, if the caller may do that there. Raises ``CourseNotFound`` or ``NotYourCourse``."""
    return checked_staff(catalog.find_course(org_id, course_id), course_id, right, by)


def checked_staff(card: CourseCard | None, course_id: str, right: Right, by: Caller) -> CourseCard:
    """The same, for who has asked for the course."""
    if card is None:
        raise CourseNotFound(course_id=course_id)
    if not is_staff(card, right, by):
        raise NotYourCourse(course_id=course_id)
    return card


def is_staff(card: CourseCard, right: Right, by: Caller) -> bool:
    """Whether the caller may do that in the course."""
    if by.may(MANAGE_ALL_ASSESSMENTS):
        return True
    return by.may(MANAGE_ASSESSMENTS) and card.lets(by.user_id, right)


def find_enrolments(org_id: str, course_id: str, user_ids: Sequence[str]) -> tuple[EnrolmentCard | None, ...]:
    """These people's enrolments in a course, in this order. One call."""
    found: tuple[EnrolmentCard | None, ...] = answer(
        *(learning.asking_enrolment(org_id, course_id, user_id) for user_id in user_ids)
    )
    return found


def require_place(org_id: str, course_id: str, by: Caller) -> bool:
    """Whether the caller is of the course's staff; if not, they must be enrolled (``NotEnrolled``). One call."""
    card, enrolment = answer(
        catalog.asking_course(org_id, course_id), learning.asking_enrolment(org_id, course_id, by.user_id)
    )
    return checked_place(card, enrolment, course_id, by)


def checked_place(card: CourseCard | None, enrolment: EnrolmentCard | None, course_id: str, by: Caller) -> bool:
    """The same, for who has asked for both."""
    if card is None:
        raise CourseNotFound(course_id=course_id)
    if is_staff(card, Right.CONTENT, by) or is_staff(card, Right.STUDENTS, by):
        return True
    if enrolment is None or not enrolment.gives_access:
        raise NotEnrolled(course_id=course_id)
    return False


def is_lesson_of(org_id: str, lesson_id: str, course_id: str) -> bool:
    """Whether the course's draft has such a lesson. Asked where work is put into one, not at every start."""
    from functions.catalog.published import drafts

    return drafts.find_course_of_lesson(org_id, lesson_id) == course_id
