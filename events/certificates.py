"""What certificates tells."""

from typing import ClassVar

from shared.events import DomainEvent


class _CertificateEvent(DomainEvent):
    source: ClassVar[str] = "lms.certificates"

    certificate_id: str
    course_id: str
    user_id: str


class CertificateIssued(_CertificateEvent):
    """Somebody has a certificate for a course; told again, with another id, when it is issued anew."""


class CertificateRevoked(_CertificateEvent):
    """A certificate is no longer valid."""
