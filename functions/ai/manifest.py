"""What ai runs."""

from events.ai import SummaryFailed, SummaryReady, SummaryRequested
from shared.manifest import Context, Function

AI = Context(
    name="ai",
    routes=("/ai/settings", "/ai/summarize-content", "/ai/summaries"),
    tells=(SummaryRequested, SummaryReady, SummaryFailed),
    hears=(SummaryRequested,),
    asks=("identity", "catalog", "learning"),
    answers=("GetItem",),
    workflows=("summary",),
    api=Function(table=("GetItem", "Query", "PutItem", "UpdateItem")),
    handlers=Function(table=(), machines=("summary",), asks=()),
    # Reading a long lesson takes seconds of a whole processor; a provider may take a minute to answer.
    tasks=Function(
        memory_mb=1769,
        timeout_s=300,
        layers=("texts", "ai"),
        table=("GetItem", "Query", "PutItem", "UpdateItem"),
        asks=("catalog",),
    ),
)
