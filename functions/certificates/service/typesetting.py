"""Making the file of a certificate."""

from pathlib import Path

from functions.certificates.domain.certificates import Certificate
from functions.certificates.domain.codes import written
from functions.certificates.domain.words import WORDS
from functions.certificates.gateways import CertificateFiles
from functions.certificates.repository import CertificateRepository
from shared import settings
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.typesetting import pictured, qr_code, typeset

VERIFY = "/api/v1/certificates/verify/"
_TEMPLATE = Path(__file__).parent.parent / "assets" / "certificate.typ"


class TypesettingService:
    """One tenant's files of certificates."""

    def __init__(self, repository: CertificateRepository, files: CertificateFiles, clock: Clock = system_clock) -> None:
        self._repository = repository
        self._files = files
        self._clock = clock

    def make(self, certificate_id: str) -> None:
        """Make the file of a certificate, and forget that of the one it replaces. Safe to repeat."""

        def act() -> None:
            certificate = self._repository.find(certificate_id)
            if certificate is None or not certificate.valid or certificate.typeset_at:
                return
            self._files.put(certificate_id, pdf(certificate))
            self._repository.note_file(certificate.model_copy(update={"typeset_at": self._clock.now()}))
            if certificate.replaces:
                self._files.delete(certificate.replaces)

        undisturbed(act)

    def drop(self, certificate_id: str) -> None:
        """Forget the file of a certificate that is no longer valid. Safe to repeat."""
        self._files.delete(certificate_id)


def pdf(certificate: Certificate) -> bytes:
    """The file: the same bytes for the same certificate."""
    return typeset(_TEMPLATE.read_text(), _data(certificate), at=certificate.issued_at)


def picture(certificate: Certificate) -> bytes:
    """The same as a PNG, to look at it."""
    (page,) = pictured(_TEMPLATE.read_text(), _data(certificate), at=certificate.issued_at)
    return page


def _data(certificate: Certificate) -> dict[str, object]:
    words = WORDS[certificate.language]
    address = f"{settings.public_url()}{VERIFY}{written(certificate.code)}"
    days = [(words.completed, certificate.completed_at), (words.issued, certificate.issued_at)]
    lines = [f"{name}: {words.day(at, certificate.time_zone)}" for name, at in days]
    if certificate.instructor_names:
        lines.append(f"{words.instructors}: {', '.join(certificate.instructor_names)}")
    if certificate.minutes:
        lines.append(f"{certificate.minutes / 60:.1f}".removesuffix(".0") + f" {words.hours}")
    if certificate.score_percent is not None:
        lines.append(f"{words.result}: {certificate.score_percent} %")
    return {
        "layout": certificate.layout,
        "language": certificate.language,
        "color": certificate.color,
        "organization": certificate.organization_name,
        "title": words.title,
        "before": words.before,
        "learner": certificate.learner_name,
        "between": words.between,
        "course": certificate.course_title,
        "lines": lines,
        "signatory": certificate.signatory,
        "role": certificate.signatory_role,
        "verify": words.verify,
        "address": address,
        "code_word": words.code,
        "code": written(certificate.code),
        "qr": qr_code(address),
    }
