"""What can go wrong with certificates, as types."""

from shared.errors import Conflict, Forbidden, Gone, NotFound


class CourseNotFound(NotFound):
    """There is no such course, or it was never published."""


class NotYourCourse(Forbidden):
    """Only who cares for the course's students may do this."""


class CertificateNotFound(NotFound):
    """There is no such certificate."""


class CertificateNotEarned(Conflict):
    """Something is missing yet for a certificate."""


class CertificateNotReady(Conflict):
    """The certificate's file is being made; ask again in a few seconds."""


class CertificateInvalid(Gone):
    """The certificate was revoked, so its file is no longer handed out."""


class CertificateReplaced(Conflict):
    """This certificate was issued anew already."""
