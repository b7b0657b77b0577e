"""Sweeps: asking the gateway for everything that lies between two moments, page by page, so that what no webhook told
is found.

Each sweep begins a little before the last one ended, since what was made then may have changed since; once a day one
goes back as far as banks may be late.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.payments import Sighting

EVERY = timedelta(hours=1)
OVERLAP = timedelta(hours=1)
LATE = timedelta(days=6)
"""How late a bank may answer; after that the gateway itself gives the money back."""
LONG_EVERY = timedelta(days=1)


class SweptKind(StrEnum):
    """What is asked for, in this order: a refund is of a payment, a settlement of both."""

    PAYMENTS = "payments"
    REFUNDS = "refunds"
    SETTLEMENTS = "settlements"


_ORDER = tuple(SweptKind)


class ListedPayment(BaseModel):
    """A payment as the gateway lists it, with what it is of there."""

    model_config = ConfigDict(frozen=True)

    sighting: Sighting
    gateway_order_id: str | None
    gateway_invoice_id: str | None


class ListedSettlement(BaseModel):
    """What the gateway paid out to the bank."""

    model_config = ConfigDict(frozen=True)

    settlement_id: str
    amount_minor: int
    created_at: int
    """Seconds since 1970, by the gateway's clock."""


class SettledLine(BaseModel):
    """A payment or a refund as a settlement's report has it."""

    model_config = ConfigDict(frozen=True)

    movement_id: str
    """The gateway's id of the payment or the refund."""
    amount_minor: int
    """Above zero for a payment, before its fee; below for a refund."""
    currency: str
    fee_minor: int
    """With its tax."""
    fee_tax_minor: int
    at: int
    """When it was made, in seconds since 1970, by the gateway's clock."""


class Sweep(BaseModel):
    """How far a sweep of one connection is."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    connection_id: str
    since: datetime
    until: datetime
    asking: SweptKind = SweptKind.PAYMENTS
    offset: int = 0
    """How many of this kind were seen."""
    long_at: datetime
    """When the last one began that went back far."""
    seen: int = 0
    found: int = 0
    """How many of those seen told something new."""
    ended: bool = False
    revision: int = 0

    @classmethod
    def first(cls, connection_id: str, now: datetime) -> "Sweep":
        """The first one of a connection."""
        return cls(connection_id=connection_id, since=now - LATE, until=now, long_at=now)

    def next(self, now: datetime) -> "Sweep":
        """The one after this."""
        long = now - self.long_at >= LONG_EVERY
        return self.model_copy(
            update={
                "since": self.until - (LATE if long else OVERLAP),
                "until": now,
                "asking": SweptKind.PAYMENTS,
                "offset": 0,
                "long_at": now if long else self.long_at,
                "seen": 0,
                "found": 0,
                "ended": False,
            }
        )

    def after(self, seen: int, found: int, *, last: bool) -> "Sweep":
        """After a page; ``last`` where nothing of its kind follows."""
        counts = {"seen": self.seen + seen, "found": self.found + found}
        if not last:
            return self.model_copy(update={**counts, "offset": self.offset + seen})
        following = _ORDER[_ORDER.index(self.asking) + 1 :]
        if not following:
            return self.model_copy(update={**counts, "ended": True})
        return self.model_copy(update={**counts, "asking": following[0], "offset": 0})
