"""Notices: what the gateway tells by webhook, taken for true once its signature is right.

A notice is about an order, a payment, a refund, a subscription or a settlement; whatever else it says is in the file
that is kept of it.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from functions.commerce.domain.payments import RefundSighting, Sighting
from functions.commerce.domain.sightings import entity, id_in, notes_of, number_in, payment_seen, refund_seen, word_in

LARGEST_BODY = 1024 * 1024
_NOTICE_ID = re.compile(r"[A-Za-z0-9_-]{6,64}")


class Verdict(StrEnum):
    """What was made of a body that came in."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    """Not signed with a secret of the connection."""
    UNREADABLE = "unreadable"
    """Signed, but not a notice."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a webhook says, as far as it moves anything here."""

    notice_id: str
    name: str
    told_at: int
    gateway_order_id: str | None
    gateway_invoice_id: str | None
    """What a charge of a subscription is of, at the gateway; what is bought here has none."""
    payment: Sighting | None
    refund: RefundSighting | None
    subscription: Mapping[str, Any] | None
    settlement_id: str | None


def notice_id_of(header: str | None, body: bytes) -> str:
    """The gateway's id of what it tells; where it sends none, one that follows from the body."""
    return header if header and _NOTICE_ID.fullmatch(header) else hashlib.sha256(body).hexdigest()[:40]


def read_notice(notice_id: str, body: bytes) -> Notice | None:
    """What a body says; None where it is not a notice."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return None
    name = word_in(message, "event") if isinstance(message, Mapping) else None
    if name is None:
        return None
    payment, order = entity(message, "payment") or {}, entity(message, "order") or {}
    settlement, subscription = entity(message, "settlement") or {}, entity(message, "subscription")
    return Notice(
        notice_id=notice_id,
        name=name,
        told_at=number_in(message, "created_at") or 0,
        gateway_order_id=id_in(order, "id") or id_in(payment, "order_id"),
        gateway_invoice_id=id_in(payment, "invoice_id"),
        payment=payment_seen(payment),
        refund=refund_seen(entity(message, "refund")),
        subscription=_subscription(subscription) if subscription else None,
        settlement_id=id_in(settlement, "id"),
    )


def _subscription(found: Mapping[str, Any]) -> Mapping[str, Any] | None:
    subscription_id, status = id_in(found, "id"), word_in(found, "status")
    if subscription_id is None or status is None:
        return None
    numbers = {name: number_in(found, name) for name in ("paid_count", "current_start", "current_end")}
    noted = id_in(notes_of(found), "subscription_id")
    return {"gateway_subscription_id": subscription_id, "subscription_id": noted, "status": status, **numbers}
