"""What the gateway says of payments and refunds, and how what it says at different times is put together.

News comes twice, late, out of order, or never. So each thing that was said is a *sighting*, and what is known of a
payment is the join of all its sightings: the same whatever their order and however often each came. A payment moves
forward only: *created*, *failed*, *authorized*, *captured*; one that failed may still be captured (a bank that answers
late), and one that was captured stays so.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

V = TypeVar("V", int, str)

MOST_FAILED = 30
"""How many failed payments of an order are remembered: the latest."""


class Progress(IntEnum):
    """How far a payment is. A later one is never followed by an earlier one."""

    CREATED = 0
    FAILED = 1
    AUTHORIZED = 2
    CAPTURED = 3


class RefundProgress(IntEnum):
    """How far a refund is at the gateway."""

    PENDING = 0
    FAILED = 1
    PROCESSED = 2


class Sighting(BaseModel):
    """A payment as the gateway knew it at some moment. Amounts are whole minor units."""

    model_config = ConfigDict(frozen=True)

    payment_id: str
    progress: Progress
    amount_minor: int
    currency: str
    created_at: int
    """Seconds since 1970, by the gateway's clock."""
    fee_minor: int | None = None
    """What the gateway keeps, its tax included; None until it is captured."""
    fee_tax_minor: int | None = None
    method: str | None = None
    error_code: str | None = None
    """The gateway's word for why it failed."""

    def join(self, other: "Sighting") -> "Sighting":
        """What is known of the payment from both: of each field the greater, so that the order does not matter."""
        return Sighting(
            payment_id=self.payment_id,
            progress=max(self.progress, other.progress),
            amount_minor=max(self.amount_minor, other.amount_minor),
            currency=max(self.currency, other.currency),
            created_at=max(self.created_at, other.created_at),
            fee_minor=_greater(self.fee_minor, other.fee_minor),
            fee_tax_minor=_greater(self.fee_tax_minor, other.fee_tax_minor),
            method=_greater(self.method, other.method),
            error_code=_greater(self.error_code, other.error_code),
        )

    def fits(self, amount_minor: int, currency: str) -> bool:
        """Whether it is exactly what was to be paid."""
        return (self.amount_minor, self.currency) == (amount_minor, currency)


class RefundSighting(BaseModel):
    """A refund as the gateway knew it at some moment."""

    model_config = ConfigDict(frozen=True)

    gateway_refund_id: str
    payment_id: str
    progress: RefundProgress
    amount_minor: int
    currency: str
    refund_id: str | None = None
    """Ours, as it stands in the notes; None for a refund that somebody made at the gateway itself."""
    order_id: str | None = None
    """Of which order, likewise."""


def joined(known: Iterable[Sighting], seen: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Everything known of an order's payments, oldest first; of those that failed, the latest ``MOST_FAILED``."""
    by_id: dict[str, Sighting] = {}
    for one in (*known, *seen):
        before = by_id.get(one.payment_id)
        by_id[one.payment_id] = before.join(one) if before else one
    every = sorted(by_id.values(), key=_age)
    lost = [one for one in every if one.progress <= Progress.FAILED]
    dropped = {one.payment_id for one in lost[:-MOST_FAILED]} if len(lost) > MOST_FAILED else set()
    return tuple(one for one in every if one.payment_id not in dropped)


def _age(one: Sighting) -> tuple[int, str]:
    return one.created_at, one.payment_id


def _greater(one: V | None, other: V | None) -> V | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)
