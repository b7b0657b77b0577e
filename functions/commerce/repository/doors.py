"""Reads whose webhooks come in at an address."""

from dataclasses import dataclass
from datetime import datetime

from functions.commerce.tables import CommerceRow, DoorRow
from shared.dynamo import GlobalRepository


@dataclass(frozen=True, slots=True)
class Door:
    """Whose webhooks these are, and the sealed secrets that prove them."""

    org_id: str
    connection_id: str
    sealed_secret: bytes
    former_sealed_secret: bytes | None
    former_until: datetime | None


class DoorRepository(GlobalRepository):
    """All doors there are."""

    table = CommerceRow

    def find(self, connection_id: str) -> Door | None:
        """The door at an address; None where there is none."""
        row = self._find(DoorRow, DoorRow.key(connection_id), consistent=True)
        if row is None:
            return None
        return Door(
            row.org_id,
            row.connection_id,
            row.sealed_webhook_secret,
            row.former_sealed_webhook_secret,
            row.former_webhook_until,
        )
