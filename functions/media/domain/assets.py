"""Assets: what people see of a file that was uploaded, and the states that it goes through."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

from events.media import AssetFailed, AssetKind, AssetReady, WorkFileReady


class AssetState(StrEnum):
    """How far a file is. Only what is ready can be shown."""

    UPLOADING = "uploading"
    INSPECTING = "inspecting"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


class Variant(BaseModel):
    """A picture in one of the sizes that pages show."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    width: int
    height: int
    key: str
    content_type: str
    size: int


class Asset(BaseModel):
    """One file of one organization.

    ``source_key`` is the file as it was uploaded, and is never served. ``served_key`` is what is: none for pictures,
    which are served as their variants, and none for videos, which are served as what they were transcoded to.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    asset_id: str
    owner_id: str
    course_id: str | None = None
    activity_id: str | None = None
    """The assignment or assessment that it was uploaded for; such a file stands in no list and in no lesson."""
    name: str
    kind: AssetKind
    content_type: str
    size: int
    sha256: str
    state: AssetState = AssetState.UPLOADING
    failure: str | None = None
    content_id: str | None = None
    source_key: str | None = None
    served_key: str | None = None
    attachment: bool = False
    """Served for saving only, never for showing."""
    variants: tuple[Variant, ...] = ()
    width: int | None = None
    height: int | None = None
    duration_s: float | None = None
    renditions: tuple[int, ...] | None = None
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    revision: int = 0

    def become(self, state: AssetState, now: datetime, **facts: object) -> Self:
        """The asset in another state, with what is known by then."""
        return self.model_copy(update={"state": state, "updated_at": now, **facts})

    def fail(self, code: str, now: datetime) -> Self:
        """The asset that turned out not to be usable."""
        return self.become(AssetState.FAILED, now, failure=code)

    def news(self) -> AssetReady | WorkFileReady | AssetFailed | None:
        """What others hear of the state that it is in."""
        if self.state is AssetState.READY and self.activity_id:
            return WorkFileReady(
                asset_id=self.asset_id,
                activity_id=self.activity_id,
                owner_id=self.owner_id,
                kind=self.kind,
                content_type=self.content_type,
                size=self.size,
            )
        if self.state is AssetState.READY:
            return AssetReady(
                asset_id=self.asset_id,
                kind=self.kind,
                content_type=self.content_type,
                size=self.size,
                duration_s=self.duration_s,
                width=self.width,
                height=self.height,
                renditions=self.renditions,
            )
        if self.state is AssetState.FAILED:
            return AssetFailed(
                asset_id=self.asset_id, kind=self.kind, code=self.failure or "unknown", owner_id=self.owner_id
            )
        return None
