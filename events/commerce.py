"""What commerce tells: what is sold, what was paid, and what access follows from it.

Amounts are whole minor units (paise) of the currency beside them.
"""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from shared.events import DomainEvent


class _CommerceEvent(DomainEvent):
    source: ClassVar[str] = "lms.commerce"


class OfferChanged(_CommerceEvent):
    """A course is sold on other terms from now on. Who bought it before keeps the terms of that day."""

    course_id: str
    free: bool
    price_minor: int | None
    """The lowest price at which one gets in now; None where the course is free or not sold."""
    currency: str | None


class OrderEvent(_CommerceEvent):
    """What every event about an order says."""

    order_id: str
    user_id: str
    course_id: str | None
    """None for a pass, which opens every course that the organization puts into it."""
    amount_minor: int
    """What the buyer pays, tax included."""
    currency: str


class OrderPlaced(OrderEvent):
    """Somebody is about to pay. The order lapses when nothing was paid by the moment named."""

    lapses_at: datetime


class OrderLapsed(OrderEvent):
    """Nobody paid in time; what was reserved for the order is free again."""


class OrderPaid(OrderEvent):
    """The money has arrived. Told once for each order; access follows from it, whatever becomes of the browser."""

    access_until: datetime | None
    """When the access that was bought ends; None for never."""


class PaymentFailed(OrderEvent):
    """A payment did not go through. Another one may follow for the same order."""

    reason: str
    """The gateway's own code."""


class RefundProcessed(OrderEvent):
    """Money went back: `amount_minor` of it. Whether access ends is told apart."""

    refund_id: str
    full: bool
    """Whether nothing of the order is left."""


class RefundFailed(OrderEvent):
    """Money that should go back did not; somebody has to look at it."""

    refund_id: str


class PaymentParked(_CommerceEvent):
    """The gateway told of a payment for an order or a subscription that is not ours: somebody has to look whose it is.
    Told once for each of these."""

    connection_id: str
    notice_id: str
    gateway_id: str
    """The gateway's own, of the order or the subscription."""


class _AccessEvent(_CommerceEvent):
    order_id: str
    user_id: str
    course_id: str | None
    """None for a pass."""


class AccessPaused(_AccessEvent):
    """What somebody bought is not paid for any longer: an instalment or a subscription is overdue beyond its grace."""


class AccessResumed(_AccessEvent):
    """What was overdue is paid: the access goes on."""

    access_until: datetime | None


class AccessEnded(_AccessEvent):
    """What somebody bought is over: by refund, cancellation or the end of the subscription."""

    reason: str
    """`refund`, `cancelled` or `ended`."""


class InstalmentDue(OrderEvent):
    """An instalment or a subscription's next charge is to be paid by the moment named."""

    due_at: datetime
    number: int
    """Which one, from 1."""


class InvoiceIssued(OrderEvent):
    """An invoice has its number and can be fetched."""

    invoice_id: str


class CreditNoteIssued(OrderEvent):
    """A credit note for a refund has its number and can be fetched."""

    invoice_id: str
    credit_note_id: str


class NoticedPayment(BaseModel):
    """A payment as the gateway told of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    payment_id: str
    progress: int
    """0 created, 1 failed, 2 held by the bank, 3 captured."""
    amount_minor: int
    currency: str
    created_at: int
    fee_minor: int | None
    fee_tax_minor: int | None
    method: str | None
    error_code: str | None


class NoticedRefund(BaseModel):
    """A refund as the gateway told of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    gateway_refund_id: str
    payment_id: str
    progress: int
    """0 pending, 1 failed, 2 processed."""
    amount_minor: int
    currency: str
    refund_id: str | None
    """Ours; None for one that was made at the gateway itself."""


class NoticedSubscription(BaseModel):
    """A subscription as the gateway told of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    gateway_subscription_id: str
    subscription_id: str | None = None
    """Ours, as it was noted there; None where nothing was."""
    status: str
    paid_count: int | None
    current_start: int | None
    current_end: int | None


class GatewayNotified(_CommerceEvent):
    """The payment gateway told something, and proved that it is the gateway. What it told is kept as a file."""

    connection_id: str
    notice_id: str
    """The gateway's own id of the event, which is the same however often it tells it."""
    notice: str
    """The gateway's word for it, as `payment.captured`."""
    told_at: int
    """Seconds since 1970, by the gateway's clock."""
    gateway_order_id: str | None
    gateway_invoice_id: str | None = None
    """What a charge of a subscription is of; None for what is bought at once, in events of before too."""
    payment: NoticedPayment | None
    refund: NoticedRefund | None
    subscription: NoticedSubscription | None
    settlement_id: str | None
