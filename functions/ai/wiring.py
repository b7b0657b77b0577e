"""Puts ai's services together, for one organization."""

from typing import Annotated

from fastapi import Depends, Request

from functions.ai.providers.embedded import Embedded
from functions.ai.repository.questions import QuestionRepository
from functions.ai.repository.settings import SettingsRepository
from functions.ai.repository.spending import SpendingRepository
from functions.ai.repository.summaries import SummaryRepository
from functions.ai.service.desk import Desk
from functions.ai.service.drafting import DraftingService
from functions.ai.service.generating import GenerationService
from functions.ai.service.proposing import EmbeddedProposer
from functions.ai.service.settings import SettingsService
from functions.ai.service.summarizing import SummaryService
from shared.auth import caller_of


def desk(org_id: str) -> Desk:
    """Where the organization has tasks done."""
    return Desk(SettingsRepository(org_id), SpendingRepository(org_id), Embedded(), lambda: None)


def summary_service(org_id: str) -> SummaryService:
    """What has an organization's texts summarized."""
    return SummaryService(SummaryRepository(org_id), SettingsRepository(org_id), desk(org_id))


async def _summaries(request: Request) -> SummaryService:
    return summary_service(caller_of(request).org_id)


async def _settings(request: Request) -> SettingsService:
    return SettingsService(SettingsRepository(caller_of(request).org_id))


def generation_service(org_id: str) -> GenerationService:
    """What has an organization's questions made."""
    return GenerationService(QuestionRepository(org_id), SettingsRepository(org_id), EmbeddedProposer())


def drafting_service(org_id: str) -> DraftingService:
    """What keeps an organization's drafts of questions."""
    return DraftingService(QuestionRepository(org_id))


async def _generations(request: Request) -> GenerationService:
    return generation_service(caller_of(request).org_id)


async def _drafts(request: Request) -> DraftingService:
    return drafting_service(caller_of(request).org_id)


AiSettings = Annotated[SettingsService, Depends(_settings)]
Summaries = Annotated[SummaryService, Depends(_summaries)]
Generations = Annotated[GenerationService, Depends(_generations)]
Drafts = Annotated[DraftingService, Depends(_drafts)]
