"""A course and its states, and what students see of it."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from functions.catalog.domain.approvals import Approval
from functions.catalog.domain.instructors import Instructor, Right, Team, find
from functions.catalog.domain.positions import Order
from functions.catalog.errors import (
    CourseBeingRestored,
    CourseFull,
    CourseNotDeletable,
    CourseNotFound,
    CourseNotPublished,
    NotAnInstructor,
)

if TYPE_CHECKING:
    from functions.catalog.domain.outlines import Outline

MOST_OBJECTIVES = 20
MOST_PREREQUISITES = 10
MOST_TOPICS = 200
MOST_LESSONS = 2000
"""How many lessons a course may have at a time."""
MOST_ORDINALS = 10_000
"""How many lessons a course may ever have had: no ordinal is given twice, and progress is kept as a bit for each."""


class CourseStatus(StrEnum):
    """Where a course is in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Difficulty(StrEnum):
    """How much a course asks of its learners."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class CourseDetails(BaseModel):
    """What is said about a course: its instructors edit it, publishing freezes it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    title: str
    summary: str = ""
    language: str = "en"
    category_id: str | None = None
    difficulty: Difficulty | None = None
    objectives: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class Course(CourseDetails):
    """A course as its instructors see it: the draft, and which version is on offer."""

    course_id: str
    status: CourseStatus = CourseStatus.DRAFT
    current_version: int | None = None
    """The version that students see, or saw last; None for a course that was never published."""
    published_digest: str | None = None
    first_published_at: datetime | None = None
    published_at: datetime | None = None
    instructor_ids: tuple[str, ...]
    instructors: Annotated[Team, BeforeValidator(lambda stored: stored or ())] = ()
    """What each may do, as it was last said. Of whom nothing was said may do everything: who began the course."""
    approval: Approval | None = None
    """The latest request to approve the draft."""
    restoring: int | None = None
    """The version that the draft is being made equal to; nobody edits or publishes it until that is done."""
    prerequisites: tuple[str, ...] = ()
    """The courses to complete before one may enrol. What stands here counts at once, not with the next version."""
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def team(self) -> Team:
        """Its instructors, and what each of them may do."""
        return tuple(
            find(self.instructors, user_id) or Instructor(user_id=user_id, added_at=self.created_at)
            for user_id in self.instructor_ids
        )

    def taught_by(self, team: Team, now: datetime) -> "Course":
        """The course with this team."""
        ids = tuple(one.user_id for one in team)
        return self.model_copy(update={"instructors": team, "instructor_ids": ids, "updated_at": now})

    def lets(self, user_id: str, right: Right) -> bool:
        """Whether this person is an instructor who may do that."""
        instructor = find(self.team, user_id)
        return instructor is not None and instructor.may(right)

    def require_instructor(self, user_id: str, right: Right | None = None, *, edits_all: bool) -> None:
        """Raise ``NotAnInstructor`` unless this person is one, and has the right if one is named."""
        if edits_all or (user_id in self.instructor_ids if right is None else self.lets(user_id, right)):
            return
        if right is None:
            raise NotAnInstructor(course_id=self.course_id)
        raise NotAnInstructor(course_id=self.course_id, permission=right.value)

    def require_settled(self) -> None:
        """Raise ``CourseBeingRestored`` while a version is being restored."""
        if self.restoring is not None:
            raise CourseBeingRestored(course_id=self.course_id, version=self.restoring)

    def shows(self, outline: "Outline") -> bool:
        """Whether students see exactly this already."""
        return self.status is CourseStatus.PUBLISHED and self.published_digest == outline.digest()

    def publish(self, outline: "Outline") -> "Course":
        """The course with this version on offer."""
        return self.model_copy(
            update={
                "status": CourseStatus.PUBLISHED,
                "current_version": outline.version,
                "published_digest": outline.digest(),
                "first_published_at": self.first_published_at or outline.published_at,
                "published_at": outline.published_at,
            }
        )

    def archive(self, now: datetime) -> "Course":
        """The course withdrawn from offer; an archived one stays as it is. Its versions stay for those who learn."""
        if self.status is CourseStatus.DRAFT:
            raise CourseNotPublished(course_id=self.course_id)
        if self.status is CourseStatus.ARCHIVED:
            return self
        return self.model_copy(update={"status": CourseStatus.ARCHIVED, "updated_at": now})

    def require_deletable(self) -> None:
        """Raise ``CourseNotDeletable`` for a course that students may have learned from."""
        if self.status is not CourseStatus.DRAFT:
            raise CourseNotDeletable(course_id=self.course_id)


class Structure(Order):
    """The order of a course's topics, and how many lessons there are."""

    lesson_count: int = 0
    next_ordinal: int = 0

    def require_room_for_topic(self) -> None:
        """Raise ``CourseFull`` when there are as many topics as a course may have."""
        if self.size >= MOST_TOPICS:
            raise CourseFull(f"A course has at most {MOST_TOPICS} topics.")

    def with_lesson(self) -> tuple[Self, int]:
        """The structure with one lesson more, and the ordinal of that lesson."""
        if self.lesson_count >= MOST_LESSONS:
            raise CourseFull(f"A course has at most {MOST_LESSONS} lessons.")
        if self.next_ordinal >= MOST_ORDINALS:
            raise CourseFull(f"A course can have had at most {MOST_ORDINALS} lessons. Continue in a new one.")
        counted = {"lesson_count": self.lesson_count + 1, "next_ordinal": self.next_ordinal + 1}
        return self.model_copy(update=counted), self.next_ordinal

    def without_lesson(self) -> Self:
        """The structure with one lesson less."""
        return self.model_copy(update={"lesson_count": self.lesson_count - 1})


class Card(CourseDetails):
    """What students see of a course in lists: its details as they were published, and how much there is to learn."""

    course_id: str
    version: int
    instructor_ids: tuple[str, ...]
    prerequisites: tuple[str, ...] = ()
    topic_count: int
    lesson_count: int
    required_count: int
    estimated_minutes: int
    first_published_at: datetime
    published_at: datetime
    rating: float | None = Field(default=None, exclude=True)
    """The average of its reviews. Not stored here: they change while the course does not."""
    review_count: int = Field(default=0, exclude=True)
    revision: int = 0

    @classmethod
    def of(cls, course: Course, outline: "Outline") -> "Card":
        """The card of a course that has just been published."""
        if course.first_published_at is None:
            raise CourseNotPublished(course_id=course.course_id)
        return cls(
            **{name: getattr(course, name) for name in CourseDetails.model_fields},
            course_id=course.course_id,
            version=outline.version,
            instructor_ids=course.instructor_ids,
            prerequisites=course.prerequisites,
            topic_count=len(outline.topics),
            lesson_count=len(outline.lessons),
            required_count=outline.required_count,
            estimated_minutes=outline.estimated_minutes,
            first_published_at=course.first_published_at,
            published_at=outline.published_at,
        )


def visible(course: Course | None, card: Card | None, user_id: str, *, edits_all: bool) -> Course | Card:
    """What somebody sees of a course: its instructors the draft, others what is published, or ``CourseNotFound``."""
    if course is not None and (edits_all or user_id in course.instructor_ids):
        return course
    if course is None or card is None:
        raise CourseNotFound
    return card
