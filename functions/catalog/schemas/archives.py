"""What an archive may say of a course: what the API's own doors take, and nothing else."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, StringConstraints, ValidationError

from functions.catalog.domain.assets import MOST_ATTACHMENTS
from functions.catalog.errors import ContentNotValid
from functions.catalog.schemas.contents import LessonIn, TopicIn
from functions.catalog.schemas.courses import CourseIn
from shared.errors import FieldError
from shared.schemas import In, Line, Printable

MOST_FAULTS = 20
M = TypeVar("M", bound=BaseModel)


class ArchivedCourseIn(CourseIn):
    """A course in an archive."""

    category_id: None = None


class ArchivedAttachmentIn(In):
    """An attachment in an archive."""

    attachment_id: Annotated[str, StringConstraints(max_length=32, pattern=r"^att_[0-9A-Za-z]+$")]
    asset_id: Annotated[str, StringConstraints(max_length=32, pattern=r"^ast_[0-9A-Za-z]+$")]
    title: Line


class ArchivedLessonIn(LessonIn):
    """A lesson in an archive, but for its content."""

    blocks: None = None  # type: ignore[assignment]  # looked at elsewhere
    after: None = None
    attachments: Annotated[list[ArchivedAttachmentIn], Field(max_length=MOST_ATTACHMENTS)]


class ArchivedTopicIn(TopicIn):
    """A topic in an archive."""

    after: None = None


class ArchivedFileIn(In):
    """A file in an archive."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=255), Printable]
    content_type: Annotated[str, StringConstraints(max_length=100, pattern=r"^[a-z]+/[a-z0-9][a-z0-9.+-]*$")]


class Doors:
    """The API's doors, for what an archive says."""

    def course(self, said: dict[str, Any], at: str) -> dict[str, Any]:
        """What may be said of a course."""
        return _taken(lambda: ArchivedCourseIn.model_validate(said).details(), at).model_dump(mode="json")

    def topic(self, said: dict[str, Any], at: str) -> dict[str, Any]:
        """What may be said of a topic."""
        return _taken(lambda: ArchivedTopicIn.model_validate(said), at).model_dump(mode="json", exclude={"after"})

    def lesson(self, said: dict[str, Any], at: str) -> dict[str, Any]:
        """What may be said of a lesson, but for its content."""
        taken = _taken(lambda: ArchivedLessonIn.model_validate(said), at)
        attachments = [[one.attachment_id, one.asset_id, one.title] for one in taken.attachments]
        if len({one.attachment_id for one in taken.attachments}) < len(attachments):
            fault = FieldError(f"{at}/attachments", "repeated", "Another attachment of the lesson has this id.")
            raise ContentNotValid(fault.message, errors=[fault])
        return {**taken.details().model_dump(mode="json"), "attachments": attachments}

    def file(self, said: dict[str, Any], at: str) -> dict[str, Any]:
        """What may be said of a file."""
        return _taken(lambda: ArchivedFileIn.model_validate(said), at).model_dump()


def _taken(take: Callable[[], M], at: str) -> M:
    try:
        return take()
    except ValidationError as error:
        faults = [
            FieldError("/".join([at, *map(str, fault["loc"])]), fault["type"], fault["msg"])
            for fault in error.errors(include_url=False, include_input=False)[:MOST_FAULTS]
        ]
        raise ContentNotValid(f"It is not as it must be at {faults[0].pointer}.", errors=faults) from None
