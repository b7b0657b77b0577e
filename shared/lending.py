"""Files in a room's own bucket that people fetch by links that live for a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from shared import aws, settings

ABSENT = {"403", "404", "NoSuchKey", "AccessDenied"}


@dataclass(frozen=True, slots=True)
class Lent:
    """A link, and until when it can be used."""

    url: str
    expires_at: datetime


class LentFiles:
    """What the room keeps for people to fetch."""

    def keep(self, key: str, content: bytes, content_type: str) -> None:
        """Store bytes."""
        aws.client("s3").put_object(Bucket=_bucket(), Key=key, Body=content, ContentType=content_type)

    def keep_file(self, key: str, path: Path, content_type: str) -> None:
        """Store a file, of which no more than a piece is read at a time."""
        with path.open("rb") as file:
            aws.client("s3").put_object(Bucket=_bucket(), Key=key, Body=file, ContentType=content_type)

    def is_there(self, key: str) -> bool:
        """Whether something lies at a key."""
        client = aws.client("s3")
        try:
            client.head_object(Bucket=_bucket(), Key=key)
        except client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                return False
            raise
        return True

    def lend(self, key: str, valid: timedelta, *, called: str) -> str:
        """A URL under which a file can be fetched for a while, to be saved under a name."""
        url: str = aws.signer().generate_presigned_url(
            "get_object",
            Params={
                "Bucket": _bucket(),
                "Key": key,
                "ResponseContentDisposition": f"attachment; filename*=UTF-8''{quote(called, safe='')}",
            },
            ExpiresIn=int(valid.total_seconds()),
        )
        return url


def _bucket() -> str:
    return settings.setting("LMS_FILES_BUCKET")
