"""Reads and writes what originality knows: documents, fingerprints and reports."""

import json
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter

from functions.assessment.domain.originality import Document, Kind, Report
from functions.assessment.repository.base import TableRepository
from functions.assessment.tables import AssessmentTableRow, DocumentRow, PrintRow, ReportRow
from shared.dynamo import BATCH_GET_LIMIT, Key, chunks

AT_ONCE = 90
"""Fingerprints that are written in one transaction."""


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A text that was handed in, with whose it is and what for."""

    document_id: str
    course_id: str
    activity_id: str
    work_id: str
    item_id: str
    user_ids: tuple[str, ...]
    document: Document


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report of a text. ``digest`` says of which text, and what did not count in it."""

    item_id: str
    digest: str
    report: Report
    checked_at: datetime


class OriginalityRepository(TableRepository):
    """One tenant's documents."""

    # -- reading

    def find_report(self, work_id: str, item_id: str) -> KeptReport | None:
        """What was found of a text."""
        row = self._find(ReportRow, ReportRow.key(self.org_id, work_id, item_id), consistent=True)
        return _kept(row) if row else None

    def read_work(self, work_id: str) -> tuple[dict[str, KnownDocument], list[KeptReport]]:
        """The texts of a work by item, and what was found of each. One query."""
        pk, _ = DocumentRow.key(self.org_id, work_id)
        rows = self._query_all(AssessmentTableRow, pk)
        texts = {row.item_id: _known(row) for row in rows if isinstance(row, DocumentRow)}
        return texts, [_kept(row) for row in rows if isinstance(row, ReportRow)]

    def find_documents(self, document_ids: Sequence[str]) -> dict[str, KnownDocument]:
        """Texts by id; what is not there is left out."""
        keys = [DocumentRow.key(self.org_id, *one.split("/", 1)) for one in document_ids]
        found: dict[str, KnownDocument] = {}
        for some in chunks(keys, BATCH_GET_LIMIT):
            for row in self._find_many(some, consistent=True).values():
                if isinstance(row, DocumentRow):
                    found[row.document_id] = _known(row)
        return found

    def holders(self, fingerprints: Collection[str]) -> dict[str, frozenset[str]]:
        """For each fingerprint the documents that have it; one call for every hundred."""
        found: dict[str, frozenset[str]] = {}
        for some in chunks(sorted(fingerprints), BATCH_GET_LIMIT):
            keys: dict[Key, str] = {PrintRow.key(self.org_id, one): one for one in some}
            for key, row in self._find_many(list(keys), consistent=True).items():
                if isinstance(row, PrintRow):
                    found[keys[key]] = frozenset(row.holders)
        return found

    # -- writing

    def keep_document(self, known: KnownDocument) -> None:
        """Store a text, in the place of what the same work said there before."""
        pk, sk = DocumentRow.key(self.org_id, known.work_id, known.item_id)
        row = DocumentRow(
            pk=pk,
            sk=sk,
            document_id=known.document_id,
            item_id=known.item_id,
            kind_of_text=known.document.kind.value,
            course_id=known.course_id,
            activity_id=known.activity_id,
            work_id=known.work_id,
            user_ids=list(known.user_ids),
            packed=zlib.compress(known.document.text.encode("utf-8", "replace")),
        )
        self._put(row)

    def add_holder(self, document_id: str, fingerprints: Iterable[str]) -> None:
        """Let a document be found by these fingerprints. Safe to repeat: each holds it once."""
        for some in chunks(fingerprints, AT_ONCE):
            with self._transaction() as transaction:
                for one in some:
                    pk, sk = PrintRow.key(self.org_id, one)
                    transaction.change(PrintRow(pk=pk, sk=sk), [PrintRow.holders.add({document_id})])

    def keep_report(self, work_id: str, kept: KeptReport) -> None:
        """Store what was found, in the place of what was found before."""
        pk, sk = ReportRow.key(self.org_id, work_id, kept.item_id)
        row = ReportRow(
            pk=pk,
            sk=sk,
            item_id=kept.item_id,
            digest=kept.digest,
            score_bp=kept.report.score_bp,
            packed=zlib.compress(_reports().dump_json(kept.report)),
            checked_at=kept.checked_at,
        )
        self._put(row)


def _known(row: DocumentRow) -> KnownDocument:
    document = Document(zlib.decompress(row.packed).decode(), Kind(row.kind_of_text))
    return KnownDocument(
        row.document_id, row.course_id, row.activity_id, row.work_id, row.item_id, tuple(row.user_ids), document
    )


def _kept(row: ReportRow) -> KeptReport:
    report = _reports().validate_python(json.loads(zlib.decompress(row.packed)))
    return KeptReport(row.item_id, row.digest, report, row.checked_at)


@cache
def _reports() -> TypeAdapter[Report]:
    return TypeAdapter(Report)
