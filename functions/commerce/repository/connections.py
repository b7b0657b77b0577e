"""Reads and writes an organization's connections, and the doors of their webhooks."""

from functions.commerce.domain.connections import MOST_CONNECTIONS, Connection, ConnectionState
from functions.commerce.domain.sweeps import EVERY
from functions.commerce.errors import ConnectionNotFound
from functions.commerce.repository.sweeps import sweeping
from functions.commerce.tables import CommerceRow, ConnectionRow, DoorRow, ReceiptRow
from shared.dynamo import ConditionFailed, GlobalRepository, Repository, Transaction
from shared.errors import PreconditionFailed
from shared.idempotency import Once


class ConnectionRepository(Repository):
    """One tenant's connections."""

    table = CommerceRow

    def get(self, connection_id: str) -> Connection:
        """A connection as it is now. Raises ``ConnectionNotFound``."""
        row = self._find(ConnectionRow, ConnectionRow.key(self.org_id, connection_id), consistent=True)
        if row is None:
            raise ConnectionNotFound(connection_id=connection_id)
        return Connection.model_validate(row)

    def list(self) -> list[Connection]:
        """All connections, newest first."""
        pk, _ = ConnectionRow.key(self.org_id)
        page = self._query(ConnectionRow, pk, descending=True, limit=2 * MOST_CONNECTIONS, consistent=True)
        return [Connection.model_validate(row) for row in page.rows]

    def find_to_sell_through(self) -> Connection | None:
        """The newest that is active; None where nothing can be sold."""
        return next((one for one in self.list() if one.state is ConnectionState.ACTIVE), None)

    def add(self, connection: Connection, once: Once) -> str:
        """Store a new one with its door. Returns its id, or that of the one that the same request made."""

        def write(transaction: Transaction) -> None:
            transaction.create(self._row(connection))
            transaction.create(self._door(connection), by=GlobalRepository(self.org_id))
            sweeping(self.org_id, connection.connection_id, connection.created_at + EVERY, transaction)

        return once.perform(self, ReceiptRow, connection.connection_id, write)

    def save(self, connection: Connection) -> Connection:
        """Replace one with its door. Raises ``PreconditionFailed`` when it was changed since it was read."""
        row, door = self._row(connection), self._door(connection)
        try:
            with self._transaction() as transaction:
                transaction.save(row)
                transaction.overwrite(door, DoorRow.pk.exists(), by=GlobalRepository(self.org_id))
        except ConditionFailed:
            raise PreconditionFailed(connection_id=connection.connection_id) from None
        return Connection.model_validate(row)

    def _row(self, connection: Connection) -> ConnectionRow:
        pk, sk = ConnectionRow.key(self.org_id, connection.connection_id)
        return ConnectionRow.of(connection, pk=pk, sk=sk)

    def _door(self, connection: Connection) -> DoorRow:
        pk, sk = DoorRow.key(connection.connection_id)
        return DoorRow(
            pk=pk,
            sk=sk,
            org_id=self.org_id,
            connection_id=connection.connection_id,
            sealed_webhook_secret=connection.sealed_webhook_secret,
            former_sealed_webhook_secret=connection.former_sealed_webhook_secret,
            former_webhook_until=connection.former_webhook_until,
        )
