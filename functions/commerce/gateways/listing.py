"""What the gateway knows between two moments: the port, and Razorpay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, Protocol, TypeVar

from functions.commerce.domain.connections import Credentials
from functions.commerce.domain.invoices import INDIA
from functions.commerce.domain.payments import RefundSighting
from functions.commerce.domain.sightings import id_in, number_in, payment_seen, refund_seen, word_in
from functions.commerce.domain.subscriptions import SubscriptionNews
from functions.commerce.domain.sweeps import ListedPayment, ListedSettlement, SettledLine
from functions.commerce.errors import GatewayRefused
from functions.commerce.gateways.razorpay import MOST_AT_ONCE, Json, items_of, sdk
from functions.commerce.gateways.recurring import subscription_seen
from shared.clock import epoch_seconds

MOST_LINES_AT_ONCE = 1_000
"""Of a settlement's report."""
END_OF_TIME = epoch_seconds(datetime.max.replace(tzinfo=UTC))
T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class GatewayPage(Generic[T]):
    """A page of what the gateway has."""

    items: Sequence[T]
    count: int
    """How many there were, with those that made no sense."""

    @property
    def last(self) -> bool:
        """Whether nothing follows."""
        return self.count < MOST_AT_ONCE


class Listing(Protocol):
    """A gateway that lists what was made between two moments, both included. What it raises is as in ``Gateway``."""

    def payments(
        self, credentials: Credentials, since: datetime, until: datetime, skip: int
    ) -> GatewayPage[ListedPayment]:
        """Payments, ``MOST_AT_ONCE`` at most."""
        ...

    def refunds(
        self, credentials: Credentials, since: datetime, until: datetime, skip: int
    ) -> GatewayPage[RefundSighting]:
        """Refunds, likewise."""
        ...

    def settlements(
        self, credentials: Credentials, since: datetime, until: datetime, skip: int
    ) -> GatewayPage[ListedSettlement]:
        """What was paid out to the bank, likewise."""
        ...

    def lines(self, credentials: Credentials, settlement: ListedSettlement) -> list[SettledLine]:
        """What a settlement pays out, line by line."""
        ...

    def order_of(self, credentials: Credentials, payment_id: str) -> str | None:
        """The gateway's id of the order that a payment is of."""
        ...

    def charged(self, credentials: Credentials, gateway_invoice_id: str) -> SubscriptionNews | None:
        """What there is to say of the subscription that an invoice charges; None where it charges none."""
        ...


class RazorpayListing:
    """The real one."""

    def payments(
        self, credentials: Credentials, since: datetime, until: datetime, skip: int
    ) -> GatewayPage[ListedPayment]:
        """Payments, ``MOST_AT_ONCE`` at most."""
        found = items_of(sdk(credentials).payment.all(_window(since, until, skip)))
        return GatewayPage([one for each in found if (one := _payment(each))], len(found))

    def refunds(
        self, credentials: Credentials, since: datetime, until: datetime, skip: int
    ) -> GatewayPage[RefundSighting]:
        """Refunds, likewise."""
        found = items_of(sdk(credentials).refund.all(data=_window(since, until, skip)))
        return GatewayPage([one for each in found if (one := refund_seen(each))], len(found))

    def settlements(
        self, credentials: Credentials, since: datetime, until: datetime, skip: int
    ) -> GatewayPage[ListedSettlement]:
        """What was paid out to the bank, likewise."""
        found = items_of(sdk(credentials).settlement.all(_window(since, until, skip)))
        return GatewayPage([one for each in found if (one := _settlement(each))], len(found))

    def lines(self, credentials: Credentials, settlement: ListedSettlement) -> list[SettledLine]:
        """What a settlement pays out, line by line. Its report is asked for by day, which the gateway counts by India's
        clock; by the world's it may be another one.
        """
        made = datetime.fromtimestamp(settlement.created_at, UTC)
        found: dict[str, SettledLine] = {}
        for day in {made.date(), made.astimezone(INDIA).date()}:
            asked = {"year": day.year, "month": day.month, "day": day.day, "count": MOST_LINES_AT_ONCE}
            skip, more = 0, True
            while more:
                items = items_of(sdk(credentials).settlement.report({**asked, "skip": skip}))
                mine = (_line(one, settlement) for one in items if one.get("settlement_id") == settlement.settlement_id)
                found |= {one.movement_id: one for one in mine if one}
                skip, more = skip + len(items), len(items) >= MOST_LINES_AT_ONCE
        return list(found.values())

    def order_of(self, credentials: Credentials, payment_id: str) -> str | None:
        """The gateway's id of the order that a payment is of."""
        try:
            return id_in(sdk(credentials).payment.fetch(payment_id), "order_id")
        except GatewayRefused:
            return None

    def charged(self, credentials: Credentials, gateway_invoice_id: str) -> SubscriptionNews | None:
        """What there is to say of the subscription that an invoice charges; None where it charges none."""
        client = sdk(credentials)
        try:
            subscription_id = id_in(client.invoice.fetch(gateway_invoice_id), "subscription_id")
            found = client.subscription.fetch(subscription_id) if subscription_id else None
        except GatewayRefused:
            return None
        return subscription_seen(found) if found else None


def _window(since: datetime, until: datetime, skip: int) -> dict[str, Any]:
    return {"from": epoch_seconds(since), "to": epoch_seconds(until), "count": MOST_AT_ONCE, "skip": skip}


def _payment(found: Json) -> ListedPayment | None:
    sighting = payment_seen(found)
    if sighting is None:
        return None
    return ListedPayment(
        sighting=sighting, gateway_order_id=id_in(found, "order_id"), gateway_invoice_id=id_in(found, "invoice_id")
    )


def _line(found: Json, settlement: ListedSettlement) -> SettledLine | None:
    movement_id, amount, currency = id_in(found, "entity_id"), number_in(found, "amount"), word_in(found, "currency")
    way = {"payment": 1, "refund": -1}.get(str(found.get("type")))
    if movement_id is None or amount is None or currency is None or way is None:
        return None
    return SettledLine(
        movement_id=movement_id,
        amount_minor=way * amount,
        currency=currency,
        fee_minor=number_in(found, "fee") or 0,
        fee_tax_minor=number_in(found, "tax") or 0,
        at=_made_at(found) or settlement.created_at,
    )


def _settlement(found: Json) -> ListedSettlement | None:
    settlement_id, amount, made_at = id_in(found, "id"), number_in(found, "amount"), _made_at(found)
    if settlement_id is None or amount is None or made_at is None or found.get("status") != "processed":
        return None
    return ListedSettlement(settlement_id=settlement_id, amount_minor=amount, created_at=made_at)


def _made_at(found: Json) -> int | None:
    """When it was made, in seconds since 1970; None where no calendar has such a time."""
    seconds = number_in(found, "created_at")
    return seconds if seconds and seconds <= END_OF_TIME else None
