"""Reads and writes an organization's settings."""

from functions.ai.domain.settings import Settings
from functions.ai.tables import AiRow, SettingsRow
from shared.dynamo import ConditionFailed, Repository
from shared.errors import PreconditionFailed


class SettingsRepository(Repository):
    """One tenant's settings."""

    table = AiRow

    def read(self) -> Settings:
        """The settings as they are now."""
        row = self._find(SettingsRow, SettingsRow.key(self.org_id), consistent=True)
        return Settings.model_validate(row) if row else Settings()

    def save(self, settings: Settings) -> Settings:
        """Replace them. Raises ``PreconditionFailed`` when they were changed since they were read."""
        pk, sk = SettingsRow.key(self.org_id)
        row = SettingsRow.of(settings, pk=pk, sk=sk)
        try:
            self._store(row)
        except ConditionFailed:
            raise PreconditionFailed from None
        return self.read()
