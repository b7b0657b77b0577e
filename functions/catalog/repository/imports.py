"""Reads and writes imports, and the files that jobs have carried."""

from collections.abc import Callable
from contextlib import suppress

from functions.catalog.domain.archives import ArchivedFile
from functions.catalog.domain.copying import CourseImport
from functions.catalog.errors import ImportNotFound
from functions.catalog.repository.jobs import CopyJob
from functions.catalog.tables import CarriedRow, CatalogRow, ImportRow, ReceiptRow
from shared.clock import epoch_seconds
from shared.dynamo import ConditionFailed, Repository, Transaction
from shared.idempotency import Once
from shared.jobs import KEPT


class ImportRepository(Repository):
    """One tenant's imports."""

    table = CatalogRow

    def add(self, wanted: CourseImport, once: Once) -> CourseImport:
        """Store an import. Returns it, or the one made by the same request."""
        made = once.perform(
            self, ReceiptRow, wanted.import_id, lambda transaction: transaction.create(self._row(wanted))
        )
        return wanted if made == wanted.import_id else self.get(made)

    def get(self, import_id: str) -> CourseImport:
        """An import. Raises ``ImportNotFound``."""
        row = self._find(ImportRow, ImportRow.key(self.org_id, import_id), consistent=True)
        if row is None:
            raise ImportNotFound(import_id=import_id)
        return CourseImport.model_validate(row)

    def save(self, changed: CourseImport) -> None:
        """Replace an import that is still as it was read; ``ConditionFailed`` else."""
        self._save(self._row(changed))

    def saving(self, changed: CourseImport) -> Callable[[Transaction], object]:
        """The same within a larger transaction."""
        return lambda transaction: transaction.save(self._row(changed), by=self)

    def _row(self, wanted: CourseImport) -> ImportRow:
        pk, sk = ImportRow.key(self.org_id, wanted.import_id)
        return ImportRow.of(wanted, pk=pk, sk=sk, expires_at=epoch_seconds(wanted.created_at + KEPT))


class CarriedRepository(Repository):
    """The files that one tenant's jobs have carried, by what they are called where they go."""

    table = CatalogRow

    def list(self, job_id: str) -> dict[str, ArchivedFile]:
        """All files that a job has carried so far."""
        pk, begin = CarriedRow.key(self.org_id, job_id)
        rows = self._query_all(CarriedRow, pk, begins_with=begin)
        return {row.file_id: ArchivedFile(row.sha256, int(row.size), row.content_type, row.name) for row in rows}

    def add(self, job: CopyJob, file_id: str, file: ArchivedFile) -> None:
        """Write down that a file was carried, unless that is written already."""
        pk, sk = CarriedRow.key(self.org_id, job.job_id, file_id)
        row = CarriedRow(
            pk=pk,
            sk=sk,
            file_id=file_id,
            sha256=file.sha256,
            size=file.size,
            content_type=file.content_type,
            name=file.name,
            expires_at=epoch_seconds(job.created_at + KEPT),
        )
        with suppress(ConditionFailed):
            self._create(row)
