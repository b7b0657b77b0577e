"""Reads whose webhooks come in at an address.

By the client itself instead of PynamoDB, whose import is a fifth of what the door of webhooks needs to start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared import aws, settings


@dataclass(frozen=True, slots=True)
class Door:
    """Whose webhooks these are, and the sealed secrets that prove them."""

    org_id: str
    connection_id: str
    sealed_secret: bytes
    former_sealed_secret: bytes | None
    former_until: datetime | None


class DoorRepository:
    """All doors there are. ``DoorRow`` says where they stand, and a test that both say the same."""

    def find(self, connection_id: str) -> Door | None:
        """The door at an address; None where there is none."""
        answer = aws.client("dynamodb").get_item(
            TableName=settings.table_name("commerce"),
            Key={"pk": {"S": f"GLOBAL#DOOR#{connection_id}"}, "sk": {"S": "DOOR"}},
            ConsistentRead=True,
        )
        row: Mapping[str, Any] | None = answer.get("Item")
        if row is None:
            return None
        former, until = row.get("former_sealed_webhook_secret"), row.get("former_webhook_until")
        return Door(
            row["org_id"]["S"],
            row["connection_id"]["S"],
            row["sealed_webhook_secret"]["B"],
            former["B"] if former else None,
            datetime.fromisoformat(until["S"]) if until else None,
        )
