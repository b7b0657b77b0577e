"""The organization's provider, and what it took, over HTTP."""

from typing import Annotated

from fastapi import Query, Response, status

from functions.ai.domain.spending import month_of
from functions.ai.errors import ProviderPlaceRefused
from functions.ai.permissions import MANAGE_AI
from functions.ai.schemas.provider import AiProviderIn, AiProviderOut, AiUsageOut, usage_out
from functions.ai.wiring import AiProvider, AiSettings, AiSpending
from shared.auth import Caller, permitted
from shared.clock import system_clock
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router

router = api_router("/ai", tag="AI")

Manager = Annotated[Caller, permitted(MANAGE_AI)]
UsageMonth = Annotated[str | None, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="As `2026-12`, in UTC.")]


@router.get("/provider", response_model=AiProviderOut, responses=problems())
def read_ai_provider(_: Manager, provider: AiProvider, response: Response) -> AiProviderOut:
    """Read which provider does the organization's tasks. No key can be read again."""
    found = provider.find()
    tag(response, found.revision if found else 0)
    return AiProviderOut.of(found)


@router.put(
    "/provider",
    response_model=AiProviderOut,
    responses=problems(ProviderPlaceRefused, PreconditionFailed, PreconditionRequired),
)
def connect_ai_provider(
    body: AiProviderIn, caller: Manager, provider: AiProvider, expected: ExpectedRevision, response: Response
) -> AiProviderOut:
    """Connect a server that speaks the API of OpenAI, or replace its key, model or prices. What leaves for it is listed
    in `docs/ai.md`.
    """
    found = provider.connect(body.wish(), expected=expected, by=caller)
    tag(response, found.revision if found else 0)
    return AiProviderOut.of(found)


@router.delete("/provider", status_code=status.HTTP_204_NO_CONTENT, responses=problems(PreconditionFailed))
def disconnect_ai_provider(_: Manager, provider: AiProvider) -> None:
    """Forget the provider and its key: from the next call on nothing leaves, and the embedded one does what it can."""
    provider.disconnect()


@router.get("/usage", responses=problems())
def read_ai_usage(_: Manager, spending: AiSpending, settings: AiSettings, month: UsageMonth = None) -> AiUsageOut:
    """Read what a month (UTC) took, in all, by feature and by person, beside the budget."""
    which = month or month_of(system_clock.now())
    return usage_out(which, spending.spent(which), settings.read().organization)
