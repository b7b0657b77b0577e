"""From what the gateway sends, in webhooks and answers, to sightings. Whatever has no sense is passed over.

Its JSON has traps: ``notes`` is an empty list or an object, ``captured`` is true or ``"1"``, ``fee`` and ``tax`` may be
null, unknown fields come and go.
"""

import re
from collections.abc import Mapping
from typing import Any

from functions.commerce.domain.payments import Progress, RefundProgress, RefundSighting, Sighting

Json = Mapping[str, Any]

_ID = re.compile(r"[A-Za-z]{2,8}_[0-9A-Za-z]{4,40}")
_WORD = re.compile(r"[A-Za-z0-9_.-]{1,80}")
_PROGRESS = {
    "created": Progress.CREATED,
    "pending": Progress.CREATED,
    "failed": Progress.FAILED,
    "authorized": Progress.AUTHORIZED,
    "captured": Progress.CAPTURED,
    "refunded": Progress.CAPTURED,
}
_REFUND_PROGRESS = {
    "created": RefundProgress.PENDING,
    "pending": RefundProgress.PENDING,
    "failed": RefundProgress.FAILED,
    "processed": RefundProgress.PROCESSED,
}
LARGEST = 2**53


def entity(message: Any, name: str) -> Json | None:
    """One of the things that a webhook is about."""
    payload = message.get("payload") if isinstance(message, Mapping) else None
    wrapped = payload.get(name) if isinstance(payload, Mapping) else None
    found = wrapped.get("entity") if isinstance(wrapped, Mapping) else None
    return found if isinstance(found, Mapping) else None


def payment_seen(found: Any) -> Sighting | None:
    """A payment as it stands in a webhook or an answer; None for what is not one."""
    if not isinstance(found, Mapping):
        return None
    payment_id, amount, currency = id_in(found, "id"), number_in(found, "amount"), word_in(found, "currency")
    progress = _PROGRESS.get(str(found.get("status")))
    if progress is Progress.AUTHORIZED and found.get("captured") in (True, "1"):
        progress = Progress.CAPTURED
    if payment_id is None or amount is None or currency is None or progress is None:
        return None
    captured = progress is Progress.CAPTURED
    return Sighting(
        payment_id=payment_id,
        progress=progress,
        amount_minor=amount,
        currency=currency,
        created_at=number_in(found, "created_at") or 0,
        fee_minor=number_in(found, "fee") if captured else None,
        fee_tax_minor=number_in(found, "tax") if captured else None,
        method=word_in(found, "method"),
        error_code=(word_in(found, "error_reason") or word_in(found, "error_code"))
        if progress is Progress.FAILED
        else None,
    )


def refund_seen(found: Any) -> RefundSighting | None:
    """A refund as it stands in a webhook or an answer; None for what is not one."""
    if not isinstance(found, Mapping):
        return None
    refund_id, payment_id = id_in(found, "id"), id_in(found, "payment_id")
    amount, currency = number_in(found, "amount"), word_in(found, "currency")
    progress = _REFUND_PROGRESS.get(str(found.get("status") or "pending"))
    if refund_id is None or payment_id is None or amount is None or currency is None or progress is None:
        return None
    noted = notes_of(found)
    return RefundSighting(
        gateway_refund_id=refund_id,
        payment_id=payment_id,
        progress=progress,
        amount_minor=amount,
        currency=currency,
        refund_id=id_in(noted, "refund_id"),
        order_id=id_in(noted, "order_id"),
    )


def notes_of(found: Json) -> Json:
    """What was noted with something when it was made."""
    notes = found.get("notes")
    return notes if isinstance(notes, Mapping) else {}


def id_in(found: Json, name: str) -> str | None:
    """An id of the gateway's (or ours); None for what cannot be one."""
    value = found.get(name)
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def word_in(found: Json, name: str) -> str | None:
    """A code word; None for anything that could be prose."""
    value = found.get(name)
    return value if isinstance(value, str) and _WORD.fullmatch(value) else None


def number_in(found: Json, name: str) -> int | None:
    """A whole number that is not negative."""
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value < LARGEST else None
