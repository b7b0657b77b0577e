"""Inputs and outputs of jobs."""

import mimetypes
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from infra.local.mediaconvert.failures import NOT_FOUND, JobFailed

TYPES = {".m3u8": "application/vnd.apple.mpegurl", ".ts": "video/mp2t", ".vtt": "text/vtt"}


class Store(Protocol):
    """Where inputs come from and outputs go, by ``s3://`` addresses."""

    def fetch(self, address: str, target: Path) -> None:
        """Copy an object into a file. Raises ``JobFailed`` when there is none."""
        ...

    def keep(self, file: Path, address: str) -> None:
        """Copy a file into an object."""
        ...


class S3:
    """The local cloud's S3."""

    def __init__(self, s3: Any) -> None:
        self._s3 = s3

    def fetch(self, address: str, target: Path) -> None:
        """Copy an object into a file."""
        try:
            body = self._s3.get_object(**_place(address))["Body"]
        except ClientError as refused:
            raise JobFailed(NOT_FOUND, f"Unable to open input file [{address}]: [{refused}]") from refused
        with target.open("wb") as out:
            for chunk in body.iter_chunks(1 << 20):
                out.write(chunk)

    def keep(self, file: Path, address: str) -> None:
        """Copy a file into an object."""
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "binary/octet-stream"
        with file.open("rb") as content:
            self._s3.put_object(**_place(address), Body=content, ContentType=kind)


def _place(address: str) -> dict[str, str]:
    parts = urlsplit(address)
    return {"Bucket": parts.netloc, "Key": parts.path.lstrip("/")}
