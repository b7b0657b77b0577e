"""Reads and writes certificates; one method per access pattern."""

from collections.abc import Callable
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from events.certificates import CertificateIssued, CertificateRevoked
from functions.certificates.domain.certificates import Certificate
from functions.certificates.domain.designs import Design
from functions.certificates.domain.terms import Terms
from functions.certificates.errors import CertificateNotFound
from functions.certificates.tables import (
    CertificateRow,
    CertificatesRow,
    CodeRow,
    DesignRow,
    EntryRow,
    ReceiptRow,
    TermsRow,
)
from shared.dynamo import Ask, GlobalRepository, Repository, Transaction
from shared.idempotency import Once
from shared.listing import Listed, PageKey


class Entry(BaseModel):
    """What a learner's list says of a certificate."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    certificate_id: str
    code: str
    course_id: str
    course_title: str
    issued_at: datetime
    revoked_at: datetime | None = None
    revision: int = 0


class CodeRepository(GlobalRepository):
    """Codes are of no tenant: who has one is asked for nothing else."""

    table = CertificatesRow

    def find(self, code: str) -> tuple[str, str] | None:
        """The organization and the certificate that a code verifies."""
        row = self._find(CodeRow, CodeRow.key(code))
        return (row.org_id, row.certificate_id) if row else None


class CertificateRepository(Repository):
    """One tenant's certificates."""

    table = CertificatesRow

    # -- terms and designs

    def asking_terms(self, course_id: str) -> Ask[Terms]:
        """The question what a course's certificate asks for."""
        key = TermsRow.key(self.org_id, course_id)
        return Ask(
            self, [key], lambda rows: Terms.model_validate(rows[key]) if key in rows else Terms(), consistent=True
        )

    def asking_entry(self, course_id: str, user_id: str) -> Ask[Entry | None]:
        """The question which certificate somebody has for a course."""
        key = EntryRow.key(self.org_id, user_id, course_id)
        return Ask(self, [key], lambda rows: Entry.model_validate(rows[key]) if key in rows else None, consistent=True)

    def asking_design(self) -> Ask[Design]:
        """The question how certificates look."""
        key = DesignRow.key(self.org_id)
        return Ask(
            self, [key], lambda rows: Design.model_validate(rows[key]) if key in rows else Design(), consistent=True
        )

    def save_terms(self, course_id: str, terms: Terms) -> Terms:
        """Replace a course's terms, if they are still at their revision (``ConditionFailed`` else)."""
        pk, sk = TermsRow.key(self.org_id, course_id)
        row = TermsRow.of(terms, pk=pk, sk=sk)
        row.conditions = [condition.model_dump(mode="json") for condition in terms.conditions]
        self._store(row)
        return terms.model_copy(update={"revision": row.revision})

    def save_design(self, design: Design) -> Design:
        """Replace the design, if it is still at its revision (``ConditionFailed`` else)."""
        pk, sk = DesignRow.key(self.org_id)
        row = DesignRow.of(design, pk=pk, sk=sk)
        self._store(row)
        return design.model_copy(update={"revision": row.revision})

    # -- certificates

    def find(self, certificate_id: str) -> Certificate | None:
        """A certificate."""
        row = self._find(CertificateRow, CertificateRow.key(self.org_id, certificate_id), consistent=True)
        return Certificate.model_validate(row) if row else None

    def get(self, certificate_id: str) -> Certificate:
        """The same. Raises ``CertificateNotFound``."""
        certificate = self.find(certificate_id)
        if certificate is None:
            raise CertificateNotFound(certificate_id=certificate_id)
        return certificate

    def list_of_learner(self, user_id: str, *, limit: int, start: PageKey) -> Listed[Entry]:
        """A learner's certificates, by course."""
        pk, begin = EntryRow.key(self.org_id, user_id)
        page = self._query(EntryRow, pk, begins_with=begin, limit=limit, start=start)
        return Listed([Entry.model_validate(row) for row in page.rows], page.next_key)

    def list_of_course(self, course_id: str, *, limit: int, start: PageKey) -> Listed[Certificate]:
        """A course's certificates, the newest first."""
        pk, _ = CertificateRow.index_key(self.org_id, course_id)
        page = self._query(CertificateRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([Certificate.model_validate(row) for row in page.rows], page.next_key)

    def issue(self, certificate: Certificate, once: Once | None = None) -> str:
        """Store the first certificate of a learner for a course; ``ConditionFailed`` if there is one.

        Returns its id, or that of the one which the same request made before.
        """

        def write(transaction: Transaction) -> None:
            transaction.create(self._entry_row(certificate))
            self._add(transaction, certificate)

        return self._once(once, certificate, write)

    def replace(self, old: Certificate, new: Certificate, entry: Entry, once: Once) -> str:
        """Store a certificate in the place of another one, which is no longer valid; ``ConditionFailed`` if that, or
        which one the learner has, just changed. Returns an id like ``issue``.
        """
        row = self._entry_row(new)
        row.revision = entry.revision

        def write(transaction: Transaction) -> None:
            transaction.save(row)
            transaction.save(self._row(old))
            self._add(transaction, new)

        return self._once(once, new, write)

    def find_made(self, once: Once) -> Certificate | None:
        """What the same request made before, under an Idempotency-Key."""
        made = once.find(self, ReceiptRow)
        return self.get(made) if made else None

    def revoke(self, certificate: Certificate, entry: Entry) -> None:
        """Store that a certificate is not valid any more, and tell it; ``ConditionFailed`` if it just changed."""
        told = CertificateRevoked(
            certificate_id=certificate.certificate_id, course_id=certificate.course_id, user_id=certificate.user_id
        )
        row = self._entry_row(certificate)
        row.revision = entry.revision
        with self._transaction() as transaction:
            transaction.save(row)
            transaction.save(self._row(certificate), tells=told)

    def note_file(self, certificate: Certificate) -> None:
        """Store that a certificate's file is there; ``ConditionFailed`` if the certificate just changed."""
        self._save(self._row(certificate))

    def _once(self, once: Once | None, made: Certificate, write: Callable[[Transaction], None]) -> str:
        if once:
            return once.perform(self, ReceiptRow, made.certificate_id, write)
        with self._transaction() as transaction:
            write(transaction)
        return made.certificate_id

    def _add(self, transaction: Transaction, certificate: Certificate) -> None:
        pk, sk = CodeRow.key(certificate.code)
        told = CertificateIssued(
            certificate_id=certificate.certificate_id, course_id=certificate.course_id, user_id=certificate.user_id
        )
        transaction.create(self._row(certificate), tells=told)
        code = CodeRow(pk=pk, sk=sk, org_id=self.org_id, certificate_id=certificate.certificate_id)
        transaction.create(code, by=CodeRepository(self.org_id))

    def _row(self, certificate: Certificate) -> CertificateRow:
        pk, sk = CertificateRow.key(self.org_id, certificate.certificate_id)
        gsi1pk, gsi1sk = CertificateRow.index_key(self.org_id, certificate.course_id, certificate.certificate_id)
        row = CertificateRow.of(certificate, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)
        row.instructor_names = list(certificate.instructor_names)
        return row

    def _entry_row(self, certificate: Certificate) -> EntryRow:
        pk, sk = EntryRow.key(self.org_id, certificate.user_id, certificate.course_id)
        return EntryRow(
            pk=pk,
            sk=sk,
            certificate_id=certificate.certificate_id,
            code=certificate.code,
            course_id=certificate.course_id,
            course_title=certificate.course_title,
            issued_at=certificate.issued_at,
            revoked_at=certificate.revoked_at,
        )
