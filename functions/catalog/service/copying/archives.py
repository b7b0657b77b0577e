"""Asking for exports and imports of courses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.catalog.domain.archives import CONTENT_TYPE
from functions.catalog.domain.copying import CourseImport, ImportState
from functions.catalog.errors import ArchiveNotUploaded, ExportNotFound, ImportNotFound
from functions.catalog.gateways.files import CourseFiles, Form
from functions.catalog.permissions import EDIT_ALL_COURSES
from functions.catalog.repository.copies import CopyRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.imports import ImportRepository
from functions.catalog.repository.jobs import CopyJob, Work
from functions.catalog.service.copying.keys import archive_key, upload_key
from functions.catalog.service.editing import require_editor
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed
from shared.idempotency import Once
from shared.ids import new_id
from shared.jobs import JobNotFound, JobState

SENT_WITHIN = timedelta(minutes=15)
FETCHED_WITHIN = timedelta(minutes=5)
KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Export:
    """An export as it is now. Its URL is there once the archive is."""

    job: CopyJob
    url: str | None
    url_expires_at: datetime | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Upload:
    """An import, and how its archive is to be sent."""

    wanted: CourseImport
    form: Form
    open_until: datetime


class ArchiveService:
    """Exports of one tenant's courses, and imports into it."""

    def __init__(
        self,
        org_id: str,
        courses: CourseRepository,
        copies: CopyRepository,
        imports: ImportRepository,
        files: CourseFiles,
        clock: Clock = system_clock,
    ) -> None:
        self._org_id = org_id
        self._courses = courses
        self._copies = copies
        self._imports = imports
        self._files = files
        self._clock = clock

    # -- exports

    def export(self, course_id: str, *, by: Caller, once: Once) -> CopyJob:
        """Ask for an archive of a course as it is drafted, by who may edit it."""
        require_editor(self._courses.get(course_id), by)
        return self._copies.add(CopyJob.wanted(Work.EXPORT, by.user_id, course_id, course_id), once)

    def read_export(self, course_id: str, export_id: str, *, by: Caller) -> Export:
        """An export, with a short-lived URL once the archive is there."""
        require_editor(self._courses.get(course_id), by)
        try:
            job = self._copies.get(export_id)
        except JobNotFound:
            raise ExportNotFound(export_id=export_id) from None
        now = self._clock.now()
        expires_at = job.created_at + KEPT
        if job.work != Work.EXPORT or job.source_id != course_id or now >= expires_at:
            raise ExportNotFound(export_id=export_id)
        if job.state is not JobState.SUCCEEDED:
            return Export(job, None, None, expires_at)
        url = self._files.lend(archive_key(self._org_id, export_id), FETCHED_WITHIN, called=f"{course_id}.zip")
        return Export(job, url, now + FETCHED_WITHIN, expires_at)

    # -- imports

    def announce(self, size: int, sha256: str, *, by: Caller, once: Once) -> Upload:
        """Begin an import: say where the archive is to be sent. The store takes only what has this checksum."""
        now = self._clock.now()
        wanted = CourseImport(import_id=new_id("imp"), owner_id=by.user_id, size=size, created_at=now, updated_at=now)
        made = self._imports.add(wanted, once)
        form = self._files.form(upload_key(self._org_id, made.import_id), CONTENT_TYPE, made.size, sha256, SENT_WITHIN)
        return Upload(made, form, now + SENT_WITHIN)

    def read_import(self, import_id: str, *, by: Caller) -> CourseImport:
        """An import, for who began it and for administrators."""
        wanted = self._imports.get(import_id)
        if wanted.owner_id != by.user_id and not by.may(EDIT_ALL_COURSES):
            raise ImportNotFound(import_id=import_id)
        return wanted

    def analyse(self, import_id: str, *, by: Caller, once: Once) -> CopyJob:
        """Ask what is in an archive that was sent. Asking again gives the same job."""
        wanted = self.read_import(import_id, by=by)
        if wanted.state is not ImportState.WAITING:
            return self._job_of(wanted)
        if self._files.find(upload_key(self._org_id, import_id)) is None:
            raise ArchiveNotUploaded(import_id=import_id)
        job = CopyJob.wanted(Work.ANALYSE, by.user_id, import_id, import_id)
        return self._begin(wanted.become(ImportState.ANALYSING, self._clock.now(), job_id=job.job_id), job, once)

    def start(self, import_id: str, title: str | None, *, by: Caller, once: Once) -> CopyJob:
        """Ask for the course. Asking again gives the same job, unless that has failed."""
        wanted = self.read_import(import_id, by=by)
        if wanted.state in {ImportState.IMPORTING, ImportState.DONE}:
            return self._job_of(wanted)
        wanted.require_startable()
        own = wanted.contents.title if wanted.contents else ""
        job = CopyJob.wanted(Work.IMPORT, by.user_id, import_id, new_id("crs"), wish={"title": title or own})
        return self._begin(wanted.become(ImportState.IMPORTING, self._clock.now(), job_id=job.job_id), job, once)

    def _begin(self, wanted: CourseImport, job: CopyJob, once: Once) -> CopyJob:
        """Store a job with the import that it is about; whoever asked at the same moment gets the same one."""
        try:
            return self._copies.add(job, once, self._imports.saving(wanted))
        except ConditionFailed:
            return self._job_of(self._imports.get(wanted.import_id))

    def _job_of(self, wanted: CourseImport) -> CopyJob:
        return self._copies.get(wanted.job_id or "")
