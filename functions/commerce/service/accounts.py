"""From a connection to what its calls are made with and its signatures are made from."""

from datetime import datetime, timedelta

from functions.commerce.domain.connections import Connection, Credentials
from functions.commerce.errors import NothingToSellThrough
from functions.commerce.gateways.safe import Safe
from functions.commerce.repository.connections import ConnectionRepository
from shared.remembering import Memory

_opened: Memory[bytes, str] = Memory(timedelta(minutes=5), most=200)
"""Opened secrets by their sealed form, so that a replaced one is never taken for the new one."""


class Accounts:
    """The accounts at the gateway of one tenant."""

    def __init__(self, org_id: str, connections: ConnectionRepository, safe: Safe) -> None:
        self._org_id = org_id
        self._connections = connections
        self._safe = safe

    def to_sell_through(self) -> Connection:
        """The connection that new orders are paid through. Raises ``NothingToSellThrough``."""
        connection = self._connections.find_to_sell_through()
        if connection is None:
            raise NothingToSellThrough
        return connection

    def credentials(self, connection_id: str) -> Credentials:
        """What calls are made with. Raises ``ConnectionNotFound``."""
        connection = self._connections.get(connection_id)
        return Credentials(connection.key_id, self._open(connection.sealed_key_secret, connection_id))

    def key_id(self, connection_id: str) -> str:
        """The public part of the key, which a browser needs to pay."""
        return self._connections.get(connection_id).key_id

    def checkout_secrets(self, connection_id: str, now: datetime) -> list[str]:
        """With what a browser's signature may have been made: the key's secret, and for a while the one before."""
        connection = self._connections.get(connection_id)
        sealed = [connection.sealed_key_secret]
        if connection.former_sealed_key_secret and connection.former_key_until and now < connection.former_key_until:
            sealed.append(connection.former_sealed_key_secret)
        return [self._open(one, connection_id) for one in sealed]

    def _open(self, sealed: bytes, connection_id: str) -> str:
        known = _opened.find(sealed)
        return known or _opened.keep(sealed, self._safe.open(sealed, self._org_id, connection_id))
