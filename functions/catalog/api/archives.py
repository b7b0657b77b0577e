"""Exports and imports of courses over HTTP."""

from typing import Annotated

from fastapi import status

from functions.catalog.api import limits
from functions.catalog.errors import (
    ArchiveNotAnalysed,
    ArchiveNotImportable,
    ArchiveNotUploaded,
    CourseBeingRestored,
    CourseNotFound,
    ExportNotFound,
    ImportNotFound,
    NotAnInstructor,
)
from functions.catalog.permissions import CREATE_COURSES, EDIT_COURSES
from functions.catalog.schemas.copies import CopyOut
from functions.catalog.schemas.imports import ExportJobOut, ExportOut, ImportIn, ImportOut, NewImportOut, StartImportIn
from functions.catalog.wiring import Archives
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.jobs import JobOut
from shared.schemas import PathId

router = api_router(tag="Archives")

Creator = Annotated[Caller, permitted(CREATE_COURSES)]
Editor = Annotated[Caller, permitted(EDIT_COURSES)]


@router.post(
    "/courses/{course_id}/exports",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limits.archives],
    responses=problems(CourseNotFound, NotAnInstructor, CourseBeingRestored, IdempotencyKeyReused),
)
def export_course(course_id: PathId, caller: Editor, archives: Archives, once: OnceOnly) -> ExportJobOut:
    """Make an archive of a course as it is drafted, its files included.

    The answer is a job; once it has succeeded, the export of that job has a link to the archive.
    """
    return ExportJobOut.of_export(archives.export(course_id, by=caller, once=once))


@router.get(
    "/courses/{course_id}/exports/{export_id}",
    responses=problems(CourseNotFound, NotAnInstructor, CourseBeingRestored, ExportNotFound),
)
def read_export(course_id: PathId, export_id: PathId, caller: Editor, archives: Archives) -> ExportOut:
    """Read how far an export is and, once it is made, under which link it can be fetched for five minutes."""
    return ExportOut.of(archives.read_export(course_id, export_id, by=caller))


@router.post(
    "/course-imports",
    status_code=status.HTTP_201_CREATED,
    dependencies=[limits.archives],
    responses=problems(IdempotencyKeyReused),
)
def begin_import(body: ImportIn, caller: Creator, archives: Archives, once: OnceOnly) -> NewImportOut:
    """Begin an import: the answer says how the archive is to be sent, within a quarter of an hour."""
    return NewImportOut.of_upload(archives.announce(body.size, body.sha256, by=caller, once=once))


@router.get("/course-imports/{import_id}", responses=problems(ImportNotFound))
def read_import(import_id: PathId, caller: Creator, archives: Archives) -> ImportOut:
    """Read how far an import is: what its archive contains, what is wrong with it, what would clash."""
    return ImportOut.of(archives.read_import(import_id, by=caller))


@router.post(
    "/course-imports/{import_id}/analysis",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limits.archives],
    responses=problems(ImportNotFound, ArchiveNotUploaded, IdempotencyKeyReused),
)
def analyse_import(import_id: PathId, caller: Creator, archives: Archives, once: OnceOnly) -> JobOut:
    """Look at an archive that was sent. Nothing is made of it yet; asking again gives the same job."""
    return JobOut.of(archives.analyse(import_id, by=caller, once=once))


@router.post(
    "/course-imports/{import_id}/start",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limits.archives],
    responses=problems(ImportNotFound, ArchiveNotAnalysed, ArchiveNotImportable, IdempotencyKeyReused),
)
def start_import(
    import_id: PathId, body: StartImportIn, caller: Creator, archives: Archives, once: OnceOnly
) -> CopyOut:
    """Make a course of an archive that was analysed, as a draft of whoever asks.

    The answer is a job; the course is there once the job has succeeded, whole or not at all. Asking again gives the
    same job, unless that has failed.
    """
    return CopyOut.of_copy(archives.start(import_id, body.title, by=caller, once=once))
