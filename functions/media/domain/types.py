"""Which types of file are accepted, how large they may be, and how they are served."""

from dataclasses import dataclass

from events.media import AssetKind
from functions.media.domain.uploads import GIB, LARGEST, MIB
from functions.media.errors import FileNotAccepted
from shared.errors import FieldError

SAVED_ONLY = "application/octet-stream"
"""How a file is called that must never be shown by a browser, whatever is in it."""


@dataclass(frozen=True, slots=True)
class FileType:
    """One type by its name. ``text`` is UTF-8 throughout; ``attachment`` is served for saving only."""

    name: str
    kind: AssetKind
    largest: int
    text: bool = False
    attachment: bool = False

    @property
    def served_as(self) -> str:
        """The type that browsers are told."""
        if self.attachment:
            return SAVED_ONLY
        return f"{self.name}; charset=utf-8" if self.text else self.name


_IMAGE, _VIDEO, _AUDIO = AssetKind.IMAGE, AssetKind.VIDEO, AssetKind.AUDIO
_DOCUMENT, _CAPTIONS, _OTHER = AssetKind.DOCUMENT, AssetKind.CAPTIONS, AssetKind.OTHER
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

TYPES = {
    found.name: found
    for found in (
        *(FileType(f"image/{name}", _IMAGE, 30 * MIB) for name in ("png", "jpeg", "webp", "gif")),
        *(FileType(f"video/{name}", _VIDEO, LARGEST) for name in ("mp4", "quicktime", "webm", "x-matroska")),
        *(FileType(f"audio/{name}", _AUDIO, 2 * GIB) for name in ("mpeg", "mp4", "wav", "ogg", "flac", "webm")),
        FileType("application/pdf", _DOCUMENT, 500 * MIB),
        FileType(f"{_OFFICE}.wordprocessingml.document", _DOCUMENT, 500 * MIB, attachment=True),
        FileType(f"{_OFFICE}.presentationml.presentation", _DOCUMENT, 500 * MIB, attachment=True),
        FileType(f"{_OFFICE}.spreadsheetml.sheet", _DOCUMENT, 500 * MIB, attachment=True),
        *(FileType(f"{_OPEN}.{name}", _DOCUMENT, 500 * MIB, attachment=True) for name in
          ("text", "presentation", "spreadsheet")),
        *(FileType(f"text/{name}", _DOCUMENT, 20 * MIB, text=True) for name in ("plain", "csv", "markdown")),
        FileType("text/vtt", _CAPTIONS, 5 * MIB, text=True),
        FileType("application/zip", _OTHER, 5 * GIB, attachment=True),
        FileType("application/json", _OTHER, 20 * MIB, text=True, attachment=True),
        # What a browser would run as a page of ours: it can be saved, and is never shown.
        *(FileType(name, _OTHER, 20 * MIB, text=True, attachment=True) for name in
          ("image/svg+xml", "text/html", "application/xml", "multipart/related")),
    )
}  # fmt: skip


def accepted_type(name: str, size: int) -> FileType:
    """The type of that name. Raises ``FileNotAccepted`` for one that is not taken, or not of that size."""
    found = TYPES.get(name)
    if found is None:
        raise _refused("/content_type", "type_not_accepted", f"Files of the type {name} are not accepted.")
    if size > found.largest:
        raise _refused("/size", "too_large", f"A file of this type has at most {found.largest} bytes.")
    return found


def _refused(pointer: str, code: str, message: str) -> FileNotAccepted:
    return FileNotAccepted(message, errors=[FieldError(pointer, code, message)])
