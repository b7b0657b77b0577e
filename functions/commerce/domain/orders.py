"""Orders: one purchase, from the intent to the last refund. They move forward only.

``created`` → ``attempted`` → ``paid`` → ``partly_refunded`` → ``refunded``. An order that nobody paid in time is
``lapsed``; a payment that comes later still makes it paid.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.payments import Progress, Sighting, joined
from functions.commerce.domain.tax import TaxAssessment
from shared.money import Money

OPEN_FOR = timedelta(minutes=30)
"""How long what an order reserves is kept while nobody pays; a seat is kept as long."""
LOOKED_AT_AFTER = (
    timedelta(minutes=5),
    timedelta(minutes=31),
    timedelta(hours=2),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=6),
)
"""When the gateway is asked what it knows of an order, counted from when it was placed: banks answer up to five days
late, and then the gateway itself gives the money back."""
PAID_LOOKED_AT_FROM = 4
"""Which of these times are for orders that are paid too: a second payment, or a refund made at the gateway itself, may
have gone unheard."""


class OrderState(StrEnum):
    """How far an order is."""

    CREATED = "created"
    ATTEMPTED = "attempted"
    LAPSED = "lapsed"
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"


class Buyer(BaseModel):
    """Who buys, as it stands on the invoice. It stays in the order and is told to nobody."""

    model_config = ConfigDict(frozen=True)

    name: str | None = None
    country: str = "IN"
    state_code: str | None = None
    """The two digits of the GST state; the place of supply."""
    gstin: str | None = None
    address: str | None = None

    def forgotten(self) -> "Buyer":
        """What is left where they are to be known no longer: the place, by which the tax was worked out."""
        return Buyer(country=self.country, state_code=self.state_code)


class Order(BaseModel):
    """One purchase. ``amount_minor`` is what is paid, tax included; the quote says on what terms."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    order_id: str
    user_id: str
    course_id: str | None = None
    pass_id: str | None = None
    quote: dict[str, Any]
    """The quote it was made from, as it was then."""
    tax: dict[str, Any] | None = None
    """What of the amount is which tax; None where none is due."""
    buyer: Buyer
    amount_minor: int
    currency: str
    connection_id: str | None = None
    """Through which it is paid; None where nothing is to be paid."""
    gateway_order_id: str | None = None
    """The gateway's own; None until it has answered."""
    state: OrderState = OrderState.CREATED
    payments: tuple[Sighting, ...] = ()
    payment_id: str | None = None
    """The payment that paid it."""
    paid_at: datetime | None = None
    access_until: datetime | None = None
    """When what was bought ends by time alone."""
    access_ended: bool = False
    closed: str | None = None
    """Why no payment is accepted any more: what was captured, or will be, is sent back."""
    refunding_minor: int = 0
    """What is on its way back."""
    refunded_minor: int = 0
    """What went back."""
    created_at: datetime
    updated_at: datetime
    lapses_at: datetime
    looked_at: int = 0
    """How often the gateway was asked of its own accord."""
    revision: int = 0

    @property
    def amount(self) -> Money:
        """What is paid, tax included."""
        return Money(self.amount_minor, self.currency)

    @property
    def thing_id(self) -> str:
        """The course or pass that is bought, or the part of a purchase: one has each of them once."""
        part = self.quote.get("part_of")
        return f"{part['order_id']}#{part['number']}" if part else self.course_id or self.pass_id or ""

    @property
    def is_paid(self) -> bool:
        """Whether it was paid, whatever went back since."""
        return self.paid_at is not None

    @property
    def is_open(self) -> bool:
        """Whether it can still be paid in time."""
        return self.state in {OrderState.CREATED, OrderState.ATTEMPTED}

    @property
    def refundable_minor(self) -> int:
        """What could still be sent back."""
        return self.amount_minor - self.refunding_minor - self.refunded_minor if self.is_paid else 0

    @property
    def payment(self) -> Sighting | None:
        """The payment that paid it."""
        return next((one for one in self.payments if one.payment_id == self.payment_id), None)

    @property
    def failed_payments(self) -> tuple[Sighting, ...]:
        """Payments that did not go through, oldest first."""
        return tuple(one for one in self.payments if one.progress is Progress.FAILED)

    def seen(self, sightings: Iterable[Sighting]) -> "Order":
        """With what else is known of its payments. Never says that it is paid: ``paid`` does."""
        payments = joined(self.payments, sightings)
        state = self.state
        if state is OrderState.CREATED and any(one.progress > Progress.CREATED for one in payments):
            state = OrderState.ATTEMPTED
        return self.model_copy(update={"payments": payments, "state": state})

    def payment_to_accept(self) -> Sighting | None:
        """The captured payment that pays it: exactly what was to be paid. None while there is none, or it is paid."""
        if self.is_paid or self.closed:
            return None
        return next((one for one in self.payments if self._pays(one)), None)

    def payments_to_capture(self) -> list[Sighting]:
        """Payments that the bank holds and that would pay it: at most one, and none when one was captured."""
        if self.is_paid or self.closed or any(self._pays(one) for one in self.payments):
            return []
        held = [one for one in self.payments if one.progress is Progress.AUTHORIZED and self._fits(one)]
        return held[:1]

    def payments_in_excess(self) -> list[Sighting]:
        """Captured payments that pay nothing: a second one, or one of another amount. They are sent back."""
        over = self.is_paid or self.closed is not None
        return [
            one
            for one in self.payments
            if one.progress is Progress.CAPTURED and one.payment_id != self.payment_id and (over or not self._fits(one))
        ]

    def paid(self, payment: Sighting | None, *, access_until: datetime | None, now: datetime) -> "Order":
        """Paid by this payment; without one where nothing was to be paid. The only way to become paid."""
        return self.model_copy(
            update={
                "state": OrderState.PAID,
                "payment_id": payment.payment_id if payment else None,
                "paid_at": now,
                "access_until": access_until,
                "updated_at": now,
            }
        )

    def taxed(self, tax: TaxAssessment) -> "Order":
        """With what of its amount is which tax; kept, so that a later rate changes nothing of it."""
        return self.model_copy(update={"tax": tax.model_dump(mode="json")})

    def closed_for(self, reason: str, now: datetime) -> "Order":
        """No payment is accepted any more: what comes in goes back."""
        state = OrderState.LAPSED if self.is_open else self.state
        return self.model_copy(update={"closed": reason, "state": state, "updated_at": now})

    def lapsed(self, now: datetime) -> "Order":
        """Nobody paid in time."""
        return self.model_copy(update={"state": OrderState.LAPSED, "updated_at": now}) if self.is_open else self

    def refunding(self, amount_minor: int, now: datetime) -> "Order":
        """Some of it is on its way back, so that it cannot be sent back twice."""
        return self.model_copy(update={"refunding_minor": self.refunding_minor + amount_minor, "updated_at": now})

    def refund_failed(self, amount_minor: int, now: datetime) -> "Order":
        """What was on its way back did not go."""
        return self.model_copy(update={"refunding_minor": self.refunding_minor - amount_minor, "updated_at": now})

    def refunded(self, amount_minor: int, *, ends_access: bool, now: datetime) -> "Order":
        """What was on its way back has gone."""
        gone = self.refunded_minor + amount_minor
        return self.model_copy(
            update={
                "refunding_minor": self.refunding_minor - amount_minor,
                "refunded_minor": gone,
                "state": OrderState.REFUNDED if gone >= self.amount_minor else OrderState.PARTLY_REFUNDED,
                "access_ended": self.access_ended or ends_access,
                "updated_at": now,
            }
        )

    def looked(self) -> "Order":
        """The gateway was asked once more."""
        place = max(self.looked_at, PAID_LOOKED_AT_FROM - 1) if self.is_paid else self.looked_at
        return self.model_copy(update={"looked_at": place + 1})

    def next_look(self) -> datetime | None:
        """When to ask the gateway of its own accord the next time; None when that is over."""
        place = max(self.looked_at, PAID_LOOKED_AT_FROM) if self.is_paid else self.looked_at
        if self.amount_minor == 0 or place >= len(LOOKED_AT_AFTER):
            return None
        return self.created_at + LOOKED_AT_AFTER[place]

    def _fits(self, payment: Sighting) -> bool:
        return payment.fits(self.amount_minor, self.currency)

    def _pays(self, payment: Sighting) -> bool:
        return payment.progress is Progress.CAPTURED and self._fits(payment)
