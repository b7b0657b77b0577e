"""Archives for tests: of any course, without a store; and archives that somebody has tampered with."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from functions.catalog.domain.archives import ArchivedFile, ArchiveReader, ArchiveWriter
from functions.catalog.domain.content import Body, assets_of, blocks_from
from functions.catalog.domain.copying import Blueprint, PlannedLesson, PlannedTopic, new_ids
from functions.catalog.schemas.archives import Doors
from tests.functions.catalog.blocks import AUDIO, CAPTIONS, EVERY_TYPE, FILE, IMAGE, VIDEO
from tests.functions.catalog.conftest import Json, document

TYPES = {
    VIDEO: "video/mp4",
    CAPTIONS: "text/vtt",
    AUDIO: "audio/mpeg",
    IMAGE: "image/png",
    FILE: "application/x-unheard-of",
}
CONTENTS = {asset_id: f"content of {asset_id} — सामग्री".encode() for asset_id in TYPES}
DETAILS: Json = {
    "title": "Cells",
    "summary": "All of life.",
    "language": "hi",
    "category_id": "cat_1",
    "difficulty": "beginner",
    "objectives": ["Tell plants from animals"],
    "tags": ["biology"],
    "prerequisites": ["crs_1"],
}


class Course:
    """A course in memory: a blueprint with bodies and files."""

    def __init__(self, blueprint: Blueprint, bodies: Mapping[str, Body], files: Mapping[str, bytes]) -> None:
        self.blueprint = blueprint
        self.bodies = bodies
        self.files = files
        """Content by asset."""

    def archived(self, category: str | None = None) -> bytes:
        """The course as an archive."""
        named = {asset_id: file_of(asset_id, content) for asset_id, content in self.files.items()}
        by_content = {named[asset_id].sha256: content for asset_id, content in self.files.items()}
        sink = _Unseekable()
        ArchiveWriter(self.blueprint, named, category).write(
            sink, self.bodies.__getitem__, lambda sha256: [by_content[sha256]]
        )
        return sink.getvalue()


class _Unseekable(io.BytesIO):
    """What is sent as it is written cannot be written over."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def file_of(asset_id: str, content: bytes) -> ArchivedFile:
    """What is said of a file."""
    content_type = TYPES.get(asset_id, "image/png")
    return ArchivedFile(hashlib.sha256(content).hexdigest(), len(content), content_type, f"{asset_id} — फ़ाइल")


def course_of(topics: Sequence[Sequence[Json]], files: Mapping[str, bytes] = CONTENTS, **details: Any) -> Course:
    """A course of topics, each a list of lessons: ``{"blocks": […], …}``."""
    bodies: dict[str, Body] = {}
    planned: list[PlannedTopic] = []
    for number, lessons in enumerate(topics):
        made = []
        for place, lesson in enumerate(lessons):
            blocks = blocks_from(lesson.get("blocks", []))
            body = Body.of(blocks)
            bodies[body.body_id] = body
            said = {
                "title": "Mitochondria",
                "required": True,
                "estimated_minutes": None,
                "free_preview": False,
                "release": [],
                "attachments": [],
                **{name: value for name, value in lesson.items() if name != "blocks"},
                "assets": [list(use) for use in assets_of(blocks)],
            }
            made.append(PlannedLesson(f"les_of{number}x{place}", body.body_id, said))
        fields = {"title": f"Topic {number}", "summary": "", "release": []}
        planned.append(PlannedTopic(f"top_of{number}", fields, tuple(made)))
    return Course(Blueprint({**DETAILS, **details}, tuple(planned)), bodies, files)


def whole_course() -> Course:
    """Every type of block, attachments, conditions, an empty topic."""
    return course_of(
        [
            [
                {"title": "Everything", "blocks": EVERY_TYPE, "estimated_minutes": 12, "free_preview": True},
                {"title": "Nothing", "required": False},
            ],
            [],
            [
                {
                    "title": "Later",
                    "blocks": [{"type": "rich_text", "document": document("les_of0x0 stays as it is in prose")}],
                    "attachments": [["att_1", FILE, "Worksheet"], ["att_2", FILE, "The same again"]],
                    "release": [
                        {"type": "lesson_done", "lesson_id": "les_of0x0"},
                        {"type": "date", "opens_at": "2026-12-01T00:00:00Z"},
                        {"type": "score", "assessment_id": "asm_1", "at_least": 50},
                    ],
                }
            ],
        ]
    )


def reader(archive: bytes) -> ArchiveReader:
    """The archive, opened."""
    return ArchiveReader(io.BytesIO(archive), len(archive), Doors())


def imported(archive: bytes) -> Course:
    """The course that an import would make of the archive."""
    opened = reader(archive)
    assets = {file.sha256: f"ast_new{number}" for number, file in enumerate(opened.files)}
    bodies: dict[str, Body] = {}

    def lesson(number: int) -> tuple[Json, str]:
        made = opened.lesson(number, assets)
        bodies[made.body.body_id] = made.body
        return made.fields, made.body.body_id

    blueprint = opened.blueprint(lesson)
    blueprint = blueprint.renamed(new_ids(list(blueprint.part_ids())))
    return _Imported(blueprint, bodies, opened, assets)


class _Imported(Course):
    """A course whose files are called as the archive called them."""

    def __init__(
        self, blueprint: Blueprint, bodies: Mapping[str, Body], opened: ArchiveReader, assets: Mapping[str, str]
    ) -> None:
        contents = {assets[file.sha256]: b"".join(opened.content(file)) for file in opened.files}
        super().__init__(blueprint, bodies, contents)
        self._named = {assets[file.sha256]: file for file in opened.files}

    def archived(self, category: str | None = None) -> bytes:
        by_content = {self._named[asset_id].sha256: content for asset_id, content in self.files.items()}
        sink = _Unseekable()
        ArchiveWriter(self.blueprint, self._named, category).write(
            sink, self.bodies.__getitem__, lambda sha256: [by_content[sha256]]
        )
        return sink.getvalue()


# -- tampering

Files = dict[str, bytes]


def unpacked(archive: bytes) -> Files:
    """The files of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(files: Sequence[tuple[str | zipfile.ZipInfo, bytes]] | Files, packing: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP of these files."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", packing) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content)
    return sink.getvalue()


def listed(files: Files) -> Files:
    """The files with a manifest that lists them as they are."""
    others = {name: content for name, content in files.items() if name != "manifest.json"}
    entries = [
        {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in others.items()
    ]
    manifest = {"format": "lms-course-archive", "version": 1, "files": entries}
    return {**others, "manifest.json": json.dumps(manifest).encode()}


def changed(files: Files, name: str, change: Callable[[Any], object]) -> Files:
    """The files with one JSON file changed, and a manifest that fits."""
    value = json.loads(files[name])
    change(value)
    return listed({**deepcopy(files), name: json.dumps(value).encode()})
