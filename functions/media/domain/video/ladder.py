"""The ladder: in which sizes and rates a video is offered, so that every connection finds one that it can carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import dropwhile
from typing import Any

RUNGS = {1080: 5_000_000, 720: 3_000_000, 480: 1_400_000, 360: 800_000, 240: 400_000}
"""Lines of the shorter side, and the highest bit rate."""
LONGEST_SIDE = 4096
SHORTEST_SIDE = 32
"""What MediaConvert can make of H.264."""
FLUENT, FAST = Fraction(30), Fraction(60)
SMALLEST_FAST = 720
NEARLY = Fraction(9, 10)
VIDEO_SOUND = 96_000
"""The same on every rung, so that a change of rung is not heard."""
SOUNDS = (128_000, 64_000)


@dataclass(frozen=True, slots=True)
class Source:
    """What a file has to show, upright and with square pixels. Width, height and rate are None for mere sound."""

    duration_s: float
    width: int | None
    height: int | None
    frame_rate: tuple[int, int] | None
    has_audio: bool

    @classmethod
    def probed(cls, container: Mapping[str, Any]) -> "Source | None":
        """A source from what MediaConvert found in its container; None for one without picture and sound."""
        tracks = container.get("Tracks") or []
        pictures = [found for track in tracks if (found := track.get("VideoProperties")) and found.get("Width")]
        has_audio = any(track.get("AudioProperties") for track in tracks)
        duration = float(container.get("Duration") or 0)
        if duration <= 0 or not (pictures or has_audio):
            return None
        if not pictures:
            return cls(duration, None, None, None, has_audio)
        width, height = _upright(pictures[0])
        rate = pictures[0].get("FrameRate") or {}
        known = rate.get("Numerator") and rate.get("Denominator")
        return cls(
            duration, width, height, (rate["Numerator"], rate["Denominator"]) if known else None, has_audio=has_audio
        )


@dataclass(frozen=True, slots=True)
class Rung:
    """One way to play. Without width and height it is sound only; without a frame rate it keeps the source's."""

    name: str
    bitrate: int
    width: int | None = None
    height: int | None = None
    frame_rate: tuple[int, int] | None = None
    has_audio: bool = True

    @property
    def lines(self) -> int | None:
        """The shorter side: what people call 720p is 720 pixels wide when it stands upright."""
        return min(self.width, self.height) if self.width and self.height else None


@dataclass(frozen=True, slots=True)
class Ladder:
    """All ways to play, the best one first."""

    source: Source
    rungs: tuple[Rung, ...]


def choose(source: Source) -> Ladder:
    """The ladder of a source: nothing above what it has, in its proportions, in even numbers of pixels.

    Raises ``ValueError`` for a picture that is too small to be encoded.
    """
    if not source.width or not source.height:
        sounds = (Rung(f"{bitrate // 1000}k", bitrate) for bitrate in SOUNDS)
        return Ladder(source, tuple(sounds))
    if min(source.width, source.height) < SHORTEST_SIDE:
        raise ValueError(f"{source.width} by {source.height} pixels are too few.")
    rungs = [_rung(source, lines) for lines in _heights(min(source.width, source.height))]
    # A panorama may be too long for the upper rungs, which then come out alike.
    distinct = {(rung.width, rung.height): rung for rung in reversed(rungs)}
    return Ladder(source, tuple(reversed(distinct.values())))


def _heights(lines: int) -> list[int]:
    """The rungs that a picture with so many lines fills, and its own size where that lies well above them."""
    filled = [rung for rung in RUNGS if rung <= lines]
    if not filled or (lines < max(RUNGS) and filled[0] < lines * NEARLY):
        return [lines, *filled]
    return filled


def _rung(source: Source, lines: int) -> Rung:
    width, height = source.width or 0, source.height or 0
    scale = min(Fraction(lines, min(width, height)), Fraction(LONGEST_SIDE, max(width, height)), Fraction(1))
    return Rung(
        name=f"{lines}p",
        bitrate=next(RUNGS[rung] for rung in sorted(RUNGS) if rung >= min(lines, max(RUNGS))),
        width=_even(width * scale),
        height=_even(height * scale),
        frame_rate=_rate(source.frame_rate, FAST if lines >= SMALLEST_FAST else FLUENT),
        has_audio=source.has_audio,
    )


def _even(length: Fraction) -> int:
    return max(SHORTEST_SIDE, int(length) // 2 * 2)


def _rate(rate: tuple[int, int] | None, most: Fraction) -> tuple[int, int] | None:
    """Half as many frames, or a quarter, until there are few enough; None where the source has few enough."""
    if rate is None or Fraction(*rate) <= most:
        return None
    whole = Fraction(*rate)
    thinned = next(dropwhile(lambda fewer: fewer > most, (whole / times for times in range(2, 1_000_000))))
    return thinned.numerator, thinned.denominator


def _upright(picture: Mapping[str, Any]) -> tuple[int, int]:
    """Width and height as they are seen: turned as the camera was held, pixels made square by leaving some out."""
    width, height = int(picture["Width"]), int(picture["Height"])
    aspect = picture.get("SampleAspectRatio") or {}
    wide = Fraction(aspect.get("Numerator") or 1, aspect.get("Denominator") or 1)
    if wide > 1:
        height = int(height / wide)
    else:
        width = int(width * wide)
    return (height, width) if int(picture.get("Rotation") or 0) % 180 else (width, height)
