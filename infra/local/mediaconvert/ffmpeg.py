"""Running ffmpeg: what is in a file, and making others of it."""

import re
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from infra.local.mediaconvert.failures import COULD_NOT_OPEN, COULD_NOT_READ, JobFailed

CONTAINERS = {
    "3g2", "3gp", "aac", "asf", "avi", "flac", "flv", "m4a", "matroska", "mj2", "mov", "mp3", "mp4", "mpeg", "mpegts",
    "mxf", "ogg", "wav", "webm",
}  # fmt: skip
"""What MediaConvert reads too. ffmpeg would take a text for a film in letters."""

INPUT = re.compile(r"^Input #0, (?P<containers>[\w,]+), from ", re.MULTILINE)
DURATION = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?),", re.MULTILINE)
STREAM = re.compile(r"^  Stream #0:(\d+)(?:\[\w+\])?(?:\(\w+\))?: (Video|Audio): (\w+)(.*)$", re.MULTILINE)
SIZE = re.compile(r", (\d{2,})x(\d{2,})(?: \[SAR (\d+):(\d+) DAR [\d:]+\])?")
RATE = re.compile(r"([\d.]+)(k?) fps")
ROTATION = re.compile(r"rotation of (-?[\d.]+) degrees")
SOUND = re.compile(r"(\d+) Hz, (mono|stereo|[\d.]+)")
NTSC = {"23.98": Fraction(24000, 1001), "29.97": Fraction(30000, 1001), "59.94": Fraction(60000, 1001)}
CHANNELS = {"mono": 1, "stereo": 2}


@dataclass(frozen=True)
class Picture:
    """A video track."""

    codec: str
    width: int
    height: int
    pixel_aspect: Fraction
    frame_rate: Fraction
    rotation: int


@dataclass(frozen=True)
class Sound:
    """An audio track."""

    codec: str
    channels: int
    sample_rate: int


@dataclass(frozen=True)
class Contents:
    """What is in a file."""

    container: str
    duration: float
    pictures: tuple[Picture, ...]
    sounds: tuple[Sound, ...]


@cache
def program() -> str:
    """Where ffmpeg is."""
    import imageio_ffmpeg  # type: ignore[import-untyped]  # it has no types

    return str(imageio_ffmpeg.get_ffmpeg_exe())


def look_into(file: Path, name: str) -> Contents:
    """What is in a file. Raises ``JobFailed`` for what is neither video nor audio."""
    command = [program(), "-hide_banner", "-protocol_whitelist", "file", "-i", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False).stderr
    opened, lasts = INPUT.search(said), DURATION.search(said)
    containers = opened["containers"].split(",") if opened else []
    if not lasts or not CONTAINERS.intersection(containers):
        raise JobFailed(COULD_NOT_OPEN, f"Could not open input file [{name}]: [Failed probe/open]")
    tracks = [(kind, codec, rest) for _, kind, codec, rest in STREAM.findall(said) if "(attached pic)" not in rest]
    turned = ROTATION.search(said)
    rotation = round(-float(turned[1])) % 360 if turned else 0
    contents = Contents(
        container=containers[0],
        duration=int(lasts[1]) * 3600 + int(lasts[2]) * 60 + float(lasts[3]),
        pictures=tuple(_picture(codec, rest, rotation) for kind, codec, rest in tracks if kind == "Video"),
        sounds=tuple(_sound(codec, rest) for kind, codec, rest in tracks if kind == "Audio"),
    )
    if not contents.pictures and not contents.sounds:
        raise JobFailed(COULD_NOT_OPEN, f"Could not open input file [{name}]: [No video and no audio track]")
    return contents


def run(arguments: Sequence[str], *, folder: Path, cancelled: Callable[[], bool]) -> None:
    """Make files in a folder. Raises ``JobFailed`` for input that breaks off; ends early when it is cancelled."""
    command = [program(), "-hide_banner", "-nostdin", "-loglevel", "error", "-xerror", *arguments]
    with (folder / "ffmpeg.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while process.poll() is None:
            if cancelled():
                process.kill()
            time.sleep(0.05)
    if process.returncode and not cancelled():
        said = (folder / "ffmpeg.log").read_text(errors="replace").strip().splitlines()
        raise JobFailed(COULD_NOT_READ, f"Decoding failed: [{said[0] if said else 'the input breaks off'}]")


def _picture(codec: str, rest: str, rotation: int) -> Picture:
    size, rate = SIZE.search(rest), RATE.search(rest)
    width, height, wide, high = size.groups() if size else ("0", "0", None, None)
    frames = rate[1] if rate else "25"
    return Picture(
        codec=codec,
        width=int(width),
        height=int(height),
        pixel_aspect=Fraction(int(wide), int(high)) if wide and high and int(high) else Fraction(1),
        frame_rate=NTSC.get(frames, Fraction(frames)) * (1000 if rate and rate[2] else 1),
        rotation=rotation,
    )


def _sound(codec: str, rest: str) -> Sound:
    found = SOUND.search(rest)
    rate, layout = found.groups() if found else ("48000", "stereo")
    return Sound(codec, CHANNELS.get(layout) or sum(int(part) for part in layout.split(".") if part), int(rate))
