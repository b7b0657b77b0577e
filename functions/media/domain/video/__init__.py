"""Video and sound for playing: what a file is transcoded to, and whether what came out is whole."""

from functions.media.domain.video.failures import VideoFailure, is_the_files_own
from functions.media.domain.video.ladder import Ladder, Rung, Source, choose
from functions.media.domain.video.outputs import MASTER, POSTER, Sidecar, job_settings
from functions.media.domain.video.playlists import Playlist, Segment, faults_of, read_master, read_playlist

__all__ = [
    "MASTER",
    "POSTER",
    "Ladder",
    "Playlist",
    "Rung",
    "Segment",
    "Sidecar",
    "Source",
    "VideoFailure",
    "choose",
    "faults_of",
    "is_the_files_own",
    "job_settings",
    "read_master",
    "read_playlist",
]
