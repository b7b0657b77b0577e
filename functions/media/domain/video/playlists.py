"""HLS playlists, read as a player reads them, to see whether everything that they promise is there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from functions.media.domain.video.ladder import Ladder
from functions.media.domain.video.outputs import MASTER

URI = re.compile(r'URI="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a stream."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Playlist:
    """One stream. Without its end a player would wait for more."""

    segments: tuple[Segment, ...]
    ends: bool

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return sum(segment.seconds for segment in self.segments)


def read_master(text: str) -> list[str]:
    """The names of the streams and tracks that a master playlist lists."""
    lines = text.splitlines()
    tracks = [found[1] for line in lines if line.startswith("#EXT-X-MEDIA:") and (found := URI.search(line))]
    return [*(line.strip() for line in lines if line.strip() and not line.startswith("#")), *tracks]


def read_playlist(text: str) -> Playlist:
    """A stream's playlist. Segments without a length count as nothing."""
    segments: list[Segment] = []
    seconds = 0.0
    lines = text.splitlines()
    for line in lines:
        if line.startswith("#EXTINF:"):
            seconds = _number(line.removeprefix("#EXTINF:").partition(",")[0])
        elif line.strip() and not line.startswith("#"):
            segments.append(Segment(line.strip(), seconds))
            seconds = 0.0
    return Playlist(tuple(segments), "#EXT-X-ENDLIST" in lines)


def faults_of(ladder: Ladder, playlists: Mapping[str, Playlist], sizes: Mapping[str, int]) -> list[str]:
    """What is missing or wrong in what was made of a source; nothing when all is well.

    ``playlists`` are the streams that the master lists, ``sizes`` the bytes of every file that is there.
    """
    faults = [
        f"{MASTER}_{rung.name}.m3u8 is not listed"
        for rung in ladder.rungs
        if f"{MASTER}_{rung.name}.m3u8" not in playlists
    ]
    for name, playlist in playlists.items():
        gone = [segment.name for segment in playlist.segments if not sizes.get(segment.name)]
        if gone:
            faults.append(f"{name} lacks {len(gone)} segments, the first is {gone[0]}")
        if not playlist.ends:
            faults.append(f"{name} has no end")
        if abs(playlist.seconds - ladder.source.duration_s) > _tolerance(ladder.source.duration_s):
            faults.append(f"{name} plays {playlist.seconds:.1f} s of {ladder.source.duration_s:.1f} s")
    return faults


def _tolerance(seconds: float) -> float:
    """Sound and picture end at their own frames, and containers round."""
    return max(1.0, seconds / 50)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
