"""Bodies of answers about assets and the room that they take."""

from datetime import datetime
from typing import Any

from pydantic import ConfigDict

from events.media import AssetKind
from functions.media.domain.assets import Asset, AssetState
from functions.media.domain.inspecting import REASONS
from functions.media.domain.usage import QUOTA_BYTES, Usage
from functions.media.domain.video import VideoFailure
from shared.schemas import Out

_ASSET: dict[str, Any] = {
    "asset_id": "ast_01JD5H0TQ8B3C4D5E6F7G8H9JK",
    "name": "Lesson 1.mp4",
    "kind": "video",
    "content_type": "video/mp4",
    "size": 1_288_490_188,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "state": "ready",
    "failure": None,
    "owner_id": "usr_01JD5GYVX1B2C3D4E5F6G7H8J9",
    "course_id": None,
    "width": 1920,
    "height": 1080,
    "duration_s": 612.4,
    "renditions": [360, 720, 1080],
    "created_at": "2026-11-21T09:30:00Z",
    "updated_at": "2026-11-21T09:41:00Z",
}


class FailureOut(Out):
    """Why a file is not usable."""

    code: str
    message: str


class AssetOut(Out):
    """A file of the organization. It can be used once it is `ready`."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ASSET]})

    asset_id: str
    name: str
    kind: AssetKind
    content_type: str
    size: int
    sha256: str
    state: AssetState
    failure: FailureOut | None
    owner_id: str
    course_id: str | None
    width: int | None
    height: int | None
    duration_s: float | None
    renditions: tuple[int, ...] | None
    """The heights in lines that a video can be played in."""
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, asset: Asset) -> "AssetOut":
        """The answer for an asset."""
        same = {name: getattr(asset, name) for name in cls.model_fields if name != "failure"}
        return cls(failure=_failure(asset.failure), **same)


class UsageOut(Out):
    """How much room the organization's files take: stored, promised to uploads that are not over, and in all."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "stored_bytes": 8_589_934_592,
                    "reserved_bytes": 1_288_490_188,
                    "free_bytes": 43_808_666_420,
                    "quota_bytes": 53_687_091_200,
                }
            ]
        }
    )

    stored_bytes: int
    reserved_bytes: int
    free_bytes: int
    quota_bytes: int

    @classmethod
    def of(cls, usage: Usage) -> "UsageOut":
        """The answer for a usage."""
        return cls(
            stored_bytes=usage.stored, reserved_bytes=usage.reserved, free_bytes=usage.free, quota_bytes=QUOTA_BYTES
        )


def _failure(code: str | None) -> FailureOut | None:
    if code is None:
        return None
    if code in set(VideoFailure):
        return FailureOut(code=code, message=VideoFailure(code).sentence)
    return FailureOut(code=code, message=REASONS.get(code, "The file could not be made ready. Upload it again."))
