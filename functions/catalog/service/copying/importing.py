"""Making a course of an archive: looking at it, carrying its files to media, and laying what it says."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from functions.catalog.domain.archives import ArchivedFile, ArchiveReader, Gate
from functions.catalog.domain.blocks import BLOCK_TYPES
from functions.catalog.domain.copying import ArchiveContents, Blueprint, Clash, CourseImport, ImportState
from functions.catalog.domain.courses import MOST_LESSONS, MOST_TOPICS
from functions.catalog.errors import ArchiveNotUploaded, ArchiveRefused, FilesNotAvailable
from functions.catalog.gateways.files import CourseFiles, Stored
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.copies import CopyRepository
from functions.catalog.repository.imports import CarriedRepository, ImportRepository
from functions.catalog.repository.jobs import CopyJob
from functions.catalog.service.copying.answers import DONE, MORE, Answer
from functions.catalog.service.copying.keys import unpacked_key, upload_key
from functions.catalog.service.copying.laying import Laying
from functions.catalog.service.copying.looking import Surroundings
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed

OFFERED_AT_ONCE = 40
"""So many URLs pass through the workflow at once, which carries 256 KB."""
OFFERED_FOR = timedelta(hours=1)
STEP = timedelta(minutes=2)
"""After this, a step leaves the files that are left to the next one; a function has five minutes."""


class Importing:
    """Imports into one tenant."""

    def __init__(
        self,
        org_id: str,
        copies: CopyRepository,
        imports: ImportRepository,
        carried: CarriedRepository,
        bodies: BodyRepository,
        files: CourseFiles,
        laying: Laying,
        gate: Gate,
        surroundings: Surroundings,
        clock: Clock = system_clock,
    ) -> None:
        self._org_id = org_id
        self._copies = copies
        self._imports = imports
        self._carried = carried
        self._bodies = bodies
        self._files = files
        self._laying = laying
        self._gate = gate
        self._surroundings = surroundings
        self._clock = clock

    # -- looking at it

    def analyse(self, job: CopyJob, _: Mapping[str, Any]) -> Answer:
        """Read all of an archive, and write down what it contains, or why it is refused."""
        wanted = self._imports.get(job.source_id)
        stored = self._files.find(upload_key(self._org_id, wanted.import_id))
        if stored is None:
            raise ArchiveNotUploaded(import_id=wanted.import_id)
        now = self._clock.now
        try:
            contents, clashes = self._looked_at(stored)
            seen = wanted.become(ImportState.READY, now(), tag=stored.tag, contents=contents, clashes=clashes)
        except ArchiveRefused as refused:
            seen = wanted.become(ImportState.REFUSED, now(), tag=stored.tag, faults=refused.errors)
        finished = job.finished({"import_id": wanted.import_id, "state": seen.state}, now())
        self._copies.save(finished, self._imports.saving(seen))
        return DONE

    def _looked_at(self, stored: Stored) -> tuple[ArchiveContents, tuple[Clash, ...]]:
        with self._files.open(stored) as file:
            archive = ArchiveReader(file, stored.size, self._gate)
            blocks: Counter[str] = Counter()
            for number in range(1, len(archive.lesson_ids) + 1):
                kinds = archive.kinds(number)
                blocks.update(kinds)
                if BLOCK_TYPES.issuperset(kinds):
                    archive.lesson(number)
            for one in archive.files:
                for _ in archive.content(one):
                    pass
        contents = ArchiveContents(
            title=archive.course["title"],
            language=archive.course["language"],
            category=archive.category,
            topic_count=len(archive.topics),
            lesson_count=len(archive.lesson_ids),
            blocks=dict(sorted(blocks.items())),
            file_count=len(archive.files),
            file_bytes=sum(one.size for one in archive.files),
        )
        return contents, tuple(self._clashes(archive, contents))

    def _clashes(self, archive: ArchiveReader, contents: ArchiveContents) -> list[Clash]:
        clashes = []
        if self._surroundings.has_title(contents.title):
            message = "There is a course with this title already."
            clashes.append(Clash(code="title_taken", message=message, blocks=False))
        if archive.category and self._surroundings.category_id(archive.category) is None:
            message = "There is no category with this name here; the course will have none."
            clashes.append(Clash(code="category_unknown", message=message, blocks=False))
        if not archive.fits:
            message = f"A course has at most {MOST_TOPICS} topics and {MOST_LESSONS} lessons."
            clashes.append(Clash(code="too_many_lessons", message=message, blocks=True))
        if unknown := sorted(contents.blocks.keys() - BLOCK_TYPES):
            message = f"There are blocks of types that are not known here: {', '.join(unknown[:10])}."
            clashes.append(Clash(code="unknown_blocks", message=message, blocks=True))
        return clashes

    # -- making a course of it

    def step(self, job: CopyJob, given: Mapping[str, Any]) -> Answer:
        """Go on: carry the files to media, then make the bodies and the plan, then lay it."""
        plan = self._copies.find_plan(job.job_id)
        wanted = self._imports.get(job.source_id)
        if plan is not None:
            done = wanted.become(ImportState.DONE, self._clock.now(), course_id=job.target_id)
            return DONE if self._laying.course(job, plan, None, self._imports.saving(done)) else MORE
        self._note_adopted(job, given.get("adopted") or (), given.get("files") or ())
        with self._files.open(self._analysed(wanted)) as file:
            archive = ArchiveReader(file, wanted.size, self._gate)
            there = {file.sha256: asset_id for asset_id, file in self._carried.list(job.job_id).items()}
            ahead = [file for file in archive.files if file.sha256 not in there]
            if ahead:
                return self._offer(job, archive, ahead)
            self._laying.plan(job, self._blueprint(job, archive, there))
        return MORE

    def adopted(self, job: CopyJob) -> list[str]:
        """The assets that an import has caused so far."""
        return [*self._carried.list(job.job_id)]

    def give_up(self, job: CopyJob) -> None:
        """Let what failed be asked for again: the import or, before it, the analysis."""
        before = {ImportState.IMPORTING: ImportState.READY, ImportState.ANALYSING: ImportState.WAITING}

        def again() -> None:
            wanted = self._imports.get(job.source_id)
            if wanted.job_id == job.job_id and wanted.state in before:
                self._imports.save(wanted.become(before[wanted.state], self._clock.now()))

        undisturbed(again)

    def _analysed(self, wanted: CourseImport) -> Stored:
        """The archive, which must be the one that was analysed: who sent it may send another for a while."""
        return Stored(upload_key(self._org_id, wanted.import_id), wanted.size, wanted.tag or "")

    def _note_adopted(
        self, job: CopyJob, adopted: Sequence[Mapping[str, Any]], offered: Sequence[Mapping[str, Any]]
    ) -> None:
        """Write down what media took, all of it, before saying what it did not take."""
        about = {one["sha256"]: one for one in offered}
        for one in adopted:
            if one["asset_id"]:
                said = about[one["sha256"]]
                file = ArchivedFile(one["sha256"], said["size"], said["content_type"], said["name"])
                self._carried.add(job, one["asset_id"], file)
        for one in adopted:
            if one["failure"]:
                name = about[one["sha256"]]["name"]
                raise FilesNotAvailable(f"A file of the archive was not accepted ({one['failure']}): {name}")

    def _offer(self, job: CopyJob, archive: ArchiveReader, ahead: list[ArchivedFile]) -> Answer:
        """Unpack the next files, and offer them to media."""
        until = time.monotonic() + STEP.total_seconds()
        offered: list[Mapping[str, Any]] = []
        for file in ahead[:OFFERED_AT_ONCE]:
            if offered and time.monotonic() > until:
                break
            key = unpacked_key(self._org_id, job.source_id, file.sha256)
            with self._files.writing(key, file.content_type) as sink:
                for piece in archive.content(file):
                    sink.write(piece)
            offered.append(
                {
                    "url": self._files.lend(key, OFFERED_FOR),
                    "sha256": file.sha256,
                    "size": file.size,
                    "content_type": file.content_type,
                    "name": file.name,
                }
            )
        return Answer("adopt", files=tuple(offered), owner_id=job.owner_id, import_id=job.job_id)

    def _blueprint(self, job: CopyJob, archive: ArchiveReader, assets: Mapping[str, str]) -> Blueprint:
        """Store the bodies, where nobody sees them yet, and plan the course."""

        def lesson(number: int) -> tuple[dict[str, Any], str]:
            made = archive.lesson(number, assets)
            self._bodies.add(job.target_id, made.body)
            return made.fields, made.body.body_id

        blueprint = archive.blueprint(lesson)
        category_id = self._surroundings.category_id(archive.category) if archive.category else None
        return Blueprint({**blueprint.course, "category_id": category_id}, blueprint.topics)
