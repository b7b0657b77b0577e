"""Courses as learners meet them: the version that is studied, and which lessons belong to it."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer


def _bits(stored: object) -> object:
    return int.from_bytes(stored, "little") if isinstance(stored, bytes) else stored


def _stored(bits: int) -> bytes:
    return bits.to_bytes(max(1, (bits.bit_length() + 7) // 8), "little")


LessonSet = Annotated[int, BeforeValidator(_bits), PlainSerializer(_stored)]
"""A set of a course's lessons: bit *n* stands for the lesson with the ordinal *n*. An ordinal is never given to another
lesson, so a set outlives every new version of the course. Stored as bytes, one for eight lessons."""


def lesson_set(*ordinals: int) -> int:
    """The set of the lessons with these ordinals."""
    return sum(1 << ordinal for ordinal in set(ordinals))


class CourseStatus(StrEnum):
    """Whether a published course takes new learners."""

    PUBLISHED = "published"
    ARCHIVED = "archived"


class Course(BaseModel):
    """What learning knows of a course: its current version, and which lessons belong to that."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    course_id: str
    status: CourseStatus
    title: str
    version: int
    lessons: LessonSet
    required: LessonSet
    told: int
    """The revision of the course in the catalog that this was told of; older news is ignored."""
    revision: int = 0

    @property
    def goal(self) -> int:
        """The lessons to complete before the course is: the required ones, or all where none is required."""
        return self.required & self.lessons or self.lessons
