"""Why a video cannot be played, as codes."""

from enum import StrEnum


class VideoFailure(StrEnum):
    """What its owner is told; ``sentence`` says it in words that help."""

    UNREADABLE = "video_unreadable"
    BROKEN = "video_broken"
    TOO_SMALL = "video_too_small"
    TRANSCODING_FAILED = "transcoding_failed"

    @property
    def sentence(self) -> str:
        """What happened, and what to do about it."""
        return _SENTENCES[self]


_SENTENCES = {
    VideoFailure.UNREADABLE: "The file has no video and no sound that can be read. Export it as MP4 (H.264, AAC) and "
    "upload it again.",
    VideoFailure.BROKEN: "The file breaks off or is damaged. Play it to its end on your computer, export it again, and "
    "upload it once more.",
    VideoFailure.TOO_SMALL: "The picture has to be at least 32 pixels wide and high.",
    VideoFailure.TRANSCODING_FAILED: "The video could not be prepared for playing, and the file is not the reason. "
    "Upload it again later.",
}

_OPENING = frozenset({1010, 1030})


def is_the_files_own(error_code: int | None) -> VideoFailure | None:
    """What is wrong with the file, by MediaConvert's code; None when something else is, which another try may cure.

    The codes from 1000 on speak of the input; those from 1400 on of storage, rights and the service itself.
    """
    if error_code is None or not 1000 <= error_code < 1400:
        return None
    return VideoFailure.UNREADABLE if error_code in _OPENING else VideoFailure.BROKEN
