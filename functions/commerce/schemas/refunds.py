"""Bodies of requests and answers about refunds."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.commerce.domain.refunds import Refund, RefundPolicy, RefundReason, RefundState
from functions.commerce.service.refunds import RefundWish
from shared.schemas import In, Out

_REFUND: dict[str, Any] = {
    "refund_id": "rfd_01JD5H0TQ7W8X9Y0Z1A2B3C4D5",
    "order_id": "ord_01JD5H0TQ7W8X9Y0Z1A2B3C4D5",
    "amount_minor": 499_900,
    "currency": "INR",
    "reason": "staff",
    "ends_access": True,
    "state": "processed",
    "failure": None,
    "created_at": "2026-11-23T09:30:00Z",
    "updated_at": "2026-11-23T09:30:01Z",
}
_POLICY: dict[str, Any] = {"window_days": 7, "full_ends_access": True, "partial_ends_access": False}


class RefundIn(In):
    """What is to go back. Who bought it leaves both out: all of it goes back, and the access ends."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})

    amount_minor: Annotated[int, Field(ge=1, le=10**12, strict=True)] | None = None
    """Left out, all that is left."""
    ends_access: bool | None = None
    """Left out, what the organization's rule says."""

    def wish(self) -> RefundWish:
        """What is wanted."""
        return RefundWish(self.amount_minor, self.ends_access)


class RefundOut(Out):
    """A refund. It is on its way while it is `requested`."""

    model_config = ConfigDict(json_schema_extra={"examples": [_REFUND]})

    refund_id: str
    order_id: str
    amount_minor: int
    currency: str
    reason: RefundReason
    ends_access: bool
    state: RefundState
    failure: str | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, refund: Refund) -> "RefundOut":
        """The answer for a refund."""
        return cls.model_validate(refund)


class RefundsOut(Out):
    """An order's refunds, oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_REFUND]}]})

    items: list[RefundOut]


class RefundPolicyIn(In):
    """The rule by which money goes back."""

    model_config = ConfigDict(json_schema_extra={"examples": [_POLICY]})

    window_days: Annotated[int, Field(ge=0, le=365)]
    """Within how many days of paying one may have all of it back by oneself; 0 for never."""
    full_ends_access: bool
    partial_ends_access: bool

    def policy(self) -> RefundPolicy:
        """The rule."""
        return RefundPolicy(**self.model_dump())


class RefundPolicyOut(Out):
    """The rule by which money goes back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_POLICY, "updated_at": None}]})

    window_days: int
    full_ends_access: bool
    partial_ends_access: bool
    updated_at: datetime | None
