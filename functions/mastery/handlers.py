"""Mastery's reactions to what others tell."""

from events.assessment import AttemptGraded
from events.identity import MemberRemoved
from functions.mastery.domain.evidence import MOST_GUESS, Answer, Attempt
from functions.mastery.manifest import MASTERY
from functions.mastery.wiring import evidence_service
from shared.events import Envelope
from shared.listening import Listener

listener = Listener(MASTERY)


@listener.on(AttemptGraded)
def learn_from_answers(told: Envelope[AttemptGraded]) -> None:
    """Safe to repeat, and in any order: an attempt's answers are replaced by newer news only, and what follows from
    them is one transaction with them.
    """
    news = told.data
    answers = tuple(
        Answer(one.question_id, one.skill_ids, one.score_bp, min(one.guess_bp, MOST_GUESS)) for one in news.answers
    )
    attempt = Attempt(news.attempt_id, news.course_id, told.revision, answers)
    evidence_service(told.org_id).hear(news.user_id, attempt)


@listener.on(MemberRemoved)
def forget_learner(told: Envelope[MemberRemoved]) -> None:
    """Let go of what somebody is believed to be able to do, and of what they answered. Safe to repeat."""
    evidence_service(told.org_id).forget(told.data.user_id)


listener.require_all()
handler = listener.handler
