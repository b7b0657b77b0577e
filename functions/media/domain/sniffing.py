"""Whether a file is what it was announced as, by its content.

This verifies a claim rather than guessing: each accepted type says how its files begin, and in containers what must be
inside. Nothing may stand before the beginning, so that a file cannot be two things at once for readers that search;
programs begin like none of the types.
"""

import io
import re
import zipfile
from collections.abc import Callable
from typing import IO

HEAD = 64 * 1024
"""So much of a file's beginning is looked at."""
MOST_MEMBERS = 10_000
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"#!")
"""Windows, Linux, Java and Apple's programs, and scripts that name their interpreter."""

_SVG = re.compile(rb"<(?:\w+:)?svg[\s>]", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_MIME = re.compile(rb"^(?:mime-version|content-type):\s", re.IGNORECASE | re.MULTILINE)
_QUICKTIME_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")

Opens = Callable[[], IO[bytes]]
"""Opens the whole file for reading at any place."""


def is_type(name: str, head: bytes, whole: Opens) -> bool:
    """Whether a file that begins with ``head`` is of the type. ``whole`` is opened only for containers."""
    if head.startswith(PROGRAMS):
        return False
    if name.startswith(("application/vnd.", "application/zip")):
        return head.startswith(b"PK\x03\x04") and _is_package(name, whole)
    return _BEGINNINGS[name](head)


def _is_package(name: str, whole: Opens) -> bool:
    """Whether an archive can be listed, and holds what makes it a document of that type."""
    with whole() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, ValueError, OSError):
            return False
        members = set(archive.namelist())
        if len(members) > MOST_MEMBERS:
            return False
        if name == "application/zip":
            return True
        if name.startswith("application/vnd.oasis"):
            first = archive.infolist()[0]
            # Uncompressed, so that what is written there can be read without unpacking.
            plain = first.filename == "mimetype" and first.file_size == len(name)
            return plain and first.compress_type == zipfile.ZIP_STORED and archive.read(first) == name.encode()
        main = next(part for kind, part in _MAIN_PARTS.items() if kind in name)
        macros = any(member.lower().endswith("vbaproject.bin") for member in members)
        return {"[Content_Types].xml", main} <= members and not macros


_MAIN_PARTS = {
    "wordprocessingml": "word/document.xml",
    "presentationml": "ppt/presentation.xml",
    "spreadsheetml": "xl/workbook.xml",
}


def _begins(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(beginnings)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(b"RIFF") and head[8:12] == form


def _iso_media(head: bytes) -> bool:
    """MP4 by its file-type box; a picture in the same box (HEIF, AVIF) is none."""
    return head[4:8] == b"ftyp" and head[8:12] not in {b"qt  ", b"avif", b"heic", b"heix", b"mif1", b"msf1"}


def _quicktime(head: bytes) -> bool:
    return head[4:12] == b"ftypqt  " or head[4:8] in _QUICKTIME_BOXES


def _matroska(document: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(b"\x1a\x45\xdf\xa3") and document in head[:256]


def _mpeg_audio(head: bytes) -> bool:
    """A tag, or the first frame: eleven bits set, a version and a layer that exist."""
    framed = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0
    return head.startswith(b"ID3") or (framed and head[1] & 0x18 != 0x08 and head[1] & 0x06 == 0x02)


def _text(head: bytes) -> bool:
    return b"\0" not in head


def _markup(pattern: re.Pattern[bytes]) -> Callable[[bytes], bool]:
    return lambda head: _text(head) and pattern.search(head) is not None


def _xml(head: bytes) -> bool:
    return _text(head) and _without_mark(head).lstrip().startswith(b"<")


def _json(head: bytes) -> bool:
    return _text(head) and _without_mark(head).lstrip()[:1] in {b"{", b"["}


def _captions(head: bytes) -> bool:
    first = _without_mark(head)
    return first.startswith(b"WEBVTT") and first[6:7] in {b"", b"\n", b"\r", b" ", b"\t"}


def _without_mark(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf")


_BEGINNINGS: dict[str, Callable[[bytes], bool]] = {
    "image/png": _begins(b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": _begins(b"\xff\xd8\xff"),
    "image/gif": _begins(b"GIF87a", b"GIF89a"),
    "image/webp": _riff(b"WEBP"),
    "video/mp4": _iso_media,
    "video/quicktime": _quicktime,
    "video/webm": _matroska(b"webm"),
    "video/x-matroska": _matroska(b"matroska"),
    "audio/mpeg": _mpeg_audio,
    "audio/mp4": _iso_media,
    "audio/wav": _riff(b"WAVE"),
    "audio/ogg": _begins(b"OggS"),
    "audio/flac": _begins(b"fLaC"),
    "audio/webm": _matroska(b"webm"),
    "application/pdf": _begins(b"%PDF-"),
    "text/plain": _text,
    "text/csv": _text,
    "text/markdown": _text,
    "text/vtt": _captions,
    "application/json": _json,
    "application/xml": _xml,
    "image/svg+xml": _markup(_SVG),
    "text/html": _markup(_HTML),
    "multipart/related": lambda head: _text(head) and _MIME.search(head) is not None,
}


class Places(io.RawIOBase):
    """A file that is read piece by piece from elsewhere, as a stream that can be moved in."""

    def __init__(self, size: int, read: Callable[[int, int], bytes]) -> None:
        self._size = size
        self._read = read
        self._at = 0

    def readable(self) -> bool:
        """It can."""
        return True

    def seekable(self) -> bool:
        """It can."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise OSError("There is nothing before the beginning.")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        """The place."""
        return self._at

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # what a buffer is
        """Fill the buffer from this place on."""
        wanted = min(len(buffer), self._size - self._at)
        if wanted <= 0:
            return 0
        piece = self._read(self._at, self._at + wanted)
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
