"""Puts ai's services together, for one organization."""

from typing import Annotated

from fastapi import Depends, Request

from functions.ai.providers.embedded import Embedded
from functions.ai.repository.settings import SettingsRepository
from functions.ai.repository.spending import SpendingRepository
from functions.ai.service.desk import Desk
from functions.ai.service.settings import SettingsService
from shared.auth import caller_of


def desk(org_id: str) -> Desk:
    """Where the organization has tasks done."""
    return Desk(SettingsRepository(org_id), SpendingRepository(org_id), Embedded(), lambda: None)


async def _settings(request: Request) -> SettingsService:
    return SettingsService(SettingsRepository(caller_of(request).org_id))


AiSettings = Annotated[SettingsService, Depends(_settings)]
