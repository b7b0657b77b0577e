"""What is charged every so often, at the gateway: the port, and Razorpay."""

from typing import Protocol

from functions.commerce.domain.connections import Credentials
from functions.commerce.domain.offers import Unit
from functions.commerce.domain.quotes import Terms
from functions.commerce.domain.sightings import id_in, notes_of, number_in
from functions.commerce.domain.subscriptions import SubscriptionNews, news_of
from functions.commerce.errors import GatewayRefused
from functions.commerce.gateways.razorpay import MOST_AT_ONCE, Json, id_of, items_of, sdk
from shared.clock import epoch_seconds, system_clock
from shared.money import Money

_PERIODS = {"week": "weekly", "month": "monthly", "year": "yearly"}
_THIRTY_YEARS = {"week": 1560, "month": 360, "year": 30}
"""The gateway wants a number of charges; for as long as people agree to at banks, that is never."""


class RecurringGateway(Protocol):
    """A gateway that charges every so often. What it raises is as in ``Gateway``."""

    def plan(self, credentials: Credentials, subscription_id: str, charge: Money, terms: Terms) -> str:
        """Have a plan of that price made, for one subscription alone; its id there. Asked twice, there are two, of
        which one is used: a plan charges nobody.
        """
        ...

    def subscribe(
        self, credentials: Credentials, subscription_id: str, plan_id: str, terms: Terms, start_at: int | None
    ) -> str:
        """Have a subscription to a plan made that the buyer has yet to agree to; its id there. Asked twice, there are
        two: so who is not sure looks with ``subscribed`` first.
        """
        ...

    def subscribed(self, credentials: Credentials, plan_id: str) -> list[SubscriptionNews]:
        """What there is to say now of the subscriptions to a plan that are not over, the oldest first."""
        ...

    def cancel(self, credentials: Credentials, gateway_id: str, *, at_period_end: bool) -> None:
        """Charge no more: from now on, or when the period is over that is paid for."""
        ...


_OVER = {"cancelled", "completed", "expired"}


class RazorpaySubscriptions:
    """The real one."""

    def plan(self, credentials: Credentials, subscription_id: str, charge: Money, terms: Terms) -> str:
        """Have a plan of that price made, for one subscription alone; its id there."""
        made = sdk(credentials).plan.create(
            {
                "period": _PERIODS[_every(terms)],
                "interval": terms.every_count,
                "item": {"name": subscription_id, "amount": charge.minor, "currency": charge.currency},
                "notes": {"subscription_id": subscription_id},
            }
        )
        return id_of(made)

    def subscribe(
        self, credentials: Credentials, subscription_id: str, plan_id: str, terms: Terms, start_at: int | None
    ) -> str:
        """Have a subscription to a plan made that the buyer has yet to agree to; its id there."""
        wish = {
            "plan_id": plan_id,
            "total_count": terms.charges or max(1, _THIRTY_YEARS[_every(terms)] // terms.every_count),
            "customer_notify": True,
            "notes": {"subscription_id": subscription_id},
        }
        return id_of(sdk(credentials).subscription.create(wish | ({"start_at": start_at} if start_at else {})))

    def subscribed(self, credentials: Credentials, plan_id: str) -> list[SubscriptionNews]:
        """What there is to say now of the subscriptions to a plan that are not over, the oldest first."""
        found = items_of(sdk(credentials).subscription.all({"plan_id": plan_id, "count": MOST_AT_ONCE}))
        mine = [one for one in found if one.get("plan_id") == plan_id]
        mine.sort(key=lambda one: (number_in(one, "created_at") or 0, id_in(one, "id") or ""))
        return [news for one in mine if (news := subscription_seen(one)) and not news.status.over]

    def cancel(self, credentials: Credentials, gateway_id: str, *, at_period_end: bool) -> None:
        """Charge no more. Safe to repeat: what is over there already is not refused."""
        client = sdk(credentials)
        try:
            client.subscription.cancel(gateway_id, {"cancel_at_cycle_end": 1 if at_period_end else 0})
        except GatewayRefused:
            if client.subscription.fetch(gateway_id).get("status") not in _OVER:
                raise


def subscription_seen(found: Json) -> SubscriptionNews | None:
    """What there is to say now of a subscription, by its entity; None for what makes no sense."""
    subscription_id, paid, until = id_in(found, "id"), number_in(found, "paid_count"), number_in(found, "current_end")
    if subscription_id is None:
        return None
    noted = id_in(notes_of(found), "subscription_id")
    now = epoch_seconds(system_clock.now())
    return news_of(subscription_id, str(found.get("status")), now, paid, until, noted)


def _every(terms: Terms) -> Unit:
    return terms.every or "month"
