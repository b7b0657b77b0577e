"""Certificates that were issued: seen, verified, revoked, issued anew, and their files."""

from functions.catalog.published import courses as catalog
from functions.certificates.domain import codes
from functions.certificates.domain.certificates import Certificate
from functions.certificates.errors import (
    CertificateInvalid,
    CertificateNotFound,
    CertificateNotReady,
    CertificateReplaced,
)
from functions.certificates.gateways import CertificateFiles
from functions.certificates.repository import CertificateRepository, CodeRepository, Entry
from functions.certificates.service.issuing import IssuingService
from functions.certificates.service.staff import is_staff, require_staff
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, answer, undisturbed
from shared.idempotency import Once
from shared.listing import Listed, PageKey


class CertificateService:
    """One tenant's certificates."""

    def __init__(
        self,
        repository: CertificateRepository,
        issuing: IssuingService,
        files: CertificateFiles,
        clock: Clock = system_clock,
    ) -> None:
        self._repository = repository
        self._issuing = issuing
        self._files = files
        self._clock = clock

    def read(self, certificate_id: str, *, by: Caller) -> Certificate:
        """A certificate, for its learner and the course's staff. Raises ``CertificateNotFound`` for all others."""
        certificate = self._repository.get(certificate_id)
        if certificate.user_id != by.user_id:
            card = catalog.find_course(self._repository.org_id, certificate.course_id)
            if card is None or not is_staff(card, by):
                raise CertificateNotFound(certificate_id=certificate_id)
        return certificate

    def list_own(self, *, by: Caller, limit: int, start: PageKey) -> Listed[Entry]:
        """The caller's certificates, one for each course."""
        return self._repository.list_of_learner(by.user_id, limit=limit, start=start)

    def list_of_course(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Certificate]:
        """A course's certificates, the newest first, for its staff. Raises ``CourseNotFound``, ``NotYourCourse``."""
        require_staff(catalog.find_course(self._repository.org_id, course_id), course_id, by)
        return self._repository.list_of_course(course_id, limit=limit, start=start)

    def file(self, certificate_id: str, *, by: Caller) -> str:
        """Where the PDF can be read for five minutes.

        Raises ``CertificateInvalid`` for one that was revoked, ``CertificateNotReady`` until the file is made.
        """
        certificate = self.read(certificate_id, by=by)
        if not certificate.valid:
            raise CertificateInvalid(certificate_id=certificate_id)
        if certificate.typeset_at is None:
            raise CertificateNotReady(certificate_id=certificate_id)
        called = f"{certificate.course_title} - {certificate.learner_name}.pdf"
        return self._files.lend(certificate_id, called=called)

    def revoke(self, certificate_id: str, reason: str, *, by: Caller) -> Certificate:
        """Make a certificate invalid, for good, as the course's staff. Safe to repeat: the first reason stays."""

        def act() -> Certificate:
            certificate = self._managed(certificate_id, by)
            revoked = certificate.revoked(reason, self._clock.now())
            if revoked is not certificate:
                self._repository.revoke(revoked, self._entry(certificate))
            return revoked

        return undisturbed(act)

    def reissue(self, certificate_id: str, reason: str, *, by: Caller, once: Once) -> Certificate:
        """Issue a certificate anew, with what people and courses are called now; the old one is no longer valid.

        It happens once: ``CertificateReplaced`` names the certificate that took its place.
        """

        def act() -> Certificate:
            old = self._managed(certificate_id, by)
            if made := self._repository.find_made(once):
                return made
            if old.replaced_by:
                raise CertificateReplaced(certificate_id=certificate_id, replaced_by=old.replaced_by)
            new = self._issuing.renew(old)
            gone = old.revoked(reason, self._clock.now()).model_copy(update={"replaced_by": new.certificate_id})
            made_id = self._repository.replace(gone, new, self._entry(old), once)
            return new if made_id == new.certificate_id else self._repository.get(made_id)

        return undisturbed(act)

    def verified(self, certificate_id: str) -> Certificate:
        """A certificate for whoever has its code. Raises ``CertificateNotFound``."""
        return self._repository.get(certificate_id)

    def _managed(self, certificate_id: str, by: Caller) -> Certificate:
        certificate = self._repository.get(certificate_id)
        card = catalog.find_course(self._repository.org_id, certificate.course_id)
        if card is None or not is_staff(card, by):
            raise CertificateNotFound(certificate_id=certificate_id)
        return certificate

    def _entry(self, certificate: Certificate) -> Entry:
        (entry,) = answer(self._repository.asking_entry(certificate.course_id, certificate.user_id))
        if entry is None or entry.certificate_id != certificate.certificate_id:
            raise ConditionFailed
        return entry


def find_org_of(repository: CodeRepository, typed: str) -> tuple[str, str]:
    """The organization and the certificate that a typed code verifies. Raises ``CertificateNotFound``."""
    code = codes.read(typed)
    found = repository.find(code) if code else None
    if found is None:
        raise CertificateNotFound
    return found
