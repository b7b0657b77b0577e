"""Puts ai's services together, for one organization."""

from datetime import timedelta
from typing import Annotated

from fastapi import Depends

from functions.ai.domain.connections import AiConnection
from functions.ai.gateways.safe import KeyService
from functions.ai.providers.embedded import Embedded
from functions.ai.providers.outside import Account, Outside
from functions.ai.repository.connections import AiConnectionRepository
from functions.ai.repository.judgements import JudgementRepository
from functions.ai.repository.questions import QuestionRepository
from functions.ai.repository.settings import SettingsRepository
from functions.ai.repository.spending import SpendingRepository
from functions.ai.repository.summaries import SummaryRepository
from functions.ai.service.connections import AiConnectionService
from functions.ai.service.desk import Desk
from functions.ai.service.drafting import DraftingService
from functions.ai.service.generating import GenerationService
from functions.ai.service.judgements import JudgementService
from functions.ai.service.proposing import Proposer
from functions.ai.service.settings import SettingsService
from functions.ai.service.summarizing import SummaryService
from shared.auth import of_tenant
from shared.remembering import Memory

_opened: Memory[bytes, str] = Memory(timedelta(minutes=5))
"""Keys by their sealed form, so that a replaced one is never taken for the new one."""


def outside(org_id: str) -> Outside | None:
    """The organization's own provider, if it has one."""
    found = AiConnectionRepository(org_id).find()
    return Outside(_account(found, org_id)) if found else None


def _account(found: AiConnection, org_id: str) -> Account:
    key = _opened.find(found.sealed_key)
    key = key or _opened.keep(found.sealed_key, KeyService().open(found.sealed_key, org_id))
    return Account(found.base_url, found.model, key, found.prices)


def desk(org_id: str) -> Desk:
    """Where the organization has tasks done."""
    return Desk(SettingsRepository(org_id), SpendingRepository(org_id), Embedded(), lambda: outside(org_id))


def summary_service(org_id: str) -> SummaryService:
    """What has an organization's texts summarized."""
    return SummaryService(SummaryRepository(org_id), SettingsRepository(org_id), desk(org_id))


def judgement_service(org_id: str) -> JudgementService:
    """The judgements of one organization."""
    return JudgementService(JudgementRepository(org_id), desk(org_id).grade)


def _settings(org_id: str) -> SettingsService:
    return SettingsService(SettingsRepository(org_id))


def generation_service(org_id: str) -> GenerationService:
    """What has an organization's questions made."""
    return GenerationService(QuestionRepository(org_id), SettingsRepository(org_id), Proposer(desk(org_id)))


def drafting_service(org_id: str) -> DraftingService:
    """What keeps an organization's drafts of questions."""
    return DraftingService(QuestionRepository(org_id))


def _provider(org_id: str) -> AiConnectionService:
    return AiConnectionService(AiConnectionRepository(org_id), KeyService())


AiProvider = Annotated[AiConnectionService, Depends(of_tenant(_provider))]
AiSpending = Annotated[SpendingRepository, Depends(of_tenant(SpendingRepository))]
AiSettings = Annotated[SettingsService, Depends(of_tenant(_settings))]
Summaries = Annotated[SummaryService, Depends(of_tenant(summary_service))]
Generations = Annotated[GenerationService, Depends(of_tenant(generation_service))]
Drafts = Annotated[DraftingService, Depends(of_tenant(drafting_service))]
Judging = Annotated[JudgementService, Depends(of_tenant(judgement_service))]
