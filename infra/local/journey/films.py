"""A film, its captions and a picture, made on the spot: nobody's material has to come with the project."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from infra.local.mediaconvert import ffmpeg

__all__ = ["CAPTIONS", "film", "picture"]

CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:04.000\nThe end goes up through the loop, round and down again.\n"


def film() -> bytes:
    """Four seconds of a test pattern with a tone, as MP4."""
    source = ["-f", "lavfi", "-i", "testsrc=size=640x360:rate=25", "-f", "lavfi", "-i", "sine=frequency=440"]
    return _made("film.mp4", *source, "-t", "4", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def picture() -> bytes:
    """One frame of it, as PNG."""
    return _made("picture.png", "-f", "lavfi", "-i", "testsrc=size=640x360:rate=1", "-frames:v", "1")


def _made(name: str, *arguments: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / name
        command = [ffmpeg.program(), "-y", "-loglevel", "error", *arguments, str(target)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        return target.read_bytes()
