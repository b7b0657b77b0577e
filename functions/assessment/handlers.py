"""Assessment's reactions to what it tells itself."""

from events.assessment import AppealAnswered, AttemptGraded, GradingOpened
from functions.assessment.manifest import ASSESSMENT
from functions.assessment.wiring import grading_service
from shared.events import Envelope
from shared.listening import Listener
from shared.workflows import StepFunctions

listener = Listener(ASSESSMENT)


@listener.on(GradingOpened)
def begin_grading(told: Envelope[GradingOpened]) -> None:
    """Start the machine that grades an attempt. Safe to repeat: it is named after the round and starts once."""
    news = told.data
    payload = {"org_id": told.org_id, "attempt_id": news.attempt_id, "round": news.round, "reminders": 0}
    StepFunctions().start("grading", f"{news.attempt_id}-{news.round}", payload)


@listener.on(AttemptGraded)
def end_waiting(told: Envelope[AttemptGraded]) -> None:
    """Let the machine go on that waits for whoever marked it. Safe to repeat: it goes on once."""
    grading_service(told.org_id).resume(told.data.attempt_id)


@listener.on(AppealAnswered)
def end_appeal(told: Envelope[AppealAnswered]) -> None:
    """Let the machine go on that waits for an appeal's answer. Safe to repeat: it goes on once."""
    grading_service(told.org_id).resume(told.data.attempt_id)


listener.require_all()
handler = listener.handler
