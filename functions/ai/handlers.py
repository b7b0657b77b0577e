"""AI's reactions: to what is asked of it, to what is taken of what it made, and to what people give in the end."""

from events.ai import GenerationRequested, JudgementRequested, QuestionApproved, SummaryRequested
from events.assessment import AttemptGraded, SubmissionGraded, SuggestionRequested
from events.identity import MemberRemoved
from functions.ai.manifest import AI
from functions.ai.repository.forgetting import ForgettingRepository
from functions.ai.wiring import judgement_service
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


@listener.on(SuggestionRequested)
def judge_attempt(told: Envelope[SuggestionRequested]) -> None:
    """Judge the open answers of an attempt for who grades it. Safe to repeat: once for a round, by its name."""
    news = told.data
    payload = {"org_id": told.org_id, "attempt_id": news.attempt_id, "round": news.round}
    workflows.start("judging", f"{news.attempt_id}-{news.round}", payload)


@listener.on(JudgementRequested)
def begin_judgement(told: Envelope[JudgementRequested]) -> None:
    """Judge what somebody wants judged. Safe to repeat: once for a judgement, by its name."""
    judgement_id = told.data.judgement_id
    workflows.start("judging", judgement_id, {"org_id": told.org_id, "judgement_id": judgement_id})


@listener.on(AttemptGraded)
def learn_from_marks(told: Envelope[AttemptGraded]) -> None:
    """Keep what people gave and hold suggestions against it. Safe to repeat: an attempt has its places."""
    judgement_service(told.org_id).learn(told.data.attempt_id)


@listener.on(SubmissionGraded)
def learn_from_marked_work(told: Envelope[SubmissionGraded]) -> None:
    """The same of work for an assignment. Safe to repeat: a submission has its place, whoever of a team is told of."""
    judgement_service(told.org_id).learn(told.data.submission_id)


@listener.on(MemberRemoved)
def forget_person(told: Envelope[MemberRemoved]) -> None:
    """Let go of what somebody wrote, of what was suggested for it and made of it. Safe to repeat."""
    ForgettingRepository(told.org_id).forget(told.data.user_id)


listener.require_all()
handler = listener.handler
