"""Refunds: money on its way back, and the rule by which an organization gives it."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.orders import Order


class RefundState(StrEnum):
    """How far a refund is. It is final once it is processed or failed."""

    REQUESTED = "requested"
    PROCESSED = "processed"
    FAILED = "failed"


class RefundReason(StrEnum):
    """Why money goes back."""

    BUYER = "buyer"
    """Who bought it wants it back, within the window."""
    STAFF = "staff"
    """The organization gives it back."""
    REFUSED = "refused"
    """What was bought cannot be given: no seat is free."""
    EXCESS = "excess"
    """A payment that pays nothing: a second one, or one of another amount."""
    TWICE = "twice"
    """The same thing was bought by another order already."""
    COUPON = "coupon"
    """It was paid so late that its coupon was used up meanwhile."""
    GATEWAY = "gateway"
    """Somebody gave it back at the gateway itself."""


class Refund(BaseModel):
    """Some money of one payment on its way back."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    refund_id: str
    order_id: str
    payment_id: str
    amount_minor: int
    currency: str
    reason: RefundReason
    ends_access: bool = False
    of_order: bool = True
    """Whether it is the order's own money; False for a payment that paid nothing."""
    asked_by: str | None = None
    state: RefundState = RefundState.REQUESTED
    gateway_refund_id: str | None = None
    failure: str | None = None
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def is_final(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.state is not RefundState.REQUESTED

    def ended(
        self, state: RefundState, now: datetime, *, gateway_refund_id: str | None = None, failure: str | None = None
    ) -> "Refund":
        """How it ended."""
        return self.model_copy(
            update={
                "state": state,
                "gateway_refund_id": gateway_refund_id or self.gateway_refund_id,
                "failure": failure,
                "updated_at": now,
            }
        )

    def begun(self, gateway_refund_id: str, now: datetime) -> "Refund":
        """The gateway has taken it on."""
        return self.model_copy(update={"gateway_refund_id": gateway_refund_id, "updated_at": now})


class RefundPolicy(BaseModel):
    """The rule by which an organization gives money back."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    window_days: int = 7
    """Within how many days of paying one may have all of it back by oneself; 0 for never."""
    full_ends_access: bool = True
    partial_ends_access: bool = False
    updated_at: datetime | None = None
    revision: int = 0

    def lets_buyer(self, order: Order, now: datetime) -> bool:
        """Whether who bought it may have it back by themselves at this moment."""
        return order.paid_at is not None and now < order.paid_at + timedelta(days=self.window_days)

    def ends_access(self, order: Order, amount_minor: int) -> bool:
        """Whether sending this amount back ends what was bought."""
        whole = amount_minor + order.refunding_minor + order.refunded_minor >= order.amount_minor
        return self.full_ends_access if whole else self.partial_ends_access
