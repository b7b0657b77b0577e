"""Puts engagement's services together, for one organization."""

from typing import Annotated

from fastapi import Depends, Request

from functions.engagement.repository.choices import ChoiceRepository
from functions.engagement.repository.inboxes import InboxRepository
from functions.engagement.service.inbox import InboxService
from functions.engagement.service.telling import TellingService
from functions.engagement.service.templates import TemplateService
from functions.engagement.service.unsubscribing import ChoiceService
from shared.auth import caller_of, of_tenant
from shared.mail import Ses


async def _inbox(request: Request) -> InboxService:
    caller = caller_of(request)
    return InboxService(caller.org_id, caller.user_id, InboxRepository(caller.org_id))


def _choices(org_id: str) -> ChoiceService:
    return ChoiceService(ChoiceRepository(org_id))


def _templates(org_id: str) -> TemplateService:
    return TemplateService(org_id, ChoiceRepository(org_id))


OwnInbox = Annotated[InboxService, Depends(_inbox)]
Choices = Annotated[ChoiceService, Depends(of_tenant(_choices))]
Templates = Annotated[TemplateService, Depends(of_tenant(_templates))]


def telling_service(org_id: str) -> TellingService:
    """Telling one organization's people."""
    return TellingService(org_id, InboxRepository(org_id), Ses())
