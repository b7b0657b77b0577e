"""How a stored subscription changes, and what each change does to the access it gives."""

from typing import Any

from events.commerce import AccessEnded, AccessPaused, AccessResumed
from functions.commerce.domain.subscriptions import (
    AccessState,
    CouponUse,
    Subscription,
    SubscriptionNews,
    SubscriptionStatus,
)
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.repository.orders import OrderRepository, OrderWriting
from functions.commerce.repository.subscriptions import SubscriptionRepository
from shared.clock import system_clock
from shared.dynamo import undisturbed
from shared.events import DomainEvent


class SubscriptionChanges:
    """The changes of one tenant's subscriptions. Each is safe to repeat, and raises ``SubscriptionNotFound``."""

    def __init__(
        self, subscriptions: SubscriptionRepository, orders: OrderRepository, coupons: CouponRepository
    ) -> None:
        self._subscriptions = subscriptions
        self._orders = orders
        self._coupons = coupons

    def join(self, subscription_id: str, gateway_id: str) -> Subscription:
        """Note which one at the gateway it is, if none is noted yet. Returns it as it then is."""
        return undisturbed(lambda: self._join(subscription_id, gateway_id))

    def hear(self, subscription_id: str, news: SubscriptionNews) -> Subscription:
        """Take in what the gateway told. Returns it as it then is."""
        return undisturbed(lambda: self._hear(subscription_id, news))

    def note_cancelled(self, subscription_id: str, *, at_period_end: bool) -> Subscription:
        """Note that it was cancelled: it ends with what is paid for, or now. Returns it as it then is."""
        return undisturbed(lambda: self._note_cancelled(subscription_id, at_period_end))

    def look(self, subscription_id: str) -> None:
        """Tell what has become of the access by the passing of time."""
        undisturbed(lambda: self._look(subscription_id))

    def forget_buyer(self, subscription_id: str) -> None:
        """Keep none of the buyer's names and addresses."""
        undisturbed(lambda: self._forget_buyer(subscription_id))

    def _join(self, subscription_id: str, gateway_id: str) -> Subscription:
        before = self._subscriptions.get(subscription_id)
        if before.gateway_id is None:
            with self._subscriptions.writing() as writes:
                writes.save(before.model_copy(update={"gateway_id": gateway_id}))
                writes.join(before, gateway_id)
        return self._subscriptions.get(subscription_id)

    def _forget_buyer(self, subscription_id: str) -> None:
        before = self._subscriptions.get(subscription_id)
        self._move(before, before.model_copy(update={"buyer": before.buyer.forgotten()}))

    def _note_cancelled(self, subscription_id: str, at_period_end: bool) -> Subscription:
        before = self._subscriptions.get(subscription_id)
        if before.status.over:  # by another at the same moment: it ended when the first said so
            return before
        now = system_clock.now()
        after = before.model_copy(update={"cancel_requested": True})
        if not at_period_end or before.paid_through is None:
            news = SubscriptionNews(gateway_id="", status=SubscriptionStatus.CANCELLED, at=now, ended_at=now)
            after = after.model_copy(update={"gateway_id": before.gateway_id or ""}).hear(news)
            after = after.model_copy(update={"gateway_id": before.gateway_id})
        self._move(before, after)
        return self._subscriptions.get(subscription_id)

    def _hear(self, subscription_id: str, news: SubscriptionNews) -> Subscription:
        before = self._subscriptions.get(subscription_id)
        after = before.hear(news)
        self._move(before, after)
        return after

    def _look(self, subscription_id: str) -> None:
        before = self._subscriptions.get(subscription_id)
        self._move(before, before)

    def _move(self, before: Subscription, after: Subscription) -> None:
        """Store what changed, and tell what that does to the access."""
        now = system_clock.now()
        access = after.access_at(now)
        order = self._orders.get(after.order_id) if after.order_id and access is not before.access else None
        tells = self._told(after, access) if order and not order.access_ended else ()
        released = after.status.over and after.order_id is None and after.coupon is CouponUse.RESERVED
        changed = after.model_copy(update={"access": access if after.order_id else before.access})
        if released:
            changed = changed.model_copy(update={"coupon": CouponUse.RELEASED})
        if changed == before:
            return
        with self._subscriptions.writing() as writes:
            writes.save(changed.model_copy(update={"updated_at": now}), tells=tells)
            if released:
                self._coupons.releasing(writes.transaction, after.quote, after.subscription_id)
            if access is AccessState.ENDED and order:
                OrderWriting(self._orders, writes.transaction).keep(order, now)

    @staticmethod
    def _told(subscription: Subscription, access: AccessState) -> tuple[DomainEvent, ...]:
        ids: dict[str, Any] = {
            "order_id": subscription.order_id,
            "user_id": subscription.user_id,
            "course_id": subscription.course_id,
        }
        if access is AccessState.PAUSED:
            return (AccessPaused(**ids),)
        if access is AccessState.RUNNING:
            return (AccessResumed(**ids, access_until=None),)
        cancelled = subscription.status is SubscriptionStatus.CANCELLED and not subscription.cancel_requested
        return (AccessEnded(**ids, reason="cancelled" if cancelled else "ended"),)
