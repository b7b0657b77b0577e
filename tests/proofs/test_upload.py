"""A gigabyte over a connection that breaks twice: sent in parts, resumed, put together, inspected, and the same."""

import hashlib
import itertools
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from infra.local.client import Api, Refused
from infra.local.cloud import LocalCloud
from tests.functions.media.files import SAMPLES

GIB = 1024**3
MIB = 1024**2
BREAKS = {9: 0.5, 30: 0.1}
"""The parts during which the connection is cut, and how much of them was sent by then."""
Json = dict[str, Any]


@pytest.fixture
def video(tmp_path: Path) -> Iterator[Path]:
    """A gigabyte and a bit that begins and ends like an archive; no two parts of it are the same."""
    path = tmp_path / "lesson.zip"
    with path.open("wb") as out:
        out.write(SAMPLES["application/zip"])
        blocks = (hashlib.sha256(str(number).encode()).digest() * (MIB // 32) for number in itertools.count())
        for block in itertools.islice(blocks, GIB // MIB):
            out.write(block)
        out.write(SAMPLES["application/zip"])
    yield path
    path.unlink()


def checksum(path: Path) -> str:
    """The file's checksum."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def cut_off(url: str, headers: dict[str, str], part: bytes, share: float) -> None:
    """Send some of a part, and then nothing more: the connection breaks."""
    parts = urlsplit(url)
    head = [f"PUT {parts.path}?{parts.query} HTTP/1.1", f"host: {parts.netloc}", f"content-length: {len(part)}"]
    head += [f"{name}: {value}" for name, value in headers.items()]
    with closing(socket.create_connection((parts.hostname or "", parts.port or 80), timeout=30)) as connection:
        connection.sendall("\r\n".join([*head, "", ""]).encode() + part[: int(len(part) * share)])


class Sending:
    """One browser's attempt after another to send a file, each knowing only the upload's id."""

    def __init__(self, author: Api, upload_id: str, path: Path) -> None:
        self.author, self.path = author, path
        self.address = f"/media/uploads/{upload_id}"
        self.sent = 0

    def attempt(self, breaks_at: int | None) -> bool:
        """Send what has not arrived yet; whether it came to the end."""
        upload = self.author.get(self.address)
        missing = sorted(set(range(1, upload["part_count"] + 1)) - set(upload["arrived_parts"]))
        with httpx.Client(timeout=120, trust_env=False) as store, self.path.open("rb") as content:
            for number in missing:
                content.seek((number - 1) * upload["part_size"])
                part = content.read(upload["part_size"])
                wanted = {"number": number, "sha256": hashlib.sha256(part).hexdigest()}
                [signed] = self.author.post(f"{self.address}/parts", {"parts": [wanted]})["parts"]
                if number == breaks_at:
                    cut_off(signed["url"], signed["headers"], part, BREAKS[number])
                    return False
                store.put(signed["url"], content=part, headers=signed["headers"]).raise_for_status()
                self.sent += 1
        return True


def test_a_gigabyte_arrives_though_the_connection_breaks_twice(
    cloud: LocalCloud, admin: Api, video: Path, say: Callable[[str], None]
) -> None:
    size, announced = video.stat().st_size, checksum(video)
    said = {"name": "Lesson", "size": size, "content_type": "application/zip", "sha256": announced}
    upload = admin.post("/media/uploads", said)
    sending = Sending(admin, upload["upload_id"], video)

    began = time.monotonic()
    attempts = [sending.attempt(place) for place in (*BREAKS, None)]
    sent_in = time.monotonic() - began
    done = admin.post(f"{sending.address}/completion")
    asset = inspected(admin, upload["asset_id"])
    decided_in = time.monotonic() - began - sent_in

    assert attempts == [False, False, True]
    assert sending.sent == upload["part_count"], "no part was sent twice"
    assert (done["arrived_bytes"], asset["state"], asset["failure"]) == (size, "ready", None)
    assert stored_checksum(cloud, upload["asset_id"], admin) == announced
    assert admin.get("/media/usage")["stored_bytes"] == size
    say(f"{size / GIB:.2f} GiB in {upload['part_count']} parts, cut twice: sent in {sent_in:.0f} s,")
    say(f"put together, inspected and copied in {decided_in:.0f} s, checksum equal")


def inspected(author: Api, asset_id: str) -> Json:
    """The asset when it is decided."""
    until = time.monotonic() + 900
    while time.monotonic() < until:
        # The one process that stands for all of AWS here answers nobody while it moves a gigabyte.
        with suppress(Refused):
            asset: Json = author.get(f"/media/assets/{asset_id}")
            if asset["state"] in {"ready", "failed"}:
                return asset
        time.sleep(2)
    raise AssertionError("Not inspected after a quarter of an hour.")


def stored_checksum(cloud: LocalCloud, asset_id: str, author: Api) -> str:
    """The checksum of what is kept, read from the file store."""
    client = cloud.client("s3")
    bucket = next(one["Name"] for one in client.list_buckets()["Buckets"] if "media" in one["Name"])
    listed = client.list_objects_v2(Bucket=bucket, Prefix=f"files/{author.organization_id}/")["Contents"]
    [key] = [one["Key"] for one in listed if one["Size"] > GIB]
    digest = hashlib.sha256()
    for piece in client.get_object(Bucket=bucket, Key=key)["Body"].iter_chunks(8 * MIB):
        digest.update(piece)
    return digest.hexdigest()
