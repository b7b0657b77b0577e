"""Writing an archive: the same course gives the same bytes.

Nothing is packed (what packing makes of a text depends on its program), every time is the same one, and the order of
files is that of the course. Ids are those of the archive: lessons by number, files by content.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from functions.catalog.domain.archives import layout, texts
from functions.catalog.domain.content import Body, blocks_from
from functions.catalog.domain.copying import Blueprint, PlannedLesson, with_ids
from functions.catalog.errors import CourseTooLarge

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP archive knows."""
_ORDINARY_FILE = 0o100644 << 16
_OF_PLACE = {"category_id", "prerequisites"}
"""What is said of a course by ids that mean something in its organization only."""


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file of a course."""

    sha256: str
    size: int
    content_type: str
    name: str

    @property
    def path(self) -> str:
        """Where it stands in an archive."""
        return layout.file_name(self.sha256, self.content_type)


def assets_in(blueprint: Blueprint) -> list[str]:
    """The ids of all files that the lessons show or have attached, each once, in the order of the lessons."""
    used = [asset_id for lesson in blueprint.lessons for asset_id in _assets_of(lesson)]
    return list(dict.fromkeys(used))


class ArchiveWriter:
    """Writes one course."""

    def __init__(self, blueprint: Blueprint, files: Mapping[str, ArchivedFile], category: str | None) -> None:
        self._blueprint = blueprint
        self._category = category
        used = {asset_id: files[asset_id] for asset_id in assets_in(blueprint)}
        self._files: dict[str, ArchivedFile] = {}
        """By content: of several files with the same one, the archive has the first."""
        for file in used.values():
            self._files.setdefault(file.sha256, file)
        topics, lessons = blueprint.topics, blueprint.lessons
        self._ids = {
            **{topic.topic_id: layout.topic_id(number) for number, topic in enumerate(topics, 1)},
            **{lesson.lesson_id: layout.lesson_id(number) for number, lesson in enumerate(lessons, 1)},
            **{asset_id: layout.asset_id(file.sha256) for asset_id, file in used.items()},
        }
        if len(self._files) > layout.MOST_FILES:
            raise CourseTooLarge(f"An archive has at most {layout.MOST_FILES} files.")
        if sum(file.size for file in self._files.values()) > layout.MOST_BYTES - layout.MOST_TEXT_BYTES:
            raise CourseTooLarge("The course's files are too large for an archive.")

    @property
    def file_count(self) -> int:
        """How many files it has."""
        return len(self._files)

    def write(
        self, sink: IO[bytes], body_of: Callable[[str], Body], content_of: Callable[[str], Iterable[bytes]]
    ) -> None:
        """Write all of it. ``body_of`` has the lessons' bodies, ``content_of`` the files', by their checksum."""
        listed: list[dict[str, Any]] = []
        with ZipFile(sink, "w", ZIP_STORED) as archive:
            written = 0
            for name, content in self._texts(body_of):
                written += len(content)
                if written > layout.MOST_TEXT_BYTES:
                    raise CourseTooLarge("The course's text is too large for an archive.")
                listed.append(_put(archive, name, len(content), [content]))
            for file in self._files.values():
                listed.append(_put(archive, file.path, file.size, content_of(file.sha256)))
            manifest = {"format": layout.FORMAT, "version": layout.VERSION, "files": listed}
            content = texts.written(manifest)
            _put(archive, layout.MANIFEST, len(content), [content])

    def _texts(self, body_of: Callable[[str], Body]) -> Iterator[tuple[str, bytes]]:
        yield layout.COURSE, texts.written(self._course())
        for number, lesson in enumerate(self._blueprint.lessons, 1):
            yield layout.lesson_name(number), texts.written(self._lesson(lesson, body_of(lesson.body_id)))

    def _course(self) -> dict[str, Any]:
        said = {name: value for name, value in self._blueprint.course.items() if name not in _OF_PLACE}
        return {
            "course": {**said, "category": self._category},
            "topics": [
                {
                    "topic_id": self._ids[topic.topic_id],
                    **with_ids(topic.fields, self._ids),
                    "lesson_ids": [self._ids[lesson.lesson_id] for lesson in topic.lessons],
                }
                for topic in self._blueprint.topics
            ],
            "files": [
                {
                    "asset_id": layout.asset_id(file.sha256),
                    "path": file.path,
                    "name": file.name,
                    "content_type": file.content_type,
                }
                for file in self._files.values()
            ],
        }

    def _lesson(self, lesson: PlannedLesson, body: Body) -> dict[str, Any]:
        said = {name: value for name, value in lesson.fields.items() if name not in {"assets", "attachments"}}
        attachments = [
            {"attachment_id": attachment_id, "asset_id": self._ids[asset_id], "title": title}
            for attachment_id, asset_id, title in lesson.fields["attachments"]
        ]
        return {
            "lesson_id": self._ids[lesson.lesson_id],
            **with_ids(said, self._ids),
            "attachments": attachments,
            "blocks": with_ids(_identified(body).blocks, self._ids),
        }


def _identified(body: Body) -> Body:
    """The body with an id for each block: those that were stored before blocks had ids are given theirs."""
    blocks = body.blocks
    return body if all("block_id" in block for block in blocks) else Body.of(blocks_from(blocks))


def _assets_of(lesson: PlannedLesson) -> Iterator[str]:
    yield from (asset_id for asset_id, _ in lesson.fields["assets"])
    yield from (asset_id for _, asset_id, _ in lesson.fields["attachments"])


def _put(archive: ZipFile, name: str, size: int, pieces: Iterable[bytes]) -> dict[str, Any]:
    """Add a file, and say of it what the manifest says."""
    info = ZipInfo(name, _BEGINNING)
    info.create_system = 3
    info.external_attr = _ORDINARY_FILE
    info.file_size = size
    digest = hashlib.sha256()
    with archive.open(info, "w") as entry:
        for piece in pieces:
            digest.update(piece)
            entry.write(piece)
    return {"name": name, "sha256": digest.hexdigest(), "size": size}
