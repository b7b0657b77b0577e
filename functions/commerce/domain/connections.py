"""Connections: an organization's account at the payment gateway, and the secrets that go with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.commerce.errors import ConnectionRetired

MOST_CONNECTIONS = 20
LONGEST_OVERLAP = timedelta(days=7)


class ConnectionState(StrEnum):
    """Whether anything more is sold through it."""

    ACTIVE = "active"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a call to the gateway is made with, in the clear; never stored, logged or answered."""

    key_id: str
    key_secret: str

    def __repr__(self) -> str:
        return f"Credentials({self.key_id})"


class Connection(BaseModel):
    """One account at the gateway. What is secret is sealed; the one before a rotation still counts for a while."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    connection_id: str
    key_id: str
    sealed_key_secret: bytes
    former_sealed_key_secret: bytes | None = None
    former_key_until: datetime | None = None
    """Until when a browser may still bring a signature made with the key before."""
    sealed_webhook_secret: bytes
    former_sealed_webhook_secret: bytes | None = None
    former_webhook_until: datetime | None = None
    """Until when the gateway may still sign with the secret before: it does so for older events."""
    state: ConnectionState = ConnectionState.ACTIVE
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def live(self) -> bool:
        """Whether real money moves; otherwise the gateway only pretends."""
        return self.key_id.startswith("rzp_live_")

    def with_key(self, key_id: str, sealed: bytes, *, overlap: timedelta, now: datetime) -> "Connection":
        """With another key of the same account. Raises ``ConnectionRetired``."""
        self._require_active()
        return self.model_copy(
            update={
                "key_id": key_id,
                "sealed_key_secret": sealed,
                "former_sealed_key_secret": self.sealed_key_secret,
                "former_key_until": now + overlap,
                "updated_at": now,
            }
        )

    def with_webhook_secret(self, sealed: bytes, *, overlap: timedelta, now: datetime) -> "Connection":
        """With another secret for webhooks. One that is retired may have it too: it still hears."""
        return self.model_copy(
            update={
                "sealed_webhook_secret": sealed,
                "former_sealed_webhook_secret": self.sealed_webhook_secret,
                "former_webhook_until": now + overlap,
                "updated_at": now,
            }
        )

    def retired(self, now: datetime) -> "Connection":
        """Nothing more is sold through it; what was sold is still paid, refunded and heard of."""
        return self.model_copy(update={"state": ConnectionState.RETIRED, "updated_at": now})

    def _require_active(self) -> None:
        if self.state is not ConnectionState.ACTIVE:
            raise ConnectionRetired(connection_id=self.connection_id)
