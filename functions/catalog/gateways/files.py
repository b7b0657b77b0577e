"""The room's bucket: archives that were made, archives that arrived, and what is carried between rooms.

``exports/`` and ``imports/`` go by themselves after a week. Nothing here is ever shown by a browser as a page.
"""

import io
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any
from urllib.parse import quote

from functions.catalog.errors import ArchiveChanged
from shared import aws, settings

PIECE = 8 * 1024**2
CHANGED = {"412", "PreconditionFailed", "404", "NoSuchKey"}
ABSENT = {"403", "404", "NoSuchKey", "AccessDenied"}


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies at a key. ``tag`` names exactly these bytes."""

    key: str
    size: int
    tag: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form by which somebody may send one file: where to, and the fields that stand before it."""

    url: str
    fields: dict[str, str]


class CourseFiles:
    """What the room does in its bucket."""

    def find(self, key: str) -> Stored | None:
        """What lies at a key."""
        client = aws.client("s3")
        try:
            answer = client.head_object(Bucket=_bucket(), Key=key)
        except client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                return None
            raise
        return Stored(key, answer["ContentLength"], answer["ETag"])

    def open(self, stored: Stored) -> IO[bytes]:
        """A file to be read here and there. Raises ``ArchiveChanged`` when something else lies at its key by now."""
        return io.BufferedReader(_Ranges(stored), PIECE)

    def pieces(self, stored: Stored) -> Iterator[bytes]:
        """A file from its beginning to its end."""
        with self.open(stored) as file:
            while piece := file.read(PIECE):
                yield piece

    @contextmanager
    def writing(self, key: str, content_type: str) -> Iterator["Sink"]:
        """Something to write into; what was written lies at the key once all of it was, and not before."""
        sink = Sink(key, content_type)
        try:
            yield sink
        except BaseException:
            sink.abandon()
            raise
        sink.finish()

    def lend(self, key: str, valid: timedelta, *, called: str | None = None) -> str:
        """A URL under which a file can be read for a while; ``called`` is what it is saved as."""
        more = {}
        if called:
            more["ResponseContentDisposition"] = f"attachment; filename*=UTF-8''{quote(called, safe='')}"
        url: str = aws.signer().generate_presigned_url(
            "get_object",
            Params={"Bucket": _bucket(), "Key": key, **more},
            ExpiresIn=int(valid.total_seconds()),
        )
        return url

    def form(self, key: str, content_type: str, size: int, sha256: str, valid: timedelta) -> Form:
        """A form for one file of exactly this size, type and checksum at exactly this key."""
        fixed = {
            "Content-Type": content_type,
            "x-amz-checksum-algorithm": "SHA256",
            "x-amz-checksum-sha256": b64encode(bytes.fromhex(sha256)).decode(),
        }
        signed = aws.signer().generate_presigned_post(
            _bucket(),
            key,
            Fields=dict(fixed),
            Conditions=[*({name: value} for name, value in fixed.items()), ["content-length-range", size, size]],
            ExpiresIn=int(valid.total_seconds()),
        )
        return Form(signed["url"], signed["fields"])


class Sink(io.RawIOBase):
    """Sends what is written, piece by piece. It cannot go back."""

    def __init__(self, key: str, content_type: str) -> None:
        super().__init__()
        self._place = {"Bucket": _bucket(), "Key": key}
        self._content_type = content_type
        self._waiting = bytearray()
        self._upload: str | None = None
        self._parts: list[dict[str, Any]] = []

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Take some bytes."""
        self._waiting += data
        while len(self._waiting) >= PIECE:
            self._send(bytes(self._waiting[:PIECE]))
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Let it lie at its key."""
        client = aws.client("s3")
        if self._upload is None:
            client.put_object(**self._place, Body=bytes(self._waiting), ContentType=self._content_type)
            return
        if self._waiting:
            self._send(bytes(self._waiting))
        client.complete_multipart_upload(**self._place, UploadId=self._upload, MultipartUpload={"Parts": self._parts})

    def abandon(self) -> None:
        """Throw away what was sent."""
        if self._upload is not None:
            aws.client("s3").abort_multipart_upload(**self._place, UploadId=self._upload)

    def _send(self, piece: bytes) -> None:
        client = aws.client("s3")
        if self._upload is None:
            begun = client.create_multipart_upload(**self._place, ContentType=self._content_type)
            self._upload = begun["UploadId"]
        number = len(self._parts) + 1
        sent = client.upload_part(**self._place, UploadId=self._upload, PartNumber=number, Body=piece)
        self._parts.append({"PartNumber": number, "ETag": sent["ETag"]})


class _Ranges(io.RawIOBase):
    """A file of the bucket, read range by range."""

    def __init__(self, stored: Stored) -> None:
        super().__init__()
        self._stored = stored
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._stored.size}[whence]
        if start + offset < 0:
            raise OSError("Nothing stands before the beginning of a file.")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        end = min(self._at + len(buffer), self._stored.size)
        if end <= self._at:
            return 0
        client = aws.client("s3")
        try:
            answer = client.get_object(
                Bucket=_bucket(),
                Key=self._stored.key,
                Range=f"bytes={self._at}-{end - 1}",
                IfMatch=self._stored.tag,
            )
        except client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] in CHANGED:
                raise ArchiveChanged from error
            raise
        content = answer["Body"].read()
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)


def _bucket() -> str:
    return settings.setting("LMS_FILES_BUCKET")
