"""Reads and writes an organization's provider."""

from functions.ai.domain.connections import AiConnection
from functions.ai.tables import AiConnectionRow, AiRow
from shared.dynamo import ConditionFailed, Repository
from shared.errors import PreconditionFailed


class AiConnectionRepository(Repository):
    """One tenant's provider."""

    table = AiRow

    def find(self) -> AiConnection | None:
        """The provider as it is now; None where only the embedded one works."""
        row = self._find(AiConnectionRow, AiConnectionRow.key(self.org_id), consistent=True)
        return AiConnection.model_validate(row) if row else None

    def save(self, connection: AiConnection) -> None:
        """Store it. Raises ``PreconditionFailed`` when it was changed since it was read."""
        row = self._row(connection)
        try:
            self._store(row)
        except ConditionFailed:
            raise PreconditionFailed from None

    def forget(self, connection: AiConnection) -> None:
        """Remove it with its key. Raises ``PreconditionFailed`` when it was changed since it was read."""
        try:
            self._delete(self._row(connection), condition=AiConnectionRow.revision == connection.revision)
        except ConditionFailed:
            raise PreconditionFailed from None

    def _row(self, connection: AiConnection) -> AiConnectionRow:
        pk, sk = AiConnectionRow.key(self.org_id)
        return AiConnectionRow.of(connection, pk=pk, sk=sk)
