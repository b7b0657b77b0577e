"""What becomes of marks: they open lessons, and complete lessons and courses."""

from events.assessment import AttemptGraded, SubmissionGraded
from functions.learning.domain.completion import Attempt
from functions.learning.handlers.listener import listener
from functions.learning.wiring import fact_service
from shared.events import Envelope


@listener.on(AttemptGraded)
def keep_score(told: Envelope[AttemptGraded]) -> None:
    """Safe to repeat: an attempt's mark is replaced by newer news only, and what is done is done once."""
    news = told.data
    fact_service(told.org_id).hear_attempt(
        news.course_id,
        news.user_id,
        news.assessment_id,
        news.lesson_id,
        news.attempt_id,
        Attempt(score_bp=news.score_bp, passed=news.passed, told=told.revision),
    )


@listener.on(SubmissionGraded)
def keep_work_score(told: Envelope[SubmissionGraded]) -> None:
    """The same for work that was handed in for an assignment."""
    news = told.data
    fact_service(told.org_id).hear_attempt(
        news.course_id,
        news.user_id,
        news.assignment_id,
        news.lesson_id,
        news.submission_id,
        Attempt(score_bp=news.score_bp, passed=news.passed, told=told.revision),
    )
