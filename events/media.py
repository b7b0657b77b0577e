"""What media tells: what became of the files that people uploaded."""

from enum import StrEnum
from typing import ClassVar

from shared.events import DomainEvent


class AssetKind(StrEnum):
    """What a file is for whoever uses it."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    CAPTIONS = "captions"
    OTHER = "other"


class _MediaEvent(DomainEvent):
    source: ClassVar[str] = "lms.media"

    asset_id: str


class AssetReady(_MediaEvent):
    """A file was inspected, and a video transcoded: from now on it can be shown."""

    kind: AssetKind
    content_type: str
    size: int
    """In bytes."""
    duration_s: float | None = None
    """How long a video or an audio file plays."""
    width: int | None = None
    height: int | None = None
    renditions: tuple[int, ...] | None = None
    """The heights in lines that a video was transcoded to."""


class WorkFileReady(_MediaEvent):
    """A file that somebody uploaded to hand it in was inspected: from now on it can be handed in. Nobody shows it."""

    activity_id: str
    """The assignment or assessment that it was uploaded for."""
    owner_id: str
    kind: AssetKind
    content_type: str
    size: int
    """In bytes."""


class AssetFailed(_MediaEvent):
    """A file turned out not to be usable; the code says why."""

    kind: AssetKind
    code: str
    owner_id: str | None = None
    """Who uploaded it; None in news from before this was told."""


class AssetDeleted(_MediaEvent):
    """A file is gone for good; its id is never given again."""


class UploadArrived(_MediaEvent):
    """A file has arrived whole, and waits for its inspection."""

    upload_id: str
