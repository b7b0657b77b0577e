"""Topics and lessons as they are edited."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.catalog.domain.assets import MOST_ATTACHMENTS, AssetUse, Attachment
from functions.catalog.domain.release import Release
from functions.catalog.errors import AttachmentNotFound, LessonFull


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

    def attachment(self, attachment_id: str) -> Attachment:
        """One of its attachments. Raises ``AttachmentNotFound``."""
        for attachment in self.attachments:
            if attachment.attachment_id == attachment_id:
                return attachment
        raise AttachmentNotFound(attachment_id=attachment_id)

    def attach(self, attachment: Attachment, now: datetime) -> "Lesson":
        """The lesson with one attachment more. Raises ``LessonFull``."""
        if len(self.attachments) >= MOST_ATTACHMENTS:
            raise LessonFull(f"A lesson has at most {MOST_ATTACHMENTS} attachments.", lesson_id=self.lesson_id)
        return self.model_copy(update={"attachments": (*self.attachments, attachment), "updated_at": now})

    def detach(self, attachment: Attachment, now: datetime) -> "Lesson":
        """The lesson without this attachment."""
        left = tuple(one for one in self.attachments if one != attachment)
        return self.model_copy(update={"attachments": left, "updated_at": now})
