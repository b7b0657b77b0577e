"""The published versions of a course, as they are listed."""

from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from functions.catalog.domain.outlines import Outline


class Version(BaseModel):
    """A version in its course's history. All but the note is as publishing left it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    course_id: str
    version: int
    published_by: str
    published_at: datetime
    topic_count: int
    lesson_count: int
    required_count: int
    estimated_minutes: int
    note: str = ""
    """What its instructors say about it."""
    revision: int = 0

    @classmethod
    def of(cls, outline: "Outline") -> "Version":
        """The entry of a version that has just been published."""
        return cls(
            course_id=outline.course_id,
            version=outline.version,
            published_by=outline.published_by,
            published_at=outline.published_at,
            topic_count=len(outline.topics),
            lesson_count=len(outline.lessons),
            required_count=outline.required_count,
            estimated_minutes=outline.estimated_minutes,
        )
