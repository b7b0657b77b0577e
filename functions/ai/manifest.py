"""What ai runs."""

from events.ai import (
    GenerationFailed,
    GenerationRequested,
    JudgementRequested,
    QuestionApproved,
    QuestionsDrafted,
    SummaryFailed,
    SummaryReady,
    SummaryRequested,
)
from events.assessment import AttemptGraded, SubmissionGraded, SuggestionRequested
from events.identity import MemberRemoved
from shared.manifest import Context, Function

AI = Context(
    name="ai",
    routes=(
        "/ai/settings",
        "/ai/provider",
        "/ai/usage",
        "/ai/summarize-content",
        "/ai/summaries",
        "/ai/generate-questions",
        "/ai/question-generations",
        "/ai/question-drafts",
        "/ai/courses",
        "/ai/attempts",
        "/ai/grade-assignment",
        "/ai/judgements",
    ),
    tells=(
        SummaryRequested,
        SummaryReady,
        SummaryFailed,
        GenerationRequested,
        QuestionsDrafted,
        GenerationFailed,
        QuestionApproved,
        JudgementRequested,
    ),
    hears=(
        SummaryRequested,
        GenerationRequested,
        QuestionApproved,
        JudgementRequested,
        SuggestionRequested,
        AttemptGraded,
        SubmissionGraded,
        MemberRemoved,
    ),
    asks=("identity", "catalog", "learning", "assessment"),
    answers=("GetItem",),
    workflows=("summary", "questions", "approval", "judging"),
    # What is approved or suggested is handed to the room that asks and grades.
    workflows_use=("assessment",),
    api=Function(table=("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"), seals=("Encrypt",)),
    handlers=Function(
        timeout_s=60,
        layers=("texts",),
        table=("GetItem", "Query", "PutItem", "DeleteItem"),
        machines=("summary", "questions", "approval", "judging"),
        asks=("identity", "assessment"),
    ),
    # Reading a long lesson takes seconds of a whole processor; a provider may take a minute to answer.
    tasks=Function(
        memory_mb=1769,
        timeout_s=300,
        layers=("texts", "ai"),
        table=("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
        asks=("identity", "catalog", "assessment"),
        seals=("Decrypt",),
    ),
)
