"""Reading an archive whose directory is sound: everything is checked against the manifest, and against what a course
may be, before anything is made of it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Protocol

from functions.catalog.domain.archives import layout, texts
from functions.catalog.domain.archives.layout import refuse
from functions.catalog.domain.archives.opening import Entries, open_entries
from functions.catalog.domain.archives.writing import ArchivedFile
from functions.catalog.domain.content import Body, assets_of, blocks_from
from functions.catalog.domain.copying import Blueprint, PlannedLesson, PlannedTopic, ids_in, with_ids
from functions.catalog.domain.courses import MOST_LESSONS, MOST_TOPICS
from functions.catalog.errors import ArchiveRefused, ContentNotValid
from shared.errors import FieldError

Fields = dict[str, Any]
STAND_IN = "ast_00000000000000000000000000"
"""What a file is called while it is only looked at whether a lesson's content is as it must be."""


class Gate(Protocol):
    """What the API's own doors accept: an archive may hold nothing else. Each raises ``ContentNotValid``."""

    def course(self, said: Fields, at: str) -> Fields:
        """What may be said of a course."""
        ...

    def topic(self, said: Fields, at: str) -> Fields:
        """What may be said of a topic."""
        ...

    def lesson(self, said: Fields, at: str) -> Fields:
        """What may be said of a lesson, but for its content."""
        ...

    def file(self, said: Fields, at: str) -> Fields:
        """What may be said of a file."""
        ...


@dataclass(frozen=True, slots=True)
class ArchivedTopic:
    """A topic, and the numbers of its lessons."""

    topic_id: str
    fields: Fields
    lesson_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArchivedLesson:
    """A lesson with its content, under the archive's ids or, once its files are known, under ours."""

    fields: Fields
    body: Body


class ArchiveReader:
    """Reads one course. Raises ``ArchiveRefused`` at the first thing that is not as it must be."""

    def __init__(self, file: IO[bytes], size: int, gate: Gate) -> None:
        self._entries: Entries = open_entries(file, size)
        self._gate = gate
        self._listed = self._manifest()
        top = self._object(layout.COURSE, {"course", "topics", "files"})
        self.category: str | None = None
        self.course = self._course(top["course"])
        self.files = tuple(self._files(top["files"]))
        self.topics = tuple(self._topics(top["topics"]))
        self.lesson_ids = tuple(lesson_id for topic in self.topics for lesson_id in topic.lesson_ids)
        self._check_lessons()

    def lesson(self, number: int, assets: Mapping[str, str] | None = None) -> ArchivedLesson:
        """A lesson by its number. ``assets`` says which asset each file has become; without it all have stand-ins."""
        name = layout.lesson_name(number)
        said = self._object(name, {"lesson_id", "blocks", "attachments"}, more=True)
        if said.pop("lesson_id") != layout.lesson_id(number):
            refuse("wrong_id", "A lesson is not the one that its name says.", name)
        for lesson_id in ids_in({**said, "blocks": []}, "les_"):
            if lesson_id not in self.lesson_ids:
                refuse("wrong_id", "A lesson refers to one that the archive does not have.", name)
        blocks = said.pop("blocks")
        used = [*ids_in(blocks, "ast_"), *ids_in(said["attachments"], "ast_")]
        known = {layout.asset_id(file.sha256) for file in self.files}
        if missing := [asset_id for asset_id in used if asset_id not in known]:
            refuse("missing_file", f"A lesson shows a file that the archive does not have: {missing[0][:80]}.", name)
        ours = dict.fromkeys(used, STAND_IN) if assets is None else {one: assets[one[4:]] for one in used}
        try:
            fields = self._gate.lesson(with_ids(said, ours), "")
            checked = blocks_from(_list(with_ids(blocks, ours), name))
            body = Body.of(checked)
        except ContentNotValid as fault:
            raise _at(name, fault) from None
        return ArchivedLesson({**fields, "assets": [list(use) for use in assets_of(checked)]}, body)

    @property
    def fits(self) -> bool:
        """Whether a course can have as many topics and lessons."""
        return len(self.topics) <= MOST_TOPICS and len(self.lesson_ids) <= MOST_LESSONS

    def kinds(self, number: int) -> list[str]:
        """The types of a lesson's blocks, as they are written there."""
        said = self._object(layout.lesson_name(number), {"blocks"}, more=True)
        return [str(block.get("type"))[:40] for block in _list(said["blocks"], "") if isinstance(block, dict)]

    def content(self, file: ArchivedFile) -> Iterator[bytes]:
        """A file's content. Raises ``ArchiveRefused`` at its end when it is not the one that the manifest lists."""
        return self._checked(file.path)

    def blueprint(self, lessons: Callable[[int], tuple[Fields, str]]) -> Blueprint:
        """The course under the archive's ids; ``lessons`` has each one's fields and body by number."""
        numbers = iter(range(1, len(self.lesson_ids) + 1))
        topics = [
            PlannedTopic(
                topic.topic_id,
                topic.fields,
                tuple(
                    PlannedLesson(lesson_id, body_id, fields)
                    for lesson_id in topic.lesson_ids
                    for fields, body_id in [lessons(next(numbers))]
                ),
            )
            for topic in self.topics
        ]
        return Blueprint(self.course, tuple(topics))

    # -- the manifest

    def _manifest(self) -> dict[str, tuple[str, int]]:
        said = texts.read(self._entries.read(layout.MANIFEST), layout.MANIFEST)
        if said.get("format") != layout.FORMAT:
            refuse("not_a_course", "This is no archive of a course.", layout.MANIFEST)
        if said.get("version") != layout.VERSION or isinstance(said["version"], bool):
            refuse("unknown_version", f"The archive is not of version {layout.VERSION}.", layout.MANIFEST)
        listed = {}
        for file in _list(said.get("files"), layout.MANIFEST):
            match file:
                case {"name": str(name), "sha256": str(sha256), "size": int(size), **more} if not more:
                    listed[name] = (sha256, size)
                case _:
                    refuse(
                        "not_valid", "The manifest lists a file without its name, checksum and size.", layout.MANIFEST
                    )
        if len(listed) < len(said["files"]):
            refuse("duplicate_name", "The manifest lists a file twice.", layout.MANIFEST)
        there = self._entries.by_name.keys() - {layout.MANIFEST}
        for name in sorted(listed.keys() - there):
            refuse("missing_file", "The manifest lists a file that is not there.", name)
        for name in sorted(there - listed.keys()):
            refuse("extra_file", "The manifest does not list this file.", name)
        for name, (_, size) in listed.items():
            if self._entries.by_name[name].file_size != size:
                refuse("wrong_size", "A file has another size than the manifest says.", name)
        return listed

    def _checked(self, name: str) -> Iterator[bytes]:
        digest = hashlib.sha256()
        for piece in self._entries.pieces(name):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != self._listed[name][0]:
            refuse("wrong_checksum", "A file is not the one that the manifest lists.", name)

    def _object(self, name: str, wanted: set[str], *, more: bool = False) -> Fields:
        """A JSON file, which has these keys."""
        said = texts.read(b"".join(self._checked(name)), name)
        if not wanted <= said.keys() or (said.keys() - wanted and not more):
            refuse("not_valid", f"The file has {', '.join(sorted(wanted))}, and nothing else.", name)
        return said

    # -- the course

    def _course(self, said: object) -> Fields:
        if not isinstance(said, dict):
            refuse("not_valid", "The course is an object.", layout.COURSE)
        category = said.pop("category", None)
        if not (category is None or (isinstance(category, str) and 0 < len(category) <= 200)):
            refuse("not_valid", "The category is a name.", layout.COURSE)
        self.category = category
        try:
            return self._gate.course(said, "/course")
        except ContentNotValid as fault:
            raise _at(layout.COURSE, fault) from None

    def _files(self, said: object) -> Iterator[ArchivedFile]:
        seen = set()
        for place, one in enumerate(_list(said, layout.COURSE)):
            match one:
                case {"asset_id": str(asset_id), "path": str(path), **about} if path in self._listed:
                    sha256, size = self._listed[path]
                case _:
                    refuse("not_valid", "A file of the course is not in the archive.", layout.COURSE)
            try:
                fields = self._gate.file(_named(about), f"/files/{place}")
            except ContentNotValid as fault:
                raise _at(layout.COURSE, fault) from None
            file = ArchivedFile(sha256, size, fields["content_type"], fields["name"])
            if path != file.path or asset_id != layout.asset_id(sha256) or path in seen:
                refuse("wrong_id", "A file does not go by its content.", path)
            seen.add(path)
            yield file
        for name in sorted(self._listed):
            if name.startswith("files/") and name not in seen:
                refuse("extra_file", "The course does not have this file.", name)

    def _topics(self, said: object) -> Iterator[ArchivedTopic]:
        for number, one in enumerate(_list(said, layout.COURSE), 1):
            match one:
                case {"topic_id": str(topic_id), "lesson_ids": list(lesson_ids), **about}:
                    pass
                case _:
                    refuse("not_valid", "A topic has an id and a list of lessons.", layout.COURSE)
            if topic_id != layout.topic_id(number) or not all(isinstance(one, str) for one in lesson_ids):
                refuse("wrong_id", "Topics are numbered in their order.", layout.COURSE)
            try:
                fields = self._gate.topic(_named(about), f"/topics/{number - 1}")
            except ContentNotValid as fault:
                raise _at(layout.COURSE, fault) from None
            yield ArchivedTopic(topic_id, fields, tuple(lesson_ids))

    def _check_lessons(self) -> None:
        expected = tuple(layout.lesson_id(number) for number in range(1, len(self.lesson_ids) + 1))
        if self.lesson_ids != expected:
            refuse("wrong_id", "Lessons are numbered in the order in which they are learned.", layout.COURSE)
        names = {layout.lesson_name(number) for number in range(1, len(expected) + 1)}
        there = {name for name in self._listed if name.startswith("lessons/")}
        for name in sorted(names - there):
            refuse("missing_file", "A lesson of the course is not there.", name)
        for name in sorted(there - names):
            refuse("extra_file", "The course does not have this lesson.", name)
        for topic in self.topics:
            for lesson_id in ids_in(topic.fields, "les_"):
                if lesson_id not in expected:
                    refuse("wrong_id", "A topic refers to a lesson that the archive does not have.", layout.COURSE)


def _named(said: Mapping[object, Any]) -> Fields:
    return {str(name): value for name, value in said.items()}


def _list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list):
        refuse("not_valid", "A list is wanted here.", name)
    return value


def _at(name: str, fault: ContentNotValid) -> ArchiveRefused:
    """The same faults, said of a file of the archive."""
    errors = [FieldError(f"{name}#{one.pointer}", one.code, one.message) for one in fault.errors]
    return ArchiveRefused(f"{name} is not as it must be: {fault.detail}", errors=errors)
