"""Files of every kind, as small as they can be, and somebody who uploads them."""

import base64
import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import Any

from PIL import Image

from functions.media.domain.usage import Usage
from functions.media.gateways.files import quarantine_key
from functions.media.repository.assets import AssetRepository
from shared import aws, settings
from shared.auth import Caller
from shared.permissions import Role
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.world import World

Json = dict[str, Any]
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"


def picture(kind: str = "PNG", size: tuple[int, int] = (800, 600), **options: Any) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 60, 30)).save(out, kind, **options)
    return out.getvalue()


def animation(frames: int = 3, size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture that moves."""
    out = io.BytesIO()
    first, *others = (Image.new("RGB", size, (number * 20 % 256, 60, 30)) for number in range(frames))
    first.save(out, "GIF", save_all=True, append_images=others, duration=80)
    return out.getvalue()


def archive(**members: str) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def office(main: str, **more: str) -> bytes:
    """A document of the office kind whose main part is this."""
    return archive(**{"[Content_Types].xml": "<Types/>", main: "<document/>", **more})


SAMPLES: dict[str, bytes] = {
    "image/png": picture("PNG"),
    "image/jpeg": picture("JPEG"),
    "image/webp": picture("WEBP"),
    "image/gif": animation(),
    "video/mp4": b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(200),
    "video/quicktime": b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(200),
    "video/webm": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + bytes(200),
    "video/x-matroska": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska" + bytes(200),
    "audio/mpeg": b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x64" + bytes(200),
    "audio/mp4": b"\0\0\0\x20ftypM4A \0\0\2\0isomiso2" + bytes(200),
    "audio/wav": b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0" + bytes(200),
    "audio/ogg": b"OggS\0\2" + bytes(200),
    "audio/flac": b"fLaC\0\0\0\x22" + bytes(200),
    "audio/webm": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + bytes(200),
    "application/pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n",
    f"{OFFICE}.wordprocessingml.document": office("word/document.xml"),
    f"{OFFICE}.presentationml.presentation": office("ppt/presentation.xml"),
    f"{OFFICE}.spreadsheetml.sheet": office("xl/workbook.xml"),
    **{
        f"{OPEN}.{name}": archive(mimetype=f"{OPEN}.{name}", **{"content.xml": "<office/>"})
        for name in ("text", "presentation", "spreadsheet")
    },
    "text/plain": "Mitochondria — माइटोकॉन्ड्रिया.\n".encode(),
    "text/csv": b"name,grade\nMeera,A1\n",
    "text/markdown": b"# Cells\n\nAll of them.\n",
    "text/vtt": b"WEBVTT\n\n00:00.000 --> 00:02.000\nWelcome.\n",
    "application/zip": archive(**{"notes.txt": "All of them."}),
    "application/json": b'{"cells": 3}',
    "image/svg+xml": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "text/html": b"<!doctype html><script>alert(1)</script>",
    "application/xml": b'<?xml version="1.0"?><cells/>',
    "multipart/related": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\n--b--\n",
}


def announced(content: bytes, content_type: str, **more: Any) -> Json:
    """What is said of a file before it is sent."""
    said = {
        "name": "A file",
        "size": len(content),
        "content_type": content_type,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return said | more


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody who uploads files. The file store of the tests keeps whatever is put there, by whom it does not ask."""

    world: World
    actor: Actor

    def caller(self) -> Caller:
        """Who calls, for services that are asked without a request."""
        actor = self.actor
        return Caller(actor.user_id, actor.org_id, actor.session_id, frozenset({Role.TUTOR}))

    def announce(self, content: bytes, content_type: str = "image/png", **more: Any) -> Answer:
        """Announce a file."""
        return self.actor.post("/media/uploads", announced(content, content_type, **more))

    def put(self, upload_id: str, content: bytes) -> None:
        """Let something arrive in quarantine, as the signed form would."""
        key = quarantine_key(self.actor.org_id, upload_id)
        aws.client("s3").put_object(Bucket=settings.setting("LMS_FILES_BUCKET"), Key=key, Body=content)

    def put_part(self, upload: Json, number: int, content: bytes) -> None:
        """Let a part arrive, as the signed request would."""
        answer = self.actor.post(
            f"/media/uploads/{upload['upload_id']}/parts",
            {"parts": [{"number": number, "sha256": hashlib.sha256(content).hexdigest()}]},
        )
        assert answer.status_code == 200, answer.text
        multipart_id = self.multipart_ids()[0]
        aws.client("s3").upload_part(
            Bucket=settings.setting("LMS_FILES_BUCKET"),
            Key=quarantine_key(self.actor.org_id, upload["upload_id"]),
            UploadId=multipart_id,
            PartNumber=number,
            Body=content,
            ChecksumSHA256=base64.b64encode(hashlib.sha256(content).digest()).decode(),
        )

    def multipart_ids(self) -> list[str]:
        """S3's names of the uploads in parts that are not over."""
        answer = aws.client("s3").list_multipart_uploads(Bucket=settings.setting("LMS_FILES_BUCKET"))
        return [upload["UploadId"] for upload in answer.get("Uploads", [])]

    def complete(self, upload_id: str) -> Answer:
        """Say that everything was sent."""
        return self.actor.post(f"/media/uploads/{upload_id}/completion")

    def upload(self, content: bytes, content_type: str = "image/png", *, sent: bytes | None = None, **more: Any) -> str:
        """Announce a small file, send it (or something else of the same size), and let it be inspected; the asset."""
        answer = self.announce(content, content_type, **more)
        assert answer.status_code == 201, answer.text
        upload = answer.json()
        self.put(upload["upload_id"], content if sent is None else sent)
        answer = self.complete(upload["upload_id"])
        assert answer.status_code == 202, answer.text
        self.world.settle()
        return str(upload["asset_id"])

    def asset(self, asset_id: str) -> Json:
        """An asset as the API shows it."""
        answer = self.actor.get(f"/media/assets/{asset_id}")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def usage(self) -> tuple[int, int]:
        """What is stored and what is reserved."""
        found = self.actor.get("/media/usage").json()
        return found["stored_bytes"], found["reserved_bytes"]

    def usage_now(self) -> Usage:
        """The same, at whatever time a test has set: the API would not know the token any more."""
        return AssetRepository(self.actor.org_id).usage()


def stored_keys() -> list[str]:
    """Everything that lies in the file store."""
    answer = aws.client("s3").list_objects_v2(Bucket=settings.setting("LMS_FILES_BUCKET"))
    return [found["Key"] for found in answer.get("Contents", [])]


def stored(key: str) -> Json:
    """What lies at a key, and how it would be served."""
    answer = aws.client("s3").get_object(Bucket=settings.setting("LMS_FILES_BUCKET"), Key=key)
    return {
        "content": answer["Body"].read(),
        "type": answer["ContentType"],
        "disposition": answer.get("ContentDisposition"),
    }
