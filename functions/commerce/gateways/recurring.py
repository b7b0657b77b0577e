"""What is charged every so often, at the gateway: the port, and Razorpay."""

from typing import Protocol

from functions.commerce.domain.connections import Credentials
from functions.commerce.domain.quotes import Terms
from functions.commerce.errors import GatewayRefused
from functions.commerce.gateways.razorpay import _id_of, sdk
from shared.money import Money

_PERIODS = {"week": "weekly", "month": "monthly", "year": "yearly"}
_THIRTY_YEARS = {"week": 1560, "month": 360, "year": 30}
"""The gateway wants a number of charges; for as long as people agree to at banks, that is never."""


class RecurringGateway(Protocol):
    """A gateway that charges every so often. What it raises is as in ``Gateway``."""

    def subscribe(
        self, credentials: Credentials, subscription_id: str, charge: Money, terms: Terms, start_at: int | None
    ) -> str:
        """Have a subscription made that the buyer has yet to agree to; its id there. Asked twice, there are two, of
        which nobody agrees to one: it charges nothing.
        """
        ...

    def cancel(self, credentials: Credentials, gateway_id: str, *, at_period_end: bool) -> None:
        """Charge no more: from now on, or when the period is over that is paid for."""
        ...


_OVER = {"cancelled", "completed", "expired"}


class RazorpaySubscriptions:
    """The real one."""

    def subscribe(
        self, credentials: Credentials, subscription_id: str, charge: Money, terms: Terms, start_at: int | None
    ) -> str:
        """Have a plan of that price made, and a subscription to it; its id there."""
        every = terms.every or "month"
        client, notes = sdk(credentials), {"subscription_id": subscription_id}
        plan = client.plan.create(
            {
                "period": _PERIODS[every],
                "interval": terms.every_count,
                "item": {"name": subscription_id, "amount": charge.minor, "currency": charge.currency},
                "notes": notes,
            }
        )
        wish = {
            "plan_id": _id_of(plan),
            "total_count": terms.charges or max(1, _THIRTY_YEARS[every] // terms.every_count),
            "customer_notify": True,
            "notes": notes,
        }
        return _id_of(client.subscription.create(wish | ({"start_at": start_at} if start_at else {})))

    def cancel(self, credentials: Credentials, gateway_id: str, *, at_period_end: bool) -> None:
        """Charge no more. Safe to repeat: what is over there already is not refused."""
        client = sdk(credentials)
        try:
            client.subscription.cancel(gateway_id, {"cancel_at_cycle_end": 1 if at_period_end else 0})
        except GatewayRefused:
            if client.subscription.fetch(gateway_id).get("status") not in _OVER:
                raise
