"""Bodies about seeing and playing."""

from datetime import datetime

from pydantic import ConfigDict

from functions.media.domain.playback import Grant
from functions.media.service.playback import Place
from shared.schemas import BodyId, In, Out


class PlaybackIn(In):
    """A file, and the lesson that shows it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "asset_id": "ast_01JD5H0TQ8B3C4D5E6F7G8H9JK",
                    "course_id": "crs_01JD5H1A2B3C4D5E6F7G8H9JKM",
                    "lesson_id": "les_01JD5H2N3P4Q5R6S7T8V9WXYZA",
                }
            ]
        }
    )

    asset_id: BodyId
    course_id: BodyId
    lesson_id: BodyId

    def place(self) -> Place:
        """Where the file stands."""
        return Place(self.asset_id, self.course_id, self.lesson_id)


class PictureOut(Out):
    """A picture in one size."""

    url: str
    width: int
    height: int
    content_type: str


class PlaybackOut(Out):
    """What opens a file until it expires. A video's `url` is an HLS playlist that needs the cookies of this answer."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "asset_id": "ast_01JD5H0TQ8B3C4D5E6F7G8H9JK",
                    "url": "https://lms.example/videos/org_01JD5GYV/ast_01JD5H0TQ8B3C4D5E6F7G8H9JK/index.m3u8",
                    "expires_at": "2026-11-21T09:35:00Z",
                    "poster_url": "https://lms.example/videos/org_01JD5GYV/ast_01JD5H0TQ8B3C4D5E6F7G8H9JK/"
                    "still.0000000.jpg",
                    "variants": [],
                }
            ]
        }
    )

    asset_id: str
    url: str | None
    expires_at: datetime
    poster_url: str | None
    variants: tuple[PictureOut, ...]
    """A picture in all its sizes."""

    @classmethod
    def of(cls, grant: Grant) -> "PlaybackOut":
        """The answer for a grant; its cookies go in headers."""
        return cls.model_validate(grant)
