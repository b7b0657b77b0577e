"""Certificates' event door."""

from events.assessment import AttemptGraded
from events.certificates import CertificateIssued, CertificateRevoked
from events.learning import CourseCompleted, LessonCompleted
from functions.certificates.manifest import CERTIFICATES
from functions.certificates.wiring import issuing_service, typesetting_service
from shared.events import Envelope
from shared.listening import Listener

listener = Listener(CERTIFICATES)


@listener.on(CourseCompleted)
def issue_what_was_earned(told: Envelope[CourseCompleted]) -> None:
    """Safe to repeat: a learner has one certificate for a course."""
    issuing_service(told.org_id).notice(told.data.course_id, told.data.user_id)


@listener.on(LessonCompleted)
def issue_what_a_lesson_earned(told: Envelope[LessonCompleted]) -> None:
    """A lesson may bring the time or the share that was missing when the course was completed. Safe to repeat."""
    issuing_service(told.org_id).notice(told.data.course_id, told.data.user_id)


@listener.on(AttemptGraded)
def issue_what_a_mark_earned(told: Envelope[AttemptGraded]) -> None:
    """The mark may have been what was missing, and learning may not know of it yet. Safe to repeat."""
    scores = {told.data.assessment_id: told.data.score_bp // 100}
    issuing_service(told.org_id).notice(told.data.course_id, told.data.user_id, scores=scores)


@listener.on(CertificateIssued)
def make_the_file(told: Envelope[CertificateIssued]) -> None:
    """Safe to repeat: a file is made once, and always the same."""
    typesetting_service(told.org_id).make(told.data.certificate_id)


@listener.on(CertificateRevoked)
def drop_the_file(told: Envelope[CertificateRevoked]) -> None:
    """Safe to repeat."""
    typesetting_service(told.org_id).drop(told.data.certificate_id)


listener.require_all()
handler = listener.handler
