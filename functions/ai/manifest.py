"""What ai runs."""

from events.ai import (
    GenerationFailed,
    GenerationRequested,
    QuestionApproved,
    QuestionsDrafted,
    SummaryFailed,
    SummaryReady,
    SummaryRequested,
)
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
    ),
    tells=(
        SummaryRequested,
        SummaryReady,
        SummaryFailed,
        GenerationRequested,
        QuestionsDrafted,
        GenerationFailed,
        QuestionApproved,
    ),
    hears=(SummaryRequested, GenerationRequested, QuestionApproved),
    asks=("identity", "catalog", "learning"),
    answers=("GetItem",),
    workflows=("summary", "questions", "approval"),
    workflows_use=("assessment",),
    api=Function(table=("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"), seals=("Encrypt",)),
    handlers=Function(table=(), machines=("summary", "questions", "approval"), asks=()),
    # Reading a long lesson takes seconds of a whole processor; a provider may take a minute to answer.
    tasks=Function(
        memory_mb=1769,
        timeout_s=300,
        layers=("texts", "ai"),
        table=("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
        asks=("catalog",),
        seals=("Decrypt",),
    ),
)
