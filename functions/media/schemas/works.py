"""Bodies about files that are handed in."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from functions.media.domain.uploads import LARGEST
from functions.media.schemas.playback import PlaybackOut
from functions.media.schemas.uploads import ContentType, Sha256
from functions.media.service.uploads import Announced
from functions.media.service.works import ShownFile
from shared.schemas import BodyId, In, Line

_ASSET = "ast_01JD5H0TQ8B3C4D5E6F7G8H9JK"
_SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_FILE: dict[str, Any] = {
    "asset_id": _ASSET,
    "url": "https://files.lms.example/files/org_01JD5GYV/con_01JD5H0TQ7/file?Signature=...",
    "expires_at": "2026-11-21T09:35:00Z",
    "poster_url": None,
    "variants": [],
    "name": "The moon.pdf",
    "content_type": "application/pdf",
    "size": 52_428,
}


class WorkUploadIn(In):
    """A file to hand in: for which assignment or assessment, and what is said of every file."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "assignment_id": "asg_01JD0Q0Z9Y8X7W6V5T4S3R2Q1P",
                    "assessment_id": None,
                    "name": "The moon.pdf",
                    "size": 52_428,
                    "content_type": "application/pdf",
                    "sha256": _SHA,
                }
            ]
        }
    )

    assignment_id: BodyId | None = None
    assessment_id: BodyId | None = None
    name: Line
    size: Annotated[int, Field(ge=1, le=LARGEST)]
    content_type: ContentType
    sha256: Sha256

    @model_validator(mode="after")
    def _for_one(self) -> Self:
        if (self.assignment_id is None) == (self.assessment_id is None):
            raise ValueError("say either assignment_id or assessment_id")
        return self

    def activity_id(self) -> str:
        """What it is to be handed in for."""
        return self.assignment_id or self.assessment_id or ""

    def announced(self) -> Announced:
        """What is said of the file."""
        return Announced(**self.model_dump(exclude={"assignment_id", "assessment_id"}))


class WorkFileIn(In):
    """A file, and the work in which one reads it: a submission, an attempt, or a peer review that one gives; none of
    them for a file of one's own."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"asset_id": _ASSET, "submission_id": "sub_01JD0Q2B3C4D5E6F7G8H9JKMNP"}]}
    )

    asset_id: BodyId
    submission_id: BodyId | None = None
    attempt_id: BodyId | None = None
    peer_review_id: BodyId | None = None

    @model_validator(mode="after")
    def _in_one(self) -> Self:
        if len([one for one in (self.submission_id, self.attempt_id, self.peer_review_id) if one]) > 1:
            raise ValueError("say at most one of submission_id, attempt_id and peer_review_id")
        return self

    def work_id(self) -> str | None:
        """Where one reads it."""
        return self.submission_id or self.attempt_id or self.peer_review_id


class WorkFileOut(PlaybackOut):
    """What opens a file that was handed in, until it expires. Its name is null for peers, to whom it may tell whose
    work it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [_FILE]})

    name: str | None
    content_type: str
    size: int

    @classmethod
    def shown(cls, file: ShownFile) -> "WorkFileOut":
        """The answer for a file."""
        grant = PlaybackOut.of(file.grant)
        same = {name: getattr(grant, name) for name in PlaybackOut.model_fields}
        return cls(**same, name=file.name, content_type=file.content_type, size=file.size)
