"""Opening an archive that may come from anybody: nothing is unpacked before its directory was found sound.

The end of the file is read first, then the central directory, then each file's own header. What another program might
read differently (two directories, data between files, names that mean the same somewhere) is refused.
"""

import stat
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from functions.catalog.domain.archives.layout import (
    COURSE,
    DEEPEST_NAME,
    FILE_NAME,
    LESSON_NAME,
    MANIFEST,
    MOST_BYTES,
    MOST_DIRECTORY_BYTES,
    MOST_ENTRIES,
    MOST_FILES,
    MOST_JSON_BYTES,
    MOST_RATIO,
    MOST_TEXT_BYTES,
    refuse,
)

_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_SIZES_FOLLOW = 0x8
_DAMAGED = (BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OverflowError, ValueError)
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Entries:
    """The files of an archive whose directory is sound. Each is read with the limits that the directory named."""

    zip: ZipFile
    by_name: dict[str, ZipInfo]

    def pieces(self, name: str) -> Iterator[bytes]:
        """What a file contains; never more than was announced. Raises ``ArchiveRefused`` when it is damaged."""
        info = self.by_name[name]
        left = info.file_size
        try:
            with self.zip.open(info) as stream:
                while piece := stream.read(min(PIECE, left + 1)):
                    left -= len(piece)
                    if left < 0:
                        refuse("wrong_size", "A file is larger than the archive's directory says.", name)
                    yield piece
        except _DAMAGED:
            refuse("damaged", "A file cannot be unpacked, or is not what its checksum says.", name)
        if left:
            refuse("wrong_size", "A file is smaller than the archive's directory says.", name)

    def read(self, name: str) -> bytes:
        """All of a file that is JSON: those are small."""
        return b"".join(self.pieces(name))


def open_entries(file: IO[bytes], size: int) -> Entries:
    """The files in an archive. Raises ``ArchiveRefused`` unless its directory is sound."""
    count, start = _end(file, size)
    try:
        archive = ZipFile(file)
    except _DAMAGED:
        refuse("not_a_zip", "The archive's directory is damaged.")
    infos = archive.infolist()
    if len(infos) != count:
        refuse("not_a_zip", "The archive's directory does not have as many files as it says.")
    by_name: dict[str, ZipInfo] = {}
    folded: set[str] = set()
    for info in infos:
        name = _checked_name(info)
        if name in by_name:
            refuse("duplicate_name", "Two files have the same name.", name)
        if _folded(name) in folded:
            refuse("ambiguous_name", "Two names differ in capitals or in the form of characters only.", name)
        by_name[name] = info
        folded.add(_folded(name))
        _check_kind(info, name)
        _check_size(info, name)
    _check_known(by_name)
    _check_sums(by_name)
    _check_places(file, by_name, start)
    return Entries(archive, by_name)


def _end(file: IO[bytes], size: int) -> tuple[int, int]:
    """How many files there are, and where the directory starts; by the record at the end."""
    if size > MOST_BYTES:
        refuse("too_large", f"An archive has at most {MOST_BYTES} bytes.")
    if size < _END.size:
        refuse("not_a_zip", "This is no ZIP archive.")
    file.seek(size - _END.size)
    signature, disk, start_disk, here, count, length, start, comment = _END.unpack(file.read(_END.size))
    if signature != b"PK\x05\x06" or comment:
        refuse("not_a_zip", "This is no ZIP archive, or something stands behind it.")
    if disk or start_disk or here != count:
        refuse("not_a_zip", "The archive is only one of several parts.")
    if count > MOST_ENTRIES or length > MOST_DIRECTORY_BYTES:
        refuse("too_many_files", f"An archive has at most {MOST_ENTRIES} files.")
    if start + length != size - _END.size:
        refuse("not_a_zip", "Something stands between the archive's directory and its end.")
    return count, start


def _checked_name(info: ZipInfo) -> str:
    """A name that is the same everywhere. What may lead out of a folder is refused whatever it leads to."""
    name = info.orig_filename
    if "\0" in name:
        refuse("not_allowed_name", "A name has a character that ends it for some programs.", name)
    if "\\" in name:
        refuse("backslash", "A name has a backslash, which is a separator for some systems.", name)
    if name.startswith("/") or name[1:2] == ":":
        refuse("absolute_name", "A name does not begin in the archive.", name)
    steps = name.split("/")
    if ".." in steps or "." in steps:
        refuse("traversal", "A name leads out of its folder.", name)
    if name.endswith("/"):
        refuse("directory", "The archive has an entry that is a folder.", name)
    if len(steps) > DEEPEST_NAME:
        refuse("too_deep", "A file lies deeper than an archive's files do.", name)
    return name


def _check_kind(info: ZipInfo, name: str) -> None:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        refuse("link", "The archive has a link.", name)
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        refuse("not_a_file", "The archive has an entry that is no file: a folder, a device.", name)
    if info.flag_bits & _ENCRYPTED:
        refuse("encrypted", "The archive is encrypted.", name)
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        refuse("packing", "A file is packed in a way that not everybody can unpack.", name)


def _check_size(info: ZipInfo, name: str) -> None:
    if info.compress_type == ZIP_STORED and info.file_size != info.compress_size:
        refuse("wrong_size", "A file that is not packed has two sizes.", name)
    if info.file_size > MOST_RATIO * max(info.compress_size, 1):
        refuse("bomb", f"A file unpacks to more than {MOST_RATIO} times its size.", name)
    if name.endswith(".json") and not name.startswith("files/") and info.file_size > MOST_JSON_BYTES:
        refuse("json_too_large", f"A JSON file has at most {MOST_JSON_BYTES} bytes.", name)


def _check_known(by_name: dict[str, ZipInfo]) -> None:
    for name in (MANIFEST, COURSE):
        if name not in by_name:
            refuse("missing_file", f"The archive has no {name}.", name)
    for name in by_name:
        if name not in {MANIFEST, COURSE} and not LESSON_NAME.fullmatch(name) and not FILE_NAME.fullmatch(name):
            refuse("extra_file", "The archive has a file that does not belong there.", name)
    if sum(name.startswith("files/") for name in by_name) > MOST_FILES:
        refuse("too_many_files", f"A course has at most {MOST_FILES} files in an archive.")


def _check_sums(by_name: dict[str, ZipInfo]) -> None:
    if sum(info.file_size for info in by_name.values()) > MOST_BYTES:
        refuse("too_large", f"The files of an archive have at most {MOST_BYTES} bytes together.")
    texts = [info.file_size for name, info in by_name.items() if not name.startswith("files/")]
    if sum(texts) > MOST_TEXT_BYTES:
        refuse("too_large", f"The JSON of an archive has at most {MOST_TEXT_BYTES} bytes together.")


def _check_places(file: IO[bytes], by_name: dict[str, ZipInfo], directory: int) -> None:
    """Each file stands behind the one before, and its own header says what the directory says."""
    free = 0
    for name, info in sorted(by_name.items(), key=lambda item: item[1].header_offset):
        if info.header_offset < free:
            refuse("overlap", "Two files share bytes of the archive.", name)
        file.seek(info.header_offset)
        header = file.read(_LOCAL.size)
        if len(header) < _LOCAL.size:
            refuse("damaged", "A file is not where the archive's directory says.", name)
        signature, _, flags, packing, _, _, checksum, packed, unpacked, name_length, more = _LOCAL.unpack(header)
        own_name = file.read(name_length)
        if signature != b"PK\x03\x04" or own_name != name.encode("ascii", "replace"):
            refuse("two_directories", "The archive's directory and a file's own header differ.", name)
        announced = (checksum, packed, unpacked) == (info.CRC, info.compress_size, info.file_size)
        later = flags & _SIZES_FOLLOW and (checksum, packed, unpacked) == (0, 0, 0)
        if packing != info.compress_type or flags & _ENCRYPTED or not (announced or later):
            refuse("two_directories", "The archive's directory and a file's own header differ.", name)
        free = info.header_offset + _LOCAL.size + name_length + more + info.compress_size
        if free > directory:
            refuse("overlap", "A file reaches into the archive's directory.", name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
