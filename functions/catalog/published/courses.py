"""Courses as they are now, and as lists show them."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from functions.catalog.domain.courses import Card, Course, CourseStatus, Difficulty
from functions.catalog.domain.instructors import Instructor, Right, Team
from functions.catalog.repository.course_reading import CourseReader
from shared.dynamo import Ask
from shared.listing import Listed, PageKey

__all__ = [
    "Card",
    "CourseCard",
    "CourseStatus",
    "Difficulty",
    "Instructor",
    "Right",
    "asking_cards",
    "asking_course",
    "asking_courses",
    "find_card",
    "find_course",
    "list_published_cards",
    "list_taught_courses",
]


class CourseCard(BaseModel):
    """What other rooms need to know of a course now. ``title`` is the draft's; what students see is in the outline."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    course_id: str
    status: CourseStatus
    title: str
    current_version: int | None
    """The version that students see, or saw last; None for a course that was never published."""
    instructor_ids: tuple[str, ...]
    team: Team
    """The same people, with what each of them may do."""
    prerequisites: tuple[str, ...]
    """The courses to complete before one may enrol."""
    revision: int

    def lets(self, user_id: str, right: Right) -> bool:
        """Whether this person is an instructor who may do that."""
        return any(one.user_id == user_id and one.may(right) for one in self.team)


def find_course(org_id: str, course_id: str) -> CourseCard | None:
    """A course as it is at this moment, whatever its status. One read."""
    return _card(CourseReader(org_id).find(course_id))


def asking_course(org_id: str, course_id: str) -> Ask[CourseCard | None]:
    """The question that ``find_course`` answers, to be asked together with others."""
    return CourseReader(org_id).asking(course_id).then(_card)


def asking_courses(org_id: str, course_ids: Sequence[str]) -> Ask[dict[str, CourseCard]]:
    """The question for several courses as they are now, by id, whatever their status; unknown ones are left out."""
    return (
        CourseReader(org_id)
        .asking_several(course_ids)
        .then(lambda found: {course.course_id: CourseCard.model_validate(course) for course in found})
    )


def list_taught_courses(org_id: str, user_id: str, start: PageKey = None, *, limit: int = 50) -> Listed[CourseCard]:
    """The courses of which somebody is an instructor, whatever their status, the newest first. A query and a read."""
    listed = CourseReader(org_id).list_by_instructor(user_id, None, limit=limit, start=start)
    return Listed([CourseCard.model_validate(course) for course in listed.items], listed.next_key)


def find_card(org_id: str, course_id: str) -> Card | None:
    """What students see of a course in lists; None for one that is not on offer. One read."""
    _, card = CourseReader(org_id).find_with_card(course_id)
    return card


def asking_cards(org_id: str, course_ids: Sequence[str]) -> Ask[dict[str, Card]]:
    """The question for the cards of those of these courses that are on offer, to be asked together with others."""
    return CourseReader(org_id).asking_cards(course_ids)


def list_published_cards(org_id: str, start: PageKey = None, *, limit: int = 100) -> Listed[Card]:
    """The cards of the courses on offer, the newest first, from a place on (None: the beginning). One read a page."""
    return CourseReader(org_id).list_published(limit=limit, start=start)


def _card(course: Course | None) -> CourseCard | None:
    return CourseCard.model_validate(course) if course else None
