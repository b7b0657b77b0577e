"""Doing what a job asks for, in a folder, with one run of ffmpeg."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from infra.local.mediaconvert import ffmpeg
from infra.local.mediaconvert.failures import COULD_NOT_READ, JobFailed
from infra.local.mediaconvert.settings import Captions, Hls, Order, Rendition, Stills

H264 = "avc1.64002a"  # High profile, level 4.2, as told to ffmpeg below
AAC = "mp4a.40.2"

Fetch = Callable[[str, Path], None]


@dataclass(frozen=True)
class Made:
    """A file that was made, and the ``s3://`` address that it belongs at."""

    file: Path
    address: str


def transcode(order: Order, folder: Path, fetch: Fetch, *, cancelled: Callable[[], bool]) -> list[Made]:
    """Everything that an order asks for. The playlists come last: who sees one finds all that it lists."""
    source = folder / "source"
    fetch(order.source, source)
    contents = ffmpeg.look_into(source, order.source)
    arguments = ["-protocol_whitelist", "file", "-i", str(source)]
    places: dict[Path, str] = {}
    for number, hls in enumerate(order.streams):
        place = _place(folder, f"hls-{number}", hls.destination, places)
        for rendition in hls.renditions:
            arguments += _stream(rendition, hls, place, contents)
    for number, stills in enumerate(order.stills):
        place = _place(folder, f"stills-{number}", stills.destination, places)
        arguments += _frames(stills, place)
    ffmpeg.run(arguments, folder=folder, cancelled=cancelled)
    if cancelled():
        return []
    for number, hls in enumerate(order.streams):
        for captions in hls.captions:
            _write_captions(captions, hls, folder / f"hls-{number}", contents.duration, fetch, cancelled)
        _write_master(hls, folder / f"hls-{number}", contents)
    return sorted(_found(places), key=lambda made: made.file.suffix == ".m3u8")


def _place(folder: Path, name: str, destination: str, places: dict[Path, str]) -> Path:
    place = folder / name
    place.mkdir()
    places[place] = destination.rpartition("/")[0]
    return place


def _found(places: dict[Path, str]) -> Iterator[Made]:
    for place, address in places.items():
        for file in sorted(place.iterdir()):
            yield Made(file, f"{address}/{file.name}")


def _name(destination: str) -> str:
    return destination.rpartition("/")[2]


def _stream(rendition: Rendition, hls: Hls, place: Path, contents: ffmpeg.Contents) -> list[str]:
    arguments: list[str] = []
    if video := rendition.video:
        rate = [] if video.frame_rate is None else [f"fps={video.frame_rate}"]
        filters = ",".join([*rate, f"scale={video.width}:{video.height}", "setsar=1"])
        arguments += ["-map", "0:v:0", "-vf", filters, "-pix_fmt", "yuv420p"]
        arguments += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-profile:v", "high", "-level:v", "4.2"]
        arguments += ["-maxrate", str(video.max_bitrate), "-bufsize", str(2 * video.max_bitrate)]
        arguments += ["-force_key_frames", f"expr:gte(t,n_forced*{hls.segment_s})"]
    if rendition.audio_bitrate and contents.sounds:
        arguments += ["-map", "0:a:0", "-c:a", "aac", "-ac", "2", "-ar", "48000", "-b:a", str(rendition.audio_bitrate)]
    base = place / f"{_name(hls.destination)}{rendition.suffix}"
    arguments += ["-f", "hls", "-hls_time", str(hls.segment_s), "-hls_playlist_type", "vod", "-hls_list_size", "0"]
    return [*arguments, "-start_number", "1", "-hls_segment_filename", f"{base}_%05d.ts", f"{base}.m3u8"]


def _frames(stills: Stills, place: Path) -> list[str]:
    filters = f"fps={stills.rate},scale={stills.width}:{stills.height},setsar=1"
    target = place / f"{_name(stills.destination)}{stills.suffix}.%07d.jpg"
    limits = ["-frames:v", str(stills.most), "-q:v", "4", "-start_number", "0"]
    return ["-map", "0:v:0", "-vf", filters, *limits, "-f", "image2", str(target)]


def _write_captions(
    captions: Captions, hls: Hls, place: Path, duration: float, fetch: Fetch, cancelled: Callable[[], bool]
) -> None:
    given = place.parent / f"captions{captions.suffix}{Path(captions.source).suffix}"
    fetch(captions.source, given)
    base = f"{_name(hls.destination)}{captions.suffix}"
    ffmpeg.run(["-i", str(given), "-f", "webvtt", str(place / f"{base}_00001.vtt")], folder=place, cancelled=cancelled)
    (place / "ffmpeg.log").unlink()
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", f"#EXT-X-TARGETDURATION:{int(duration) + 1}", "#EXT-X-PLAYLIST-TYPE:VOD"]
    lines += [f"#EXTINF:{duration:.6f},", f"{base}_00001.vtt", "#EXT-X-ENDLIST"]
    (place / f"{base}.m3u8").write_text("\n".join(lines) + "\n")


def _write_master(hls: Hls, place: Path, contents: ffmpeg.Contents) -> None:
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-INDEPENDENT-SEGMENTS"]
    base = _name(hls.destination)
    for captions in hls.captions:
        name, language = captions.description or captions.language, captions.language
        uri = f"{base}{captions.suffix}.m3u8"
        lines.append(
            f'#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="{name}",LANGUAGE="{language}",AUTOSELECT=YES,URI="{uri}"'
        )
    for rendition in hls.renditions:
        playlist = place / f"{base}{rendition.suffix}.m3u8"
        lines.append(f"#EXT-X-STREAM-INF:{','.join(_attributes(rendition, hls, playlist, contents))}")
        lines.append(playlist.name)
    (place / f"{base}.m3u8").write_text("\n".join(lines) + "\n")


def _attributes(rendition: Rendition, hls: Hls, playlist: Path, contents: ffmpeg.Contents) -> Iterator[str]:
    peak, average = _rates(playlist)
    yield f"BANDWIDTH={peak},AVERAGE-BANDWIDTH={average}"
    codecs = [H264] if rendition.video else []
    codecs += [AAC] if rendition.audio_bitrate and contents.sounds else []
    yield f'CODECS="{",".join(codecs)}"'
    if video := rendition.video:
        rate = video.frame_rate or (contents.pictures[0].frame_rate if contents.pictures else Fraction(25))
        yield f"RESOLUTION={video.width}x{video.height},FRAME-RATE={float(rate):.3f}"
    if hls.captions:
        yield 'SUBTITLES="subs"'


def _rates(playlist: Path) -> tuple[int, int]:
    """The highest rate of a segment and the rate of them all, in bits per second."""
    seconds: list[float] = []
    bits: list[int] = []
    for line in playlist.read_text().splitlines():
        if line.startswith("#EXTINF:"):
            seconds.append(float(line.removeprefix("#EXTINF:").rstrip(",")))
        elif line and not line.startswith("#"):
            bits.append(8 * (playlist.parent / line).stat().st_size)
    if not sum(seconds):
        raise JobFailed(COULD_NOT_READ, "Decoding failed: [nothing came out]")
    return max(round(size / max(length, 0.1)) for size, length in zip(bits, seconds, strict=True)), round(
        sum(bits) / sum(seconds)
    )
