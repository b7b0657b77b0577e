"""What a subscription is at the gateway: found before it is made, and ended where it must not go on."""

from functions.commerce.domain.subscriptions import Subscription, SubscriptionNews
from functions.commerce.errors import GatewayUnavailable
from functions.commerce.gateways.recurring import RecurringGateway
from functions.commerce.repository.subscriptions import SubscriptionRepository
from functions.commerce.service.accounts import Accounts
from shared.clock import epoch_seconds
from shared.dynamo import undisturbed
from shared.money import Money
from shared.observability import log


class Counterparts:
    """The counterparts of one tenant's subscriptions."""

    def __init__(self, subscriptions: SubscriptionRepository, accounts: Accounts, gateway: RecurringGateway) -> None:
        self._subscriptions = subscriptions
        self._accounts = accounts
        self._gateway = gateway

    def cancel(self, subscription: Subscription, gateway_id: str, *, at_period_end: bool) -> None:
        """Have one of them charge no more. Safe to repeat."""
        credentials = self._accounts.credentials(subscription.connection_id)
        self._gateway.cancel(credentials, gateway_id, at_period_end=at_period_end)

    def find_or_make(self, subscription: Subscription) -> str:
        """Its counterpart's id at the gateway. Its plan is there for it alone, so that one that a call made
        whose answer nobody heard is found by the plan, and there is no second one.
        """
        credentials = self._accounts.credentials(subscription.connection_id)
        subscription_id, quote = subscription.subscription_id, subscription.quote
        plan_id, known = subscription.plan_id, subscription.plan_id is not None
        if plan_id is None:
            charge = Money(quote.total_minor, quote.currency)
            made = self._gateway.plan(credentials, subscription_id, charge, quote.terms)
            plan_id = undisturbed(lambda: self._note_plan(subscription_id, made))
            known = plan_id != made
        found = self._gateway.subscribed(credentials, plan_id) if known else []
        if found:
            return found[0].gateway_id
        starts = subscription.trial_ends()
        start_at = epoch_seconds(starts) if starts else None
        try:
            return self._gateway.subscribe(credentials, subscription_id, plan_id, quote.terms, start_at)
        except GatewayUnavailable:
            found = self._gateway.subscribed(credentials, plan_id)
            if not found:
                raise
            return found[0].gateway_id

    def there(self, subscription: Subscription) -> list[SubscriptionNews]:
        """What the gateway has of it that is not over."""
        if subscription.plan_id is None:
            return []
        credentials = self._accounts.credentials(subscription.connection_id)
        return self._gateway.subscribed(credentials, subscription.plan_id)

    def drop_all(self, subscription: Subscription, *, but: str | None = None) -> None:
        """Cancel whatever the gateway has of it, but for one."""
        credentials = self._accounts.credentials(subscription.connection_id)
        for one in self.there(subscription):
            if one.gateway_id != but:
                log("subscription.dropped", subscription_id=subscription.subscription_id, gateway_id=one.gateway_id)
                self._gateway.cancel(credentials, one.gateway_id, at_period_end=False)

    def _note_plan(self, subscription_id: str, plan_id: str) -> str:
        """Note its plan at the gateway, unless it has one; the one that it has."""
        before = self._subscriptions.get(subscription_id)
        if before.plan_id is not None:
            return before.plan_id
        with self._subscriptions.writing() as writes:
            writes.save(before.model_copy(update={"plan_id": plan_id}))
        return plan_id
