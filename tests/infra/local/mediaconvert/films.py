"""Short films, made of test patterns, and the service that transcodes them."""

import subprocess
import time
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from botocore.session import Session

from infra.local.mediaconvert import ffmpeg
from infra.local.mediaconvert.failures import NOT_FOUND, JobFailed
from infra.local.mediaconvert.inprocess import Shortcut
from infra.local.mediaconvert.server import create_app
from infra.local.mediaconvert.settings import Json


def make(target: Path, *arguments: str) -> Path:
    """A file that ffmpeg makes."""
    subprocess.run(
        [ffmpeg.program(), "-y", "-loglevel", "error", *arguments, str(target)], check=True, stdin=subprocess.DEVNULL
    )
    return target


def pattern(size: str = "320x180", rate: str = "25", seconds: int = 4) -> list[str]:
    """The test pattern, with a tone."""
    picture = ["-f", "lavfi", "-i", f"testsrc=size={size}:rate={rate}", "-f", "lavfi", "-i", "sine=frequency=440"]
    return [*picture, "-t", str(seconds), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]


class Shelf:
    """Objects as files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fetch(self, address: str, target: Path) -> None:
        """Copy an object into a file."""
        if not self._at(address).exists():
            raise JobFailed(NOT_FOUND, f"Unable to open input file [{address}]: [NoSuchKey]")
        target.write_bytes(self._at(address).read_bytes())

    def keep(self, file: Path, address: str) -> None:
        """Copy a file into an object."""
        self._at(address).parent.mkdir(parents=True, exist_ok=True)
        self._at(address).write_bytes(file.read_bytes())

    def _at(self, address: str) -> Path:
        parts = urlsplit(address)
        return self.folder / parts.netloc / parts.path.lstrip("/")


class Service:
    """The stand-in with botocore's own client before it; no socket is between them."""

    def __init__(self, folder: Path) -> None:
        self.shelf = Shelf(folder)
        self.news: list[Json] = []
        app = create_app(self.shelf, self.news.append, region="ap-south-1")
        self.client: Any = _session().create_client(
            "mediaconvert",
            region_name="ap-south-1",
            endpoint_url="http://mediaconvert.test",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        self.client.meta.events.register("before-send.mediaconvert", Shortcut(app))

    def after(self, job_id: str, seconds: float = 120) -> Json:
        """What the event bus is told of a job in the end."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for told in self.news:
                if told["jobId"] == job_id:
                    return told
            time.sleep(0.02)
        raise TimeoutError(job_id)


@cache
def _session() -> Session:
    return Session()


def frames(playlist: Path, *options: str) -> int:
    """How many pictures a player shows."""
    command = [ffmpeg.program(), "-hide_banner", "-nostdin", *options, "-i", str(playlist), "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return int(said.rpartition("frame=")[2].split()[0])
