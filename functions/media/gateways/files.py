"""The room's bucket: what people are allowed to send there, and what becomes of it.

``quarantine/`` is where files arrive; nothing there is ever served. ``sources/`` holds what was accepted, as it was
uploaded; ``files/`` what the distribution for people's files may serve.
"""

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from shared import aws, settings

PIECE = 64 * 1024**2
PIECES_AHEAD = 3
COPIED_AT_ONCE = 256 * 1024**2
"""What S3 copies in one request before a client gives up waiting; S3 itself allows 5 GiB."""
COPIES_ABREAST = 8
GONE = {"404", "NoSuchKey", "NotFound"}
OTHER = {*GONE, "412", "PreconditionFailed"}


class Changed(Exception):
    """What was found at a key is not there any more, or something else is."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies at a key. ``etag`` names exactly these bytes."""

    key: str
    size: int
    etag: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part that has arrived."""

    number: int
    size: int
    etag: str
    checksum: str | None


@dataclass(frozen=True, slots=True)
class SignedForm:
    """A form that a browser may send: where to, and the fields that must stand before the file."""

    url: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class SignedPart:
    """A part that may be sent: where to, and with which headers."""

    number: int
    size: int
    url: str
    headers: dict[str, str]


def quarantine_key(org_id: str, upload_id: str) -> str:
    """Where a file arrives."""
    return f"quarantine/{org_id}/{upload_id}"


def source_key(org_id: str, content_id: str) -> str:
    """Where a file stays as it was uploaded."""
    return f"sources/{org_id}/{content_id}"


def served_key(org_id: str, content_id: str, name: str) -> str:
    """Where something that may be served stands."""
    return f"files/{org_id}/{content_id}/{name}"


class MediaFiles:
    """What the room does in its bucket."""

    # -- letting others send

    def sign_form(self, key: str, content_type: str, size: int, sha256: str, valid: timedelta) -> SignedForm:
        """A form for exactly these bytes at exactly this key."""
        fields = {
            "Content-Type": content_type,
            "x-amz-checksum-algorithm": "SHA256",
            "x-amz-checksum-sha256": _base64(sha256),
        }
        conditions: list[Any] = [{name: value} for name, value in fields.items()]
        conditions.append(["content-length-range", size, size])
        signed = _signer().generate_presigned_post(
            _bucket(), key, Fields=fields, Conditions=conditions, ExpiresIn=int(valid.total_seconds())
        )
        return SignedForm(signed["url"], signed["fields"])

    def sign_part(
        self, key: str, multipart_id: str, number: int, size: int, sha256: str, valid: timedelta
    ) -> SignedPart:
        """A request for exactly this part."""
        checksum = _base64(sha256)
        url = _signer().generate_presigned_url(
            "upload_part",
            Params={
                "Bucket": _bucket(),
                "Key": key,
                "UploadId": multipart_id,
                "PartNumber": number,
                "ContentLength": size,
                "ChecksumSHA256": checksum,
            },
            ExpiresIn=int(valid.total_seconds()),
        )
        return SignedPart(number, size, url, {"x-amz-checksum-sha256": checksum})

    def lend(self, key: str, valid: timedelta) -> str:
        """A URL under which a file can be read for a while."""
        url: str = _signer().generate_presigned_url(
            "get_object", Params={"Bucket": _bucket(), "Key": key}, ExpiresIn=int(valid.total_seconds())
        )
        return url

    # -- uploads in parts

    def begin(self, key: str, content_type: str) -> str:
        """Begin an upload in parts; returns S3's name for it."""
        answer = _s3().create_multipart_upload(
            Bucket=_bucket(), Key=key, ContentType=content_type, ChecksumAlgorithm="SHA256"
        )
        multipart_id: str = answer["UploadId"]
        return multipart_id

    def list_parts(self, key: str, multipart_id: str) -> list[Part] | None:
        """The parts that have arrived, by number; None when S3 knows no such upload (any more)."""
        client = _s3()
        try:
            answer = client.list_parts(Bucket=_bucket(), Key=key, UploadId=multipart_id, MaxParts=1000)
        except client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchUpload":
                return None
            raise
        return [
            Part(part["PartNumber"], part["Size"], part["ETag"], part.get("ChecksumSHA256"))
            for part in answer.get("Parts", [])
        ]

    def complete(self, key: str, multipart_id: str, parts: list[Part]) -> None:
        """Make the parts one object."""
        listed = [
            {
                "PartNumber": part.number,
                "ETag": part.etag,
                **({"ChecksumSHA256": part.checksum} if part.checksum else {}),
            }
            for part in parts
        ]
        _s3().complete_multipart_upload(
            Bucket=_bucket(), Key=key, UploadId=multipart_id, MultipartUpload={"Parts": listed}
        )

    def abort(self, key: str, multipart_id: str) -> None:
        """Throw away the parts of an upload; there may be none."""
        client = _s3()
        try:
            client.abort_multipart_upload(Bucket=_bucket(), Key=key, UploadId=multipart_id)
        except client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchUpload":
                raise

    # -- reading

    def find(self, key: str) -> Stored | None:
        """What lies at a key."""
        client = _s3()
        try:
            answer = client.head_object(Bucket=_bucket(), Key=key)
        except client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] in GONE:
                return None
            raise
        return Stored(key, answer["ContentLength"], answer["ETag"])

    def read(self, stored: Stored, start: int, end: int) -> bytes:
        """Some bytes of what was found. Raises ``Changed``."""
        if end <= start:
            return b""
        with _as_found():
            answer = _s3().get_object(
                Bucket=_bucket(), Key=stored.key, Range=f"bytes={start}-{end - 1}", IfMatch=stored.etag
            )
        content: bytes = answer["Body"].read()
        return content

    def pieces(self, stored: Stored) -> Iterator[bytes]:
        """All of it in order; the next pieces are fetched while one is looked at."""
        starts = range(0, stored.size, PIECE)
        with ThreadPoolExecutor(PIECES_AHEAD) as pool:
            waiting = [
                pool.submit(self.read, stored, start, min(start + PIECE, stored.size))
                for start in starts[:PIECES_AHEAD]
            ]
            for start in [*starts[PIECES_AHEAD:], *[None] * len(waiting)]:
                piece = waiting.pop(0).result()
                if start is not None:
                    waiting.append(pool.submit(self.read, stored, start, min(start + PIECE, stored.size)))
                yield piece

    # -- keeping

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Keep something that was made here."""
        _s3().put_object(Bucket=_bucket(), Key=key, Body=content, ContentType=content_type)

    def copy(self, stored: Stored, target: str, content_type: str, disposition: str) -> None:
        """Copy exactly what was found; S3 does it, in parts where that takes long. Raises ``Changed``."""
        described = {"ContentType": content_type, "ContentDisposition": disposition}
        source = {"Bucket": _bucket(), "Key": stored.key}
        if stored.size <= COPIED_AT_ONCE:
            with _as_found():
                _s3().copy_object(
                    Bucket=_bucket(),
                    Key=target,
                    CopySource=source,
                    CopySourceIfMatch=stored.etag,
                    MetadataDirective="REPLACE",
                    **described,
                )
            return
        multipart_id = _s3().create_multipart_upload(Bucket=_bucket(), Key=target, **described)["UploadId"]

        def copy_part(number: int) -> dict[str, Any]:
            start = (number - 1) * COPIED_AT_ONCE
            end = min(start + COPIED_AT_ONCE, stored.size)
            with _as_found():
                answer = _s3().upload_part_copy(
                    Bucket=_bucket(),
                    Key=target,
                    UploadId=multipart_id,
                    PartNumber=number,
                    CopySource=source,
                    CopySourceIfMatch=stored.etag,
                    CopySourceRange=f"bytes={start}-{end - 1}",
                )
            return {"PartNumber": number, "ETag": answer["CopyPartResult"]["ETag"]}

        with ThreadPoolExecutor(COPIES_ABREAST) as pool:
            parts = list(pool.map(copy_part, range(1, -(-stored.size // COPIED_AT_ONCE) + 1)))
        _s3().complete_multipart_upload(
            Bucket=_bucket(), Key=target, UploadId=multipart_id, MultipartUpload={"Parts": parts}
        )

    def receive(self, key: str, content_type: str, pieces: Iterator[bytes]) -> None:
        """Keep what comes piece by piece, each but the last of at least 5 MiB; nothing where nothing comes."""
        multipart_id = self.begin(key, content_type)
        parts = []
        for number, piece in enumerate(pieces, 1):
            answer = _s3().upload_part(
                Bucket=_bucket(),
                Key=key,
                UploadId=multipart_id,
                PartNumber=number,
                Body=piece,
                ChecksumAlgorithm="SHA256",
            )
            parts.append(Part(number, len(piece), answer["ETag"], answer.get("ChecksumSHA256")))
        if parts:
            self.complete(key, multipart_id, parts)
        else:
            self.abort(key, multipart_id)

    def delete(self, key: str) -> None:
        """Forget what lies at a key; there may be nothing."""
        _s3().delete_object(Bucket=_bucket(), Key=key)

    def delete_below(self, prefix: str) -> None:
        """Forget everything whose key begins so."""
        while True:
            answer = _s3().list_objects_v2(Bucket=_bucket(), Prefix=prefix, MaxKeys=1000)
            for found in answer.get("Contents", []):
                self.delete(found["Key"])
            if not answer.get("IsTruncated"):
                return


@contextmanager
def _as_found() -> Iterator[None]:
    """What S3 says of a file that is another one by now."""
    try:
        yield
    except _s3().exceptions.ClientError as error:
        if error.response["Error"]["Code"] in OTHER:
            raise Changed from error
        raise


def _base64(hexadecimal: str) -> str:
    return base64.b64encode(bytes.fromhex(hexadecimal)).decode()


def _bucket() -> str:
    return settings.setting("LMS_FILES_BUCKET")


def _s3() -> Any:
    return aws.client("s3")


def _signer() -> Any:
    return aws.signer()
