"""Bodies of requests and answers about exports and imports of courses."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from functions.catalog.domain.archives import CONTENT_TYPE, MOST_BYTES
from functions.catalog.domain.copying import CourseImport, ImportState
from functions.catalog.repository.jobs import CopyJob
from functions.catalog.schemas.copies import JOB, CopyTitle
from functions.catalog.service.copying.archives import Export, Upload
from shared.jobs import JobOut, JobState
from shared.schemas import In, Out

LEAST_BYTES = 22
"""The smallest ZIP archive there is."""

_EXPORT_ID = "job_catalog_01JD5J3BB3C4D5E6F7G8H9JKMN"
_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_CONTENTS: dict[str, Any] = {
    "title": "Money and interest",
    "language": "en",
    "category": "Finance",
    "topic_count": 5,
    "lesson_count": 12,
    "blocks": {"quiz": 1, "rich_text": 31, "video": 4},
    "file_count": 5,
    "file_bytes": 48_113_920,
}
_IMPORT: dict[str, Any] = {
    "import_id": "imp_01JD5J5DD5E6F7G8H9JKMNPQRS",
    "state": "ready",
    "size": 48_201_337,
    "contents": _CONTENTS,
    "faults": [],
    "clashes": [
        {"code": "title_taken", "message": "There is a course with this title already.", "blocks": False},
    ],
    "job_id": "job_catalog_01JD5J6EE6F7G8H9JKMNPQRSTV",
    "course_id": None,
    "created_at": "2026-11-22T10:10:00Z",
    "updated_at": "2026-11-22T10:11:30Z",
}


class ExportJobOut(JobOut):
    """The job that makes an archive. The export goes by the job's id."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{**JOB, "job_id": _EXPORT_ID, "kind": "courses.export", "export_id": _EXPORT_ID}]
        }
    )

    export_id: str

    @classmethod
    def of_export(cls, job: CopyJob) -> "ExportJobOut":
        """The answer for a job that makes an archive."""
        return cls(export_id=job.job_id, **JobOut.of(job).model_dump())


class ExportOut(Out):
    """An export. Once its job has succeeded there is a URL, good for five minutes; reading again gives a new one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "export_id": _EXPORT_ID,
                    "course_id": "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7",
                    "state": "succeeded",
                    "size": 48_201_337,
                    "sha256": _SHA256,
                    "url": "https://files.example/course.zip?X-Amz-Expires=300&X-Amz-Signature=…",
                    "url_expires_at": "2026-11-22T10:06:00Z",
                    "expires_at": "2026-11-29T10:00:00Z",
                }
            ]
        }
    )

    export_id: str
    course_id: str
    state: JobState
    size: int | None
    sha256: str | None
    url: str | None
    url_expires_at: datetime | None
    expires_at: datetime

    @classmethod
    def of(cls, export: Export) -> "ExportOut":
        """The answer for an export."""
        result = export.job.result or {}
        return cls(
            export_id=export.job.job_id,
            course_id=export.job.source_id,
            state=export.job.state,
            size=result.get("size"),
            sha256=result.get("sha256"),
            url=export.url,
            url_expires_at=export.url_expires_at,
            expires_at=export.expires_at,
        )


class ImportIn(In):
    """An archive to be sent."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"size": 48_201_337, "sha256": _SHA256}]})

    size: Annotated[int, Field(ge=LEAST_BYTES, le=MOST_BYTES, description="How many bytes the archive has.")]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), Field(description="Its SHA-256 checksum.")]


class FormOut(Out):
    """How a file is to be sent: a `POST` to the URL as `multipart/form-data`, these fields first, the `file` last."""

    url: str
    fields: dict[str, str]
    content_type: str
    open_until: datetime


class ImportedClashOut(Out):
    """Something in an archive that does not go together with what is here. One that blocks must be solved first."""

    code: str
    message: str
    blocks: bool


class ArchiveFaultOut(Out):
    """Something that is wrong with an archive, and at which of its files."""

    pointer: str
    code: str
    message: str


class ArchiveContentsOut(Out):
    """What an archive contains."""

    title: str
    language: str
    category: str | None
    topic_count: int
    lesson_count: int
    blocks: dict[str, int]
    """How many there are of each type."""
    file_count: int
    file_bytes: int


class ImportOut(Out):
    """An import: once analysed, what is in the archive, why it was refused, and what clashes with what is here."""

    model_config = ConfigDict(json_schema_extra={"examples": [_IMPORT]})

    import_id: str
    state: ImportState
    size: int
    contents: ArchiveContentsOut | None
    faults: list[ArchiveFaultOut]
    clashes: list[ImportedClashOut]
    job_id: str | None
    course_id: str | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, wanted: CourseImport) -> "ImportOut":
        """The answer for an import."""
        return cls.model_validate(wanted)


class NewImportOut(ImportOut):
    """An import that has just begun, and how its archive is to be sent."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_IMPORT,
                    "state": "waiting",
                    "contents": None,
                    "clashes": [],
                    "job_id": None,
                    "upload": {
                        "url": "https://files.example/",
                        "fields": {"key": "imports/…/course.zip", "Content-Type": CONTENT_TYPE, "policy": "…"},
                        "content_type": CONTENT_TYPE,
                        "open_until": "2026-11-22T10:25:00Z",
                    },
                }
            ]
        }
    )

    upload: FormOut

    @classmethod
    def of_upload(cls, upload: Upload) -> "NewImportOut":
        """The answer for an import that has just begun."""
        form = FormOut(
            url=upload.form.url, fields=upload.form.fields, content_type=CONTENT_TYPE, open_until=upload.open_until
        )
        return cls(upload=form, **ImportOut.of(upload.wanted).model_dump())


class StartImportIn(In):
    """How the imported course is to be called."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Money and interest, from the archive"}]})

    title: CopyTitle = None
