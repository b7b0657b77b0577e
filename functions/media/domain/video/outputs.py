"""What MediaConvert is asked to make: an HLS stream for each rung, tracks of captions, and stills."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from functions.media.domain.video.ladder import VIDEO_SOUND, Ladder, Rung

MASTER = "index"
POSTER = "still.0000000.jpg"
"""The first of the stills, as MediaConvert numbers them."""
SEGMENT_S = 6
STILLS = 10
STILL_LINES = 360
AUDIO = "Audio Selector 1"

Settings = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A file with captions, by its language and its ``s3://`` address."""

    language: str
    source: str


def job_settings(ladder: Ladder, *, source: str, destination: str, captions: Sequence[Sidecar] = ()) -> Settings:
    """The settings of a job that reads ``source`` and writes below ``destination``, both ``s3://`` addresses."""
    groups = [_hls(ladder, destination, captions)]
    if ladder.source.width:
        groups.append(_stills(ladder, destination))
    selectors = {_selector(sidecar): {"SourceSettings": _sidecar(sidecar)} for sidecar in captions}
    given: Settings = {
        "FileInput": source,
        "TimecodeSource": "ZEROBASED",
        "VideoSelector": {"Rotate": "AUTO"},
        **({"AudioSelectors": {AUDIO: {"DefaultSelection": "DEFAULT"}}} if ladder.source.has_audio else {}),
        **({"CaptionSelectors": selectors} if selectors else {}),
    }
    return {"TimecodeConfig": {"Source": "ZEROBASED"}, "Inputs": [given], "OutputGroups": groups}


def _hls(ladder: Ladder, destination: str, captions: Sequence[Sidecar]) -> Settings:
    settings = {
        "Destination": f"{destination}{MASTER}",
        "SegmentLength": SEGMENT_S,
        "MinSegmentLength": 0,
        "SegmentControl": "SEGMENTED_FILES",
        "DirectoryStructure": "SINGLE_DIRECTORY",
        "ManifestDurationFormat": "FLOATING_POINT",
        "OutputSelection": "MANIFESTS_AND_SEGMENTS",
        "StreamInfResolution": "INCLUDE",
        "CodecSpecification": "RFC_4281",
    }
    outputs = [*(_stream(rung) for rung in ladder.rungs), *(_track(sidecar) for sidecar in captions)]
    return {
        "Name": "HLS",
        "OutputGroupSettings": {"Type": "HLS_GROUP_SETTINGS", "HlsGroupSettings": settings},
        "Outputs": outputs,
    }


def _stream(rung: Rung) -> Settings:
    output: Settings = {"NameModifier": f"_{rung.name}", "ContainerSettings": {"Container": "M3U8"}}
    if rung.width:
        encoding = {"Codec": "H_264", "H264Settings": _h264(rung)}
        output["VideoDescription"] = _picture(rung) | {"CodecSettings": encoding}
    if rung.has_audio:
        bitrate = VIDEO_SOUND if rung.width else rung.bitrate
        aac = {"Bitrate": bitrate, "CodingMode": "CODING_MODE_2_0", "SampleRate": 48_000}
        sound = {"AudioSourceName": AUDIO, "CodecSettings": {"Codec": "AAC", "AacSettings": aac}}
        output["AudioDescriptions"] = [sound]
    return output


def _h264(rung: Rung) -> Settings:
    rate: Settings = {"FramerateControl": "INITIALIZE_FROM_SOURCE"}
    if rung.frame_rate:
        numerator, denominator = rung.frame_rate
        rate = {"FramerateControl": "SPECIFIED", "FramerateNumerator": numerator, "FramerateDenominator": denominator}
    return {
        "RateControlMode": "QVBR",
        "MaxBitrate": rung.bitrate,
        "QvbrSettings": {"QvbrQualityLevel": 7},
        "QualityTuningLevel": "SINGLE_PASS_HQ",
        "CodecProfile": "HIGH",
        "GopSize": 2.0,
        "GopSizeUnits": "SECONDS",
        "SceneChangeDetect": "TRANSITION_DETECTION",
        "ParControl": "SPECIFIED",
        "ParNumerator": 1,
        "ParDenominator": 1,
        **rate,
    }


def _picture(rung: Rung) -> Settings:
    # The proportions are right already; fitting again would add black lines for half a pixel.
    return {"Width": rung.width, "Height": rung.height, "ScalingBehavior": "STRETCH_TO_OUTPUT"}


def _track(sidecar: Sidecar) -> Settings:
    return {
        "NameModifier": f"_{sidecar.language}",
        "ContainerSettings": {"Container": "M3U8"},
        "CaptionDescriptions": [
            {
                "CaptionSelectorName": _selector(sidecar),
                "CustomLanguageCode": sidecar.language,
                "LanguageDescription": sidecar.language,
                "DestinationSettings": {"DestinationType": "WEBVTT"},
            }
        ],
    }


def _selector(sidecar: Sidecar) -> str:
    return f"Captions {sidecar.language}"


def _sidecar(sidecar: Sidecar) -> Settings:
    kind = "SRT" if sidecar.source.endswith(".srt") else "WEBVTT"
    return {"SourceType": kind, "FileSourceSettings": {"SourceFile": sidecar.source}}


def _stills(ladder: Ladder, destination: str) -> Settings:
    """Pictures spread over the whole length, for choosing a poster and for finding a place."""
    small = next((rung for rung in ladder.rungs if (rung.lines or 0) <= STILL_LINES), ladder.rungs[-1])
    capture = {
        "FramerateNumerator": 1,
        "FramerateDenominator": max(1, ceil(ladder.source.duration_s / STILLS)),
        "MaxCaptures": STILLS,
        "Quality": 80,
    }
    return {
        "Name": "Stills",
        "OutputGroupSettings": {
            "Type": "FILE_GROUP_SETTINGS",
            "FileGroupSettings": {"Destination": f"{destination}still"},
        },
        "Outputs": [
            {
                "ContainerSettings": {"Container": "RAW"},
                "VideoDescription": _picture(small)
                | {"CodecSettings": {"Codec": "FRAME_CAPTURE", "FrameCaptureSettings": capture}},
            }
        ],
    }
