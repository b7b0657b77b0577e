"""AI's reactions: to what is asked of it, and to what is taken of what it made."""

from events.ai import GenerationRequested, QuestionApproved, SummaryRequested
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


@listener.on(GenerationRequested)
def begin_questions(told: Envelope[GenerationRequested]) -> None:
    """Begin to make questions. Safe to repeat: a workflow starts once under the generation's id."""
    generation_id = told.data.generation_id
    workflows.start("questions", generation_id, {"org_id": told.org_id, "generation_id": generation_id})


@listener.on(QuestionApproved)
def begin_approval(told: Envelope[QuestionApproved]) -> None:
    """Hand an approved question over to the bank. Safe to repeat: a workflow starts once under the question's id."""
    news = told.data
    workflows.start("approval", news.question_id, {"org_id": told.org_id, "draft_id": news.draft_id})


listener.require_all()
handler = listener.handler
