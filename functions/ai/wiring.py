"""Puts ai's services together, for one organization."""

from typing import Annotated

from fastapi import Depends, Request

from functions.ai.repository.settings import SettingsRepository
from functions.ai.service.settings import SettingsService
from shared.auth import caller_of


async def _settings(request: Request) -> SettingsService:
    return SettingsService(SettingsRepository(caller_of(request).org_id))


AiSettings = Annotated[SettingsService, Depends(_settings)]
