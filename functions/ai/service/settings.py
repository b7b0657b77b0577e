"""Saying how far AI may go in an organization."""

from collections.abc import Mapping
from typing import Any

from functions.ai.domain.settings import Settings
from functions.ai.repository.settings import SettingsRepository
from shared.auth import Caller
from shared.clock import system_clock
from shared.errors import PreconditionFailed


class SettingsService:
    """One tenant's settings. Who may change them is said at the door."""

    def __init__(self, settings: SettingsRepository) -> None:
        self._settings = settings

    def read(self) -> Settings:
        """The settings as they are."""
        return self._settings.read()

    def change(self, values: Mapping[str, Any], *, expected: int, by: Caller) -> Settings:
        """Replace all of them. Raises ``PreconditionFailed``."""
        settings = self._settings.read()
        if settings.revision != expected:
            raise PreconditionFailed(current_revision=settings.revision)
        who = {"updated_by": by.user_id, "updated_at": system_clock.now()}
        return self._settings.save(settings.model_copy(update={**values, **who}))
