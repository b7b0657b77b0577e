"""What other rooms may ask the catalog. They may read its table, so this runs in their process."""

from pydantic import BaseModel, ConfigDict

from functions.catalog.domain import (
    Body,
    Course,
    CourseStatus,
    Instructor,
    Outline,
    OutlineLesson,
    OutlineTopic,
    Right,
    Team,
)
from functions.catalog.repository import BodyRepository, CourseRepository, VersionRepository
from shared.dynamo import Ask

__all__ = [
    "Body",
    "CourseCard",
    "CourseStatus",
    "Instructor",
    "Outline",
    "OutlineLesson",
    "OutlineTopic",
    "Right",
    "asking_course",
    "find_course",
    "lesson_body",
    "outline",
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
    revision: int

    def lets(self, user_id: str, right: Right) -> bool:
        """Whether this person is an instructor who may do that."""
        return any(one.user_id == user_id and one.may(right) for one in self.team)


def find_course(org_id: str, course_id: str) -> CourseCard | None:
    """A course as it is at this moment, whatever its status. One read."""
    return _card(CourseRepository(org_id).find(course_id))


def asking_course(org_id: str, course_id: str) -> Ask[CourseCard | None]:
    """The question that ``find_course`` answers, to be asked together with others."""
    return CourseRepository(org_id).asking(course_id).then(_card)


def outline(org_id: str, course_id: str, version: int) -> Outline:
    """A published version's outline: one read, then kept in the process for good, since it never changes.

    Raises ``LookupError`` for a version that was never published.
    """
    return VersionRepository(org_id).get(course_id, version)


def lesson_body(org_id: str, course_id: str, body_id: str) -> Body:
    """A lesson's content, by the ``body_id`` of an outline: one read, then kept. ``blocks_json`` is ready to be sent.

    Raises ``LookupError`` for one that was never stored.
    """
    return BodyRepository(org_id).get(course_id, body_id)


def _card(course: Course | None) -> CourseCard | None:
    return CourseCard.model_validate(course) if course else None
