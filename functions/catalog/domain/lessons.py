"""Topics and lessons as they are edited."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.catalog.domain.assets import Attachment
from functions.catalog.domain.blocks import AssetUse
from functions.catalog.domain.release import Release


class Topic(BaseModel):
    """A part of a course: a title over some lessons."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    topic_id: str
    course_id: str
    title: str
    summary: str = ""
    release: Release = ()
    """What must be before any of its lessons opens."""
    position: str
    created_at: datetime
    updated_at: datetime
    revision: int = 0


class LessonDetails(BaseModel):
    """What is said about a lesson."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    title: str
    required: bool = True
    estimated_minutes: int | None = None
    free_preview: bool = False
    """Whether everybody may see it who may see the course."""
    release: Release = ()
    """What must be before it opens to a learner."""


class Lesson(LessonDetails):
    """Something to learn in one go. Its content is the body; the same content has the same ``body_id``."""

    lesson_id: str
    course_id: str
    topic_id: str
    ordinal: int
    """A number within the course that no other lesson of it ever has."""
    body_id: str
    assets: tuple[AssetUse, ...] = ()
    """The files that its content shows."""
    attachments: tuple[Attachment, ...] = ()
    position: str
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def uses(self) -> tuple[AssetUse, ...]:
        """The files that its content shows, and those that are attached."""
        return (*self.assets, *(AssetUse(attachment.asset_id, None) for attachment in self.attachments))

    @property
    def asset_ids(self) -> tuple[str, ...]:
        """The ids of these files, each once."""
        return tuple(dict.fromkeys(use.asset_id for use in self.uses))
