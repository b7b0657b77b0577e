"""Bodies of requests and answers about uploads."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from functions.media.domain.uploads import LARGEST, MOST_PARTS, SIGNED_FOR, UploadMethod, UploadState
from functions.media.gateways.files import SignedPart
from functions.media.service.uploads import Announced, Progress
from shared.schemas import BodyId, In, Line, Out

MOST_SIGNED = 100

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 checksum, in hexadecimal."""
ContentType = Annotated[str, StringConstraints(max_length=100, pattern=r"^[a-z]+/[a-z0-9.+-]+$")]
"""A type without parameters, such as `video/mp4`."""

_SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_UPLOAD: dict[str, Any] = {
    "upload_id": "upl_01JD5H0TQ7W8X9Y0Z1A2B3C4D5",
    "asset_id": "ast_01JD5H0TQ8B3C4D5E6F7G8H9JK",
    "state": "open",
    "method": "parts",
    "size": 52_428_801,
    "arrived_bytes": 33_554_432,
    "part_size": 16_777_216,
    "part_count": 4,
    "arrived_parts": [1, 2],
    "form": None,
    "open_until": "2026-11-22T09:30:00Z",
}


class UploadIn(In):
    """A file to upload: what it is called, how large it is, its type, and its checksum."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Lesson 1.mp4", "size": 52_428_801, "content_type": "video/mp4", "sha256": _SHA}]
        }
    )

    name: Line
    size: Annotated[int, Field(ge=1, le=LARGEST)]
    content_type: ContentType
    sha256: Sha256
    course_id: BodyId | None = None

    def announced(self) -> Announced:
        """What is said of the file."""
        return Announced(**self.model_dump())


class PartIn(In):
    """A part to be signed. Parts count from 1."""

    number: Annotated[int, Field(ge=1, le=MOST_PARTS)]
    sha256: Sha256


class PartsIn(In):
    """Parts to be signed, each with the checksum of its bytes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"parts": [{"number": 3, "sha256": _SHA}]}]})

    parts: Annotated[tuple[PartIn, ...], Field(min_length=1, max_length=MOST_SIGNED)]

    @model_validator(mode="after")
    def _each_once(self) -> "PartsIn":
        if len(self.checksums()) < len(self.parts):
            raise ValueError("a part may be named once only")
        return self

    def checksums(self) -> dict[int, str]:
        """The checksums by number."""
        return {part.number: part.sha256 for part in self.parts}


class UploadFormOut(Out):
    """A form to send by POST as `multipart/form-data`: these fields in any order, then the file as the field `file`."""

    url: str
    fields: dict[str, str]


class UploadOut(Out):
    """An upload: how the file is to be sent, and what of it has arrived.

    A small file is sent by the `form`. A large one is sent in parts: parts 1 to `part_count`, each of `part_size` bytes
    except the last; those that have not arrived are signed, and sent by PUT.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_UPLOAD]})

    upload_id: str
    asset_id: str
    state: UploadState
    method: UploadMethod
    size: int
    arrived_bytes: int
    part_size: int | None
    part_count: int | None
    arrived_parts: tuple[int, ...]
    form: UploadFormOut | None
    open_until: datetime

    @classmethod
    def of(cls, progress: Progress) -> "UploadOut":
        """The answer for an upload."""
        upload = progress.upload
        return cls(
            upload_id=upload.upload_id,
            asset_id=upload.asset_id,
            state=upload.state,
            method=upload.method,
            size=upload.size,
            arrived_bytes=progress.arrived_bytes,
            part_size=upload.part_size,
            part_count=upload.part_count,
            arrived_parts=progress.arrived_parts,
            form=UploadFormOut.model_validate(progress.form) if progress.form else None,
            open_until=upload.open_until,
        )


class SignedPartOut(Out):
    """A part to send by PUT to `url`: exactly `size` bytes, with these headers."""

    number: int
    size: int
    url: str
    headers: dict[str, str]


class SignedPartsOut(Out):
    """Signed parts, and for how many seconds from now they are good."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "parts": [
                        {
                            "number": 3,
                            "size": 16_777_216,
                            "url": "https://files.s3.ap-south-1.amazonaws.com/quarantine/...&X-Amz-Signature=...",
                            "headers": {"x-amz-checksum-sha256": "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="},
                        }
                    ],
                    "good_for_s": 900,
                }
            ]
        }
    )

    parts: list[SignedPartOut]
    good_for_s: int

    @classmethod
    def of(cls, parts: list[SignedPart]) -> "SignedPartsOut":
        """The answer for some parts."""
        good_for_s = int(SIGNED_FOR.total_seconds())
        return cls(parts=[SignedPartOut.model_validate(part) for part in parts], good_for_s=good_for_s)
