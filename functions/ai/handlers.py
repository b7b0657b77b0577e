"""AI's reactions to what is asked of it."""

from events.ai import SummaryRequested
from functions.ai.manifest import AI
from shared.events import Envelope
from shared.listening import Listener
from shared.workflows import StepFunctions, Workflows

listener = Listener(AI)
workflows: Workflows = StepFunctions()


@listener.on(SummaryRequested)
def begin_summary(told: Envelope[SummaryRequested]) -> None:
    """Begin to make a summary. Safe to repeat: a workflow starts once under the summary's id and run."""
    news = told.data
    workflows.start("summary", f"{news.summary_id}-{news.run}", {"org_id": told.org_id, "summary_id": news.summary_id})


listener.require_all()
handler = listener.handler
