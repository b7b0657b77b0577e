"""What becomes of what somebody did: points, a day of the streak, badges."""

from events.assessment import AttemptGraded
from events.certificates import CertificateIssued
from events.learning import CourseCompleted, LessonCompleted
from functions.motivation.domain.deeds import DeedKind
from functions.motivation.manifest import MOTIVATION
from functions.motivation.wiring import counting_service
from shared.events import Envelope
from shared.listening import Listener

listener = Listener(MOTIVATION)


@listener.on(LessonCompleted)
def count_lesson(told: Envelope[LessonCompleted]) -> None:
    """Safe to repeat: a lesson of a course counts once for its learner, on the first day on which it was completed."""
    news = told.data
    counting_service(told.org_id).count(
        news.user_id,
        f"LESSON#{news.course_id}#{news.lesson_id}",
        DeedKind.LESSON_COMPLETED,
        news.course_id,
        told.occurred_at,
    )


@listener.on(CourseCompleted)
def count_course(told: Envelope[CourseCompleted]) -> None:
    """Safe to repeat: a course counts once for its learner."""
    news = told.data
    counting_service(told.org_id).count(
        news.user_id, f"COURSE#{news.course_id}", DeedKind.COURSE_COMPLETED, news.course_id, told.occurred_at
    )


@listener.on(AttemptGraded)
def count_assessment(told: Envelope[AttemptGraded]) -> None:
    """Safe to repeat: an assessment counts once for its learner, with the best score of the attempts that passed."""
    news = told.data
    if news.passed:
        counting_service(told.org_id).count(
            news.user_id,
            f"ASSESSMENT#{news.assessment_id}",
            DeedKind.ASSESSMENT_PASSED,
            news.course_id,
            told.occurred_at,
            news.score_bp,
        )


@listener.on(CertificateIssued)
def count_certificate(told: Envelope[CertificateIssued]) -> None:
    """Safe to repeat: a course's certificate counts once for its learner, issued anew or not."""
    news = told.data
    counting_service(told.org_id).count(
        news.user_id, f"CERTIFICATE#{news.course_id}", DeedKind.CERTIFICATE_EARNED, news.course_id, told.occurred_at
    )


listener.require_all()
handler = listener.handler
