"""An import: an archive that somebody sends, what was found in it, and the course that it becomes."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from functions.catalog.errors import ArchiveNotAnalysed, ArchiveNotImportable
from shared.errors import FieldError


class ImportState(StrEnum):
    """How far an import is."""

    WAITING = "waiting"
    """For the archive to be uploaded and its analysis to be asked for."""
    ANALYSING = "analysing"
    REFUSED = "refused"
    """The archive is not one, or not a sound one."""
    READY = "ready"
    """It can be started, unless something of it clashes with what is here."""
    IMPORTING = "importing"
    DONE = "done"


class Clash(BaseModel):
    """Something in an archive that does not go together with what is here. One that blocks must be solved first."""

    model_config = ConfigDict(frozen=True)

    code: str
    message: str
    blocks: bool


class ArchiveContents(BaseModel):
    """What an archive contains."""

    model_config = ConfigDict(frozen=True)

    title: str
    language: str
    category: str | None
    topic_count: int
    lesson_count: int
    blocks: dict[str, int]
    """How many there are of each type."""
    file_count: int
    file_bytes: int


class CourseImport(BaseModel):
    """One import, by whoever asked for it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    import_id: str
    owner_id: str
    size: int
    state: ImportState = ImportState.WAITING
    tag: str | None = None
    """Names exactly the bytes that were analysed: nothing else is imported."""
    contents: ArchiveContents | None = None
    faults: tuple[FieldError, ...] = ()
    clashes: tuple[Clash, ...] = ()
    job_id: str | None = None
    """The job that is about it, or was last."""
    course_id: str | None = None
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    def become(self, state: ImportState, now: datetime, **facts: Any) -> "CourseImport":
        """The import in another state."""
        return self.model_copy(update={"state": state, "updated_at": now, **facts})

    def require_startable(self) -> None:
        """Raise unless a course can be made of it now."""
        if self.state in {ImportState.WAITING, ImportState.ANALYSING}:
            raise ArchiveNotAnalysed(import_id=self.import_id)
        if self.state is ImportState.REFUSED:
            raise ArchiveNotImportable(import_id=self.import_id)
        if blocking := [clash for clash in self.clashes if clash.blocks]:
            raise ArchiveNotImportable(blocking[0].message, import_id=self.import_id, clash=blocking[0].code)
