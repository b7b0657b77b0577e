"""Bodies of requests and answers about courses."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from functions.catalog.domain.approvals import ApprovalState
from functions.catalog.domain.courses import (
    MOST_OBJECTIVES,
    MOST_PREREQUISITES,
    Card,
    Course,
    CourseDetails,
    CourseStatus,
    Difficulty,
)
from functions.catalog.domain.outlines import OutlineLesson
from functions.catalog.domain.tags import LONGEST_TAG, MOST_TAGS, normalized
from shared.etag import etag
from shared.schemas import BodyId, In, Line, OneLine, Out, Printable

Summary = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), Printable]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
"""A language tag (BCP 47) such as `en`, `hi` or `pt-BR`."""
Objectives = Annotated[tuple[Line, ...], Field(max_length=MOST_OBJECTIVES)]
Tag = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_TAG), Printable, OneLine, AfterValidator(normalized)
]
"""A word or a few, stored in small letters with single spaces."""
Tags = Annotated[tuple[Tag, ...], Field(max_length=MOST_TAGS), AfterValidator(lambda tags: tuple(dict.fromkeys(tags)))]
"""Each once, in the order given."""
Prerequisites = Annotated[
    tuple[BodyId, ...],
    Field(max_length=MOST_PREREQUISITES, description="Courses to complete before one may enrol; counts at once."),
    AfterValidator(lambda ids: tuple(dict.fromkeys(ids))),
]

_DETAILS: dict[str, Any] = {
    "title": "Money and interest",
    "summary": "What a rate really says, and how to check an instalment plan by hand.",
    "language": "en",
    "difficulty": "beginner",
    "objectives": ["Tell a flat rate from a reducing one", "Find the mistake in a loan offer"],
    "tags": ["loans", "interest"],
}
_BELONGING: dict[str, Any] = {
    "category_id": "cat_01JD5GYZ3C4D5E6F7G8H9J0KAB",
    "prerequisites": ["crs_01JD5GX1Z2Y3X4W5V6T7S8R9QP"],
    "instructor_ids": ["usr_01JD5GYVX1B2C3D4E5F6G7H8J9"],
}


class CourseIn(In):
    """A course to begin. Only the title is needed; the rest can follow."""

    model_config = ConfigDict(json_schema_extra={"examples": [_DETAILS]})

    title: Line
    summary: Summary = ""
    language: Language = "en"
    category_id: BodyId | None = None
    difficulty: Difficulty | None = None
    objectives: Objectives = ()
    tags: Tags = ()

    def details(self) -> CourseDetails:
        """What is said about the course."""
        return CourseDetails.model_validate(self.model_dump())


class ChangeIn(In):
    """Changes: what is left out stays as it is."""

    def changes(self) -> dict[str, object]:
        """What is to be changed, and to what."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class CourseChangeIn(ChangeIn):
    """Changes of a course's draft: what is left out stays as it is."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"title": "Money, interest and instalments", "prerequisites": []}]}
    )

    title: Line = Field(default_factory=str)
    summary: Summary = Field(default_factory=str)
    language: Language = Field(default_factory=str)
    category_id: BodyId | None = None
    difficulty: Difficulty | None = None
    objectives: Objectives = Field(default_factory=tuple)
    tags: Tags = Field(default_factory=tuple)
    prerequisites: Prerequisites = Field(default_factory=tuple)


class _CourseOut(Out):
    course_id: str
    title: str
    summary: str
    language: str
    category_id: str | None
    difficulty: Difficulty | None
    objectives: tuple[str, ...]
    tags: tuple[str, ...]
    prerequisites: tuple[str, ...]
    instructor_ids: tuple[str, ...]


class ApprovalOut(Out):
    """What became of the latest request to approve a course."""

    request_id: str
    state: ApprovalState
    note: str
    """What who decided has to say."""


class CourseOut(_CourseOut):
    """A course as its instructors and administrators see it: the draft."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "view": "draft",
                    "course_id": "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7",
                    "status": "published",
                    "version": 3,
                    **_DETAILS,
                    **_BELONGING,
                    "approval": None,
                    "restoring": None,
                    "published_at": "2026-11-20T09:30:00Z",
                    "created_at": "2026-11-02T08:00:00Z",
                    "updated_at": "2026-11-21T16:45:00Z",
                    "etag": '"rev-12"',
                }
            ]
        }
    )

    view: Literal["draft"]
    status: CourseStatus
    version: int | None
    """The version that students see, or saw last."""
    approval: ApprovalOut | None
    """The latest request to approve the draft. Publishing asks whether it was for exactly what there is now."""
    restoring: int | None
    """The version that is being restored; meanwhile nobody edits or publishes the course."""
    published_at: datetime | None
    created_at: datetime
    updated_at: datetime
    etag: str

    @classmethod
    def of(cls, course: Course) -> "CourseOut":
        """The answer for a course."""
        return cls(view="draft", version=course.current_version, etag=etag(course.revision), **_same(cls, course))


class PublishedCourseOut(_CourseOut):
    """A course on offer, as it was published."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "view": "published",
                    "course_id": "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7",
                    "status": "published",
                    "version": 3,
                    **_DETAILS,
                    **_BELONGING,
                    "topic_count": 2,
                    "lesson_count": 8,
                    "required_count": 7,
                    "estimated_minutes": 55,
                    "rating": 4.42,
                    "review_count": 12,
                    "published_at": "2026-11-20T09:30:00Z",
                }
            ]
        }
    )

    view: Literal["published"]
    status: Literal["published"]
    version: int
    topic_count: int
    lesson_count: int
    required_count: int
    estimated_minutes: int
    rating: float | None
    """The average of its reviews."""
    review_count: int
    published_at: datetime

    @classmethod
    def of(cls, card: Card) -> "PublishedCourseOut":
        """The answer for a card."""
        return cls(view="published", status="published", **_same(cls, card))


AnyCourseOut = Annotated[CourseOut | PublishedCourseOut, Field(discriminator="view")]


def any_course_out(seen: Course | Card) -> CourseOut | PublishedCourseOut:
    """The answer for a course as somebody sees it."""
    return CourseOut.of(seen) if isinstance(seen, Course) else PublishedCourseOut.of(seen)


class SyllabusLessonOut(Out):
    """A lesson of the published course, by its title."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "topic_id": "top_01JD5H01AA2B3C4D5E6F7G8H9J",
                    "topic_title": "What a rate says",
                    "lesson_id": "les_01JD5H02BB3C4D5E6F7G8H9JKM",
                    "title": "Flat or reducing?",
                    "required": True,
                    "estimated_minutes": 7,
                    "free_preview": True,
                }
            ]
        }
    )

    topic_id: str
    topic_title: str
    lesson_id: str
    title: str
    required: bool
    estimated_minutes: int | None
    free_preview: bool


class SyllabusOut(Out):
    """A page of what a course contains, in the order in which it is learned."""

    course_id: str
    version: int
    title: str
    lesson_count: int
    items: list[SyllabusLessonOut]
    next_cursor: str | None


def syllabus_items(lessons: tuple[OutlineLesson, ...]) -> list[SyllabusLessonOut]:
    """The answers for some lessons."""
    return [SyllabusLessonOut.model_validate(lesson) for lesson in lessons]


def _same(out: type[Out], thing: Course | Card) -> dict[str, Any]:
    """The fields of the answer that the thing has by the same name."""
    return {name: getattr(thing, name) for name in out.model_fields if hasattr(thing, name)}
