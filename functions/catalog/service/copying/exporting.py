"""Making an archive of a course: its files are borrowed one by one, then all is written in one go."""

import hashlib
import io
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial
from typing import IO, Any, cast

from functions.catalog.domain.archives import CONTENT_TYPE, ArchivedFile, ArchiveWriter, assets_in
from functions.catalog.domain.content import Body
from functions.catalog.domain.copying import Blueprint
from functions.catalog.errors import CourseNotReadable, FilesNotAvailable
from functions.catalog.gateways.files import CourseFiles, Sink
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.copies import CopyRepository
from functions.catalog.repository.imports import CarriedRepository
from functions.catalog.repository.jobs import CopyJob
from functions.catalog.service.copying.answers import DONE, MORE, Answer
from functions.catalog.service.copying.keys import archive_key, borrowed_key
from shared.clock import Clock, system_clock
from shared.errors import FieldError

LENT_AT_ONCE = 40
"""So many URLs pass through the workflow at once, which carries 256 KB."""
STEP = timedelta(minutes=2)
"""After this, a step leaves the files that are left to the next one; a function has five minutes."""
PIECE = 1024 * 1024

Fetch = Callable[[str], AbstractContextManager[IO[bytes]]]


class Exporting:
    """Exports of one tenant's courses."""

    def __init__(
        self,
        org_id: str,
        copies: CopyRepository,
        carried: CarriedRepository,
        bodies: BodyRepository,
        files: CourseFiles,
        moment: Callable[[str], Blueprint],
        category_of: Callable[[str], str | None],
        fetch: Fetch,
        clock: Clock = system_clock,
    ) -> None:
        self._org_id = org_id
        self._copies = copies
        self._carried = carried
        self._bodies = bodies
        self._files = files
        self._moment = moment
        self._category_of = category_of
        self._fetch = fetch
        self._clock = clock

    def step(self, job: CopyJob, given: Mapping[str, Any]) -> Answer:
        """Go on: freeze the course, borrow its files, write the archive."""
        plan = self._copies.find_plan(job.job_id)
        if plan is None:
            blueprint = self._moment(job.source_id)
            total = len(assets_in(blueprint)) + 1
            self._copies.plan(job.begun(total, self._clock.now()), blueprint)
            return MORE
        if given.get("missing"):
            raise FilesNotAvailable(
                "Files of the course are gone, or were refused: take them out of its lessons.",
                errors=[FieldError(str(one), "not_available", "It cannot be copied.") for one in given["missing"]],
            )
        there = self._carried.list(job.job_id)
        there |= self._borrow(job, given.get("files") or (), there)
        job = self._copies.save(job.further(len(there) - job.done, self._clock.now()))
        wanted = [asset_id for asset_id in assets_in(plan) if asset_id not in there]
        if wanted:
            return Answer("lend", asset_ids=tuple(wanted[:LENT_AT_ONCE]))
        self._write(job, plan, there)
        return DONE

    def _borrow(
        self, job: CopyJob, lent: tuple[Mapping[str, Any], ...], there: Mapping[str, ArchivedFile]
    ) -> dict[str, ArchivedFile]:
        """Fetch files that media lent, as many as there is time for."""
        until = time.monotonic() + STEP.total_seconds()
        fetched: dict[str, ArchivedFile] = {}
        for one in lent:
            if one["asset_id"] in there or time.monotonic() > until:
                continue
            file = ArchivedFile(one["sha256"], one["size"], one["content_type"], one["name"])
            if all(file.sha256 != known.sha256 for known in (*there.values(), *fetched.values())):
                self._take(job, file, one["url"])
            self._carried.add(job, one["asset_id"], file)
            fetched[one["asset_id"]] = file
        return fetched

    def _take(self, job: CopyJob, file: ArchivedFile, url: str) -> None:
        digest, left = hashlib.sha256(), file.size
        with self._fetch(url) as stream, self._files.writing(self._place(job, file.sha256), file.content_type) as sink:
            while piece := stream.read(PIECE):
                left -= len(piece)
                digest.update(piece)
                sink.write(piece)
            if left or digest.hexdigest() != file.sha256:
                raise FilesNotAvailable("A file of the course is not what it was.")

    def _write(self, job: CopyJob, plan: Blueprint, files: Mapping[str, ArchivedFile]) -> None:
        """Write the archive. Dying here leaves nothing at its place; the next step writes it again."""
        category_id = plan.course["category_id"]
        writer = ArchiveWriter(plan, files, self._category_of(category_id) if category_id else None)
        key = archive_key(self._org_id, job.job_id)
        with self._files.writing(key, CONTENT_TYPE) as sink:
            counting = _Counting(sink)
            writer.write(cast(IO[bytes], counting), partial(self._body, job), partial(self._borrowed, job))
        result = {
            "size": counting.size,
            "sha256": counting.digest.hexdigest(),
            "lesson_count": len(plan.lessons),
            "file_count": writer.file_count,
        }
        self._copies.save(job.finished(result, self._clock.now()))

    def _body(self, job: CopyJob, body_id: str) -> Body:
        try:
            return self._bodies.get(job.source_id, body_id)
        except LookupError as gone:
            raise CourseNotReadable(course_id=job.source_id) from gone

    def _borrowed(self, job: CopyJob, sha256: str) -> Iterator[bytes]:
        stored = self._files.find(self._place(job, sha256))
        if stored is None:
            raise FilesNotAvailable("A file of the course is not there any more.")
        return self._files.pieces(stored)

    def _place(self, job: CopyJob, sha256: str) -> str:
        return borrowed_key(self._org_id, job.job_id, sha256)


class _Counting(io.RawIOBase):
    """Passes on what is written, and knows how much it was and what its checksum is."""

    def __init__(self, sink: Sink) -> None:
        super().__init__()
        self._sink = sink
        self.size = 0
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.size += len(data)
        self.digest.update(data)
        return self._sink.write(data)
