"""Bodies of requests and answers about connections. No answer has anything secret."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from functions.commerce.domain.connections import LONGEST_OVERLAP, Connection, ConnectionState, Credentials
from shared import settings
from shared.schemas import In, Out

KeyId = Annotated[str, StringConstraints(pattern=r"^rzp_(test|live)_[A-Za-z0-9]{8,40}$")]
"""The public part of a key, which also says whether real money moves."""
Secret = Annotated[str, StringConstraints(min_length=8, max_length=200, pattern=r"^[\x21-\x7e]+$")]
"""A secret: printable ASCII without spaces."""
OverlapHours = Annotated[int, Field(ge=0, le=int(LONGEST_OVERLAP.total_seconds()) // 3600)]

_CONNECTION: dict[str, Any] = {
    "connection_id": "con_01JD5H0TQ7W8X9Y0Z1A2B3C4D5",
    "provider": "razorpay",
    "key_id": "rzp_test_1DP5mmOlF5G5ag",
    "live": False,
    "state": "active",
    "webhook_url": "https://lms.example/api/v1/webhooks/razorpay/con_01JD5H0TQ7W8X9Y0Z1A2B3C4D5",
    "former_key_until": None,
    "former_webhook_secret_until": None,
    "created_at": "2026-11-22T09:30:00Z",
    "updated_at": "2026-11-22T09:30:00Z",
}


class ConnectionIn(In):
    """An account at the gateway: its key, and the secret with which it signs webhooks."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "key_id": "rzp_test_1DP5mmOlF5G5ag",
                    "key_secret": "thisissupersecret",
                    "webhook_secret": "what the gateway signs with".replace(" ", "-"),
                }
            ]
        }
    )

    key_id: KeyId
    key_secret: Secret
    webhook_secret: Secret

    def credentials(self) -> Credentials:
        """What calls are made with."""
        return Credentials(self.key_id, self.key_secret)


class KeyIn(In):
    """Another key of the same account."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"key_id": "rzp_test_2EQ6nnPmG6H6bh", "key_secret": "anothersupersecret"}]}
    )

    key_id: KeyId
    key_secret: Secret
    overlap_hours: OverlapHours = 24
    """How long signatures made with the key before still count."""

    def credentials(self) -> Credentials:
        """What calls are made with."""
        return Credentials(self.key_id, self.key_secret)

    def overlap(self) -> timedelta:
        """How long the one before still counts."""
        return timedelta(hours=self.overlap_hours)


class WebhookSecretIn(In):
    """Another secret for webhooks."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"webhook_secret": "what-the-gateway-signs-with-now"}]})

    webhook_secret: Secret
    overlap_hours: OverlapHours = 48
    """How long events signed with the one before still count: the gateway tries again for a day."""

    def overlap(self) -> timedelta:
        """How long the one before still counts."""
        return timedelta(hours=self.overlap_hours)


class ConnectionOut(Out):
    """A connection, without what is secret in it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CONNECTION]})

    connection_id: str
    provider: str
    key_id: str
    live: bool
    """Whether real money moves."""
    state: ConnectionState
    webhook_url: str
    """Where the gateway must send its webhooks."""
    former_key_until: datetime | None
    former_webhook_secret_until: datetime | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, connection: Connection) -> "ConnectionOut":
        """The answer for a connection."""
        return cls(
            provider="razorpay",
            live=connection.live,
            webhook_url=f"{settings.public_url()}/api/v1/webhooks/razorpay/{connection.connection_id}",
            former_webhook_secret_until=connection.former_webhook_until,
            **connection.model_dump(include=_SAME),
        )


class ConnectionsOut(Out):
    """All connections, newest first; the newest that is active is sold through."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_CONNECTION]}]})

    items: list[ConnectionOut]


_SAME = {"connection_id", "key_id", "state", "former_key_until", "created_at", "updated_at"}
