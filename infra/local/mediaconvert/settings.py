"""What a job asks for, as far as it can be done here; the rest is refused."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from infra.local.mediaconvert.failures import bad_request

Json = dict[str, Any]


@dataclass(frozen=True)
class Video:
    """How the picture is encoded."""

    width: int
    height: int
    max_bitrate: int
    frame_rate: Fraction | None
    """None for that of the input."""


@dataclass(frozen=True)
class Rendition:
    """One stream of an HLS group."""

    suffix: str
    video: Video | None
    audio_bitrate: int | None


@dataclass(frozen=True)
class Captions:
    """A sidecar of captions, as a stream of an HLS group."""

    suffix: str
    source: str
    language: str
    description: str


@dataclass(frozen=True)
class Hls:
    """An HLS group: a master playlist, and a stream for each output."""

    destination: str
    segment_s: int
    renditions: tuple[Rendition, ...]
    captions: tuple[Captions, ...]


@dataclass(frozen=True)
class Stills:
    """Pictures taken from the video."""

    destination: str
    suffix: str
    width: int
    height: int
    rate: Fraction
    most: int


@dataclass(frozen=True)
class Order:
    """All that a job makes of its one input."""

    source: str
    streams: tuple[Hls, ...] = field(default=())
    stills: tuple[Stills, ...] = field(default=())


def order(settings: Json) -> Order:
    """Read a job's settings. Raises ``Refused`` for what is missing or cannot be done here."""
    try:
        [given] = settings["inputs"]
        sidecars = {name: _sidecar(selector) for name, selector in given.get("captionSelectors", {}).items()}
        groups = settings["outputGroups"]
        kinds = {group["outputGroupSettings"]["type"] for group in groups}
        if unknown := kinds - {"HLS_GROUP_SETTINGS", "FILE_GROUP_SETTINGS"}:
            raise bad_request(f"/outputGroups: {sorted(unknown)} cannot be made on this machine.")
        return Order(
            source=given["fileInput"],
            streams=tuple(_hls(group, sidecars) for group in groups if "hlsGroupSettings" in _of(group)),
            stills=tuple(_stills(group) for group in groups if "fileGroupSettings" in _of(group)),
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as missing:
        raise bad_request(f"/settings: not understood: {missing!r}") from missing


def _of(group: Json) -> Json:
    settings: Json = group["outputGroupSettings"]
    return settings


def _sidecar(selector: Json) -> str:
    source: str = selector["sourceSettings"]["fileSourceSettings"]["sourceFile"]
    return source


def _hls(group: Json, sidecars: dict[str, str]) -> Hls:
    settings = _of(group)["hlsGroupSettings"]
    outputs = group["outputs"]
    return Hls(
        destination=settings["destination"],
        segment_s=settings["segmentLength"],
        renditions=tuple(_rendition(output) for output in outputs if "captionDescriptions" not in output),
        captions=tuple(_captions(output, sidecars) for output in outputs if "captionDescriptions" in output),
    )


def _rendition(output: Json) -> Rendition:
    audio = [description["codecSettings"] for description in output.get("audioDescriptions", [])]
    if any(codec["codec"] != "AAC" for codec in audio):
        raise bad_request("/audioDescriptions: only AAC can be made on this machine.")
    video = output.get("videoDescription")
    return Rendition(
        suffix=output["nameModifier"],
        video=_video(video) if video else None,
        audio_bitrate=audio[0]["aacSettings"]["bitrate"] if audio else None,
    )


def _video(description: Json) -> Video:
    codec = description["codecSettings"]
    if codec["codec"] != "H_264" or codec["h264Settings"].get("rateControlMode") != "QVBR":
        raise bad_request("/videoDescription: only H.264 with QVBR can be made on this machine.")
    encoding = codec["h264Settings"]
    specified = encoding.get("framerateControl") == "SPECIFIED"
    size = {"width": description["width"], "height": description["height"]}
    if any(length < 32 or length % 2 for length in size.values()):
        raise bad_request(f"/videoDescription: {size} must be even and at least 32.")
    return Video(
        **size,
        max_bitrate=encoding["maxBitrate"],
        frame_rate=Fraction(encoding["framerateNumerator"], encoding["framerateDenominator"]) if specified else None,
    )


def _captions(output: Json, sidecars: dict[str, str]) -> Captions:
    [description] = output["captionDescriptions"]
    if description["destinationSettings"]["destinationType"] != "WEBVTT":
        raise bad_request("/captionDescriptions: only WEBVTT can be made on this machine.")
    return Captions(
        suffix=output["nameModifier"],
        source=sidecars[description["captionSelectorName"]],
        language=description.get("customLanguageCode") or description["languageCode"].lower(),
        description=description.get("languageDescription", ""),
    )


def _stills(group: Json) -> Stills:
    [output] = group["outputs"]
    description = output["videoDescription"]
    codec = description["codecSettings"]
    if codec["codec"] != "FRAME_CAPTURE":
        raise bad_request("/outputGroups: a file group can only be frames on this machine.")
    capture = codec["frameCaptureSettings"]
    return Stills(
        destination=_of(group)["fileGroupSettings"]["destination"],
        suffix=output.get("nameModifier", ""),
        width=description["width"],
        height=description["height"],
        rate=Fraction(capture["framerateNumerator"], capture["framerateDenominator"]),
        most=capture["maxCaptures"],
    )
