"""How far AI may go, over HTTP."""

from typing import Annotated

from fastapi import Response

from functions.ai.permissions import MANAGE_AI, SEE_AI
from functions.ai.schemas.settings import AiSettingsIn, AiSettingsOut
from functions.ai.wiring import AiSettings
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router

router = api_router("/ai/settings", tag="AI")

Viewer = Annotated[Caller, permitted(SEE_AI)]
Manager = Annotated[Caller, permitted(MANAGE_AI)]


@router.get("", response_model=AiSettingsOut, responses=problems())
def read_ai_settings(_: Viewer, settings: AiSettings, response: Response) -> AiSettingsOut:
    """Read how far AI may go in the organization."""
    found = settings.read()
    tag(response, found.revision)
    return AiSettingsOut.of(found)


@router.put("", response_model=AiSettingsOut, responses=problems(PreconditionFailed, PreconditionRequired))
def change_ai_settings(
    body: AiSettingsIn, caller: Manager, settings: AiSettings, expected: ExpectedRevision, response: Response
) -> AiSettingsOut:
    """Say how far AI may go: switch it off or on, keep texts in the house, set budgets. Acts on the next call."""
    changed = settings.change(body.values(), expected=expected, by=caller)
    tag(response, changed.revision)
    return AiSettingsOut.of(changed)
