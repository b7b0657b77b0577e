"""What analytics tells: what browsers and apps saw their people do, once it was looked at; and which files are made.

Clients send the tracked ones themselves; the fields of such an event are all that its type may carry.
"""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from shared.events import DomainEvent

LONGEST_S = 86_400
_ClientId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]
_CourseId = Annotated[str, Field(max_length=32, pattern=r"^crs_[0-9A-Za-z]+$")]
_LessonId = Annotated[str, Field(max_length=32, pattern=r"^les_[0-9A-Za-z]+$")]
_BlockId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]


class Tracked(DomainEvent):
    """What every tracked event has."""

    source: ClassVar[str] = "lms.analytics"

    client_id: _ClientId
    """The client's own id of it: what comes twice under one id is one event."""
    user_id: str
    happened_at: datetime
    """When, by the server's clock."""


class CourseViewed(Tracked):
    """Somebody looked at a course's page."""

    course_id: _CourseId


class LessonViewed(Tracked):
    """Somebody opened a lesson."""

    course_id: _CourseId
    lesson_id: _LessonId


class VideoWatched(Tracked):
    """Somebody played some seconds of a lesson's video."""

    course_id: _CourseId
    lesson_id: _LessonId
    block_id: _BlockId
    from_s: Annotated[int, Field(ge=0, le=LONGEST_S, strict=True)]
    to_s: Annotated[int, Field(ge=1, le=LONGEST_S, strict=True)]


class _ExportEvent(DomainEvent):
    source: ClassVar[str] = "lms.analytics"

    report_id: str


class ExportRequested(_ExportEvent):
    """Somebody, or a subscription, wants a dashboard as a file. Told once; analytics itself makes it."""


class ExportReady(_ExportEvent):
    """A file that somebody asked for can be fetched."""

    requested_by: str


class ExportFailed(_ExportEvent):
    """A file could not be made."""

    requested_by: str


class SubscribedReportReady(_ExportEvent):
    """A file that somebody gets every week or month can be fetched."""

    requested_by: str
