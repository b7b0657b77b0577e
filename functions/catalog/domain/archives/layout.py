"""What stands where in an archive of a course, and how large it may be. ``docs/course-archive.md`` explains it."""

import re
from typing import NoReturn

from functions.catalog.domain.courses import MOST_LESSONS
from functions.catalog.errors import ArchiveRefused
from shared.errors import FieldError

FORMAT = "lms-course-archive"
VERSION = 1
CONTENT_TYPE = "application/zip"

MANIFEST = "manifest.json"
COURSE = "course.json"

MOST_BYTES = 2_000_000_000
"""What an archive may weigh, and what its files may weigh together once unpacked."""
MOST_TEXT_BYTES = 250_000_000
"""What all its JSON may weigh together."""
MOST_JSON_BYTES = 4_000_000
"""What one JSON file may weigh; a lesson's content has at most a quarter of that."""
MOST_FILES = 1_000
MOST_ENTRIES = 2 + MOST_LESSONS + MOST_FILES
MOST_DIRECTORY_BYTES = MOST_ENTRIES * 300
MOST_RATIO = 200
"""How many times its packed size a file may have unpacked; JSON that repeats itself reaches some dozens."""
DEEPEST_NAME = 2
DEEPEST_JSON = 100
"""How deep brackets may stand in each other: a document's nodes, 24 deep, need some seventy."""

LESSON_NAME = re.compile(r"lessons/([1-9][0-9]{0,3})\.json")
FILE_NAME = re.compile(r"files/([0-9a-f]{64})\.([a-z0-9]{1,8})")

EXTENSIONS = {
    "application/json": "json",
    "application/msword": "doc",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/zip": "zip",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "text/csv": "csv",
    "text/plain": "txt",
    "text/vtt": "vtt",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
}
"""What a file's name ends in, by its type: for people who look into an archive. Others end in ``bin``."""


def lesson_name(number: int) -> str:
    """Where a lesson stands."""
    return f"lessons/{number}.json"


def file_name(sha256: str, content_type: str) -> str:
    """Where a file stands: by its content, so that the same one is in an archive once."""
    return f"files/{sha256}.{EXTENSIONS.get(content_type, 'bin')}"


def topic_id(number: int) -> str:
    """What a topic is called within an archive."""
    return f"top_{number}"


def lesson_id(number: int) -> str:
    """What a lesson is called within an archive."""
    return f"les_{number}"


def asset_id(sha256: str) -> str:
    """What a file is called within an archive."""
    return f"ast_{sha256}"


def refuse(code: str, message: str, name: str = "") -> NoReturn:
    """Refuse an archive, for a reason that machines and people can tell, at one of its files."""
    shown = "".join(character if character.isprintable() else "�" for character in name[:200])
    raise ArchiveRefused(message, errors=[FieldError(shown, code, message)])
