"""Subscriptions: begun at the gateway, moved by what it tells, and the orders that their charges become."""

from dataclasses import dataclass
from datetime import datetime

from functions.commerce.domain.offers import Thing
from functions.commerce.domain.orders import Buyer, Order
from functions.commerce.domain.payments import Progress, Sighting
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.subscriptions import (
    Subscription,
    SubscriptionNews,
    SubscriptionStatus,
)
from functions.commerce.errors import (
    BoughtAlready,
    SubscriptionNotFound,
    SubscriptionOver,
)
from functions.commerce.permissions import REFUND, sees_purchases_of
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.repository.orders import OrderRepository
from functions.commerce.repository.subscriptions import SubscriptionRepository, SubscriptionWriting
from functions.commerce.service.accounts import Accounts
from functions.commerce.service.charges import ChargeService
from functions.commerce.service.counterparts import Counterparts
from functions.commerce.service.pricing import PricingService
from functions.commerce.service.subscription_changes import SubscriptionChanges
from functions.commerce.tables import ReceiptRow
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import ConditionFailed, Transaction
from shared.errors import Unavailable
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class Wished:
    """What somebody wants to subscribe to."""

    thing: Thing
    offer_id: str | None
    coupon_codes: tuple[str, ...]
    referral_code: str | None
    buyer: Buyer


class SubscriptionService:
    """One tenant's subscriptions."""

    def __init__(
        self,
        subscriptions: SubscriptionRepository,
        orders: OrderRepository,
        coupons: CouponRepository,
        pricing: PricingService,
        accounts: Accounts,
        counterparts: Counterparts,
        changes: SubscriptionChanges,
        charges: ChargeService,
    ) -> None:
        self._subscriptions = subscriptions
        self._orders = orders
        self._coupons = coupons
        self._pricing = pricing
        self._accounts = accounts
        self._counterparts = counterparts
        self._changes = changes
        self._charges = charges

    def begin(self, wish: Wished, *, by: Caller, once: Once) -> Subscription:
        """Subscribe to a course or a pass: the intent is stored before the gateway is asked. Access follows from the
        first charge, or from the mandate where there is a trial.
        """
        subscription_id = self._subscriptions.made_before(once) or self._store(wish, by, once)
        subscription = self._subscriptions.get(subscription_id)
        if subscription.gateway_id is not None or subscription.status.over:
            return subscription
        self._end_former(subscription)
        gateway_id = self._counterparts.find_or_make(subscription)
        joined = self._changes.join(subscription_id, gateway_id)
        if joined.status.over:  # it was cancelled meanwhile
            self._counterparts.drop_all(joined)
        elif joined.gateway_id != gateway_id:  # the same request at the same moment was faster
            self._counterparts.drop_all(joined, but=joined.gateway_id)
        return joined

    def key_id(self, subscription: Subscription) -> str:
        """The public part of the key with which a browser agrees to it."""
        return self._accounts.key_id(subscription.connection_id)

    def read(self, subscription_id: str, *, by: Caller) -> Subscription:
        """A subscription: one's own, or any for who sees all orders. Raises ``SubscriptionNotFound``."""
        found = self._subscriptions.get(subscription_id)
        if not sees_purchases_of(found.user_id, by):
            raise SubscriptionNotFound(subscription_id=subscription_id)
        return found

    def list_own(self, by: Caller, *, limit: int, start: PageKey) -> Listed[Subscription]:
        """One's own subscriptions, newest first."""
        return self._subscriptions.list_of(by.user_id, limit=limit, start=start)

    def cancel(self, subscription_id: str, *, at_period_end: bool, by: Caller) -> Subscription:
        """Charge no more: one's own, or anybody's for who may send money back. Access ends with what is paid for, or
        now. Safe to repeat. Raises ``SubscriptionOver``.
        """
        found = self.read(subscription_id, by=by)
        if found.user_id != by.user_id and not by.may(REFUND):
            raise SubscriptionNotFound(subscription_id=subscription_id)
        if found.status.over:
            raise SubscriptionOver(subscription_id=subscription_id)
        return self._cancel(found, at_period_end=at_period_end)

    def end_with(self, order: Order) -> None:
        """Charge no more for what was given back: the latest charge was refunded, and the access ended with it. Safe to
        repeat.
        """
        part = Quote.model_validate(order.quote).part_of
        try:
            found = self._subscriptions.get(part.order_id if part else "")
        except SubscriptionNotFound:  # a part of another kind
            return
        if found.order_id == order.order_id and not found.status.over:
            self._cancel(found, at_period_end=False)

    def forget(self, user_id: str) -> None:
        """Charge somebody who left no more, and keep none of their names and addresses. Safe to repeat."""
        for found in self._subscriptions.each_of(user_id):
            if not found.status.over:
                self._cancel(found, at_period_end=False)
            self._changes.forget_buyer(found.subscription_id)

    def find(self, news: SubscriptionNews) -> str | None:
        """The subscription that the gateway means; None for one that is not ours.

        Where somebody began one and died before the gateway's id was stored, it is found by what was noted there: the
        gateway asks people for their mandate by mail too, so it may be charged.
        """
        known = self._subscriptions.find_by_gateway_id(news.gateway_id)
        noted = news.noted
        if known or noted is None:
            return known
        try:
            joined = self._changes.join(noted, news.gateway_id)
        except SubscriptionNotFound:
            return None
        if joined.gateway_id == news.gateway_id:
            return noted
        if not news.status.over:
            self._counterparts.drop_all(joined, but=joined.gateway_id)
        return None

    def hear(
        self,
        subscription_id: str,
        news: SubscriptionNews,
        payment: Sighting | None,
        gateway_order_id: str | None = None,
    ) -> None:
        """Take in what the gateway told: a charge becomes an order that is paid. Safe to repeat, and in any order.

        ``gateway_order_id`` is the order that the gateway itself made for the charge: what comes of it later, as a
        refund, is told under this id.
        """
        heard = self._changes.hear(subscription_id, news)
        if heard.status.over and not news.status.over:  # an old word; or it goes on there, though it is over here
            self._counterparts.drop_all(heard)
        if payment is not None and payment.progress is Progress.CAPTURED:
            self._charges.take(subscription_id, payment, gateway_order_id)
        self._charges.begin_trial(subscription_id)

    def look(self, subscription_id: str) -> None:
        """Tell what has become of the access by the passing of time; end what nobody agreed to. Safe to repeat."""
        found, now = self._subscriptions.get(subscription_id), system_clock.now()
        if not found.lapsed(now):
            self._changes.look(subscription_id)
            return
        agreed = next(
            (one for one in self._counterparts.there(found) if one.status is not SubscriptionStatus.CREATED), None
        )
        if agreed and self.find(agreed):  # what was told of it got lost
            self.hear(subscription_id, agreed, None)
            return
        self._counterparts.drop_all(found)
        lapsed = SubscriptionNews(gateway_id=found.gateway_id or "", status=SubscriptionStatus.EXPIRED, at=now)
        self._changes.hear(subscription_id, lapsed)

    def _store(self, wish: Wished, by: Caller, once: Once) -> str:
        now = system_clock.now()
        quote = self._pricing.agreed(self._price(wish, by, now))
        self._orders.refuse_twice(quote)
        if any(one.agreed and one.sells_as(quote) for one in self._subscriptions.each_of(by.user_id)):
            raise BoughtAlready(course_id=quote.course_id, pass_id=quote.pass_id)
        connection = self._accounts.to_sell_through()
        subscription = Subscription(
            subscription_id=new_id("sbn"),
            user_id=by.user_id,
            quote=quote,
            connection_id=connection.connection_id,
            buyer=wish.buyer,
            created_at=now,
            updated_at=now,
        )

        def write(transaction: Transaction) -> None:
            SubscriptionWriting(self._subscriptions, transaction).begin(subscription)
            self._coupons.reserving(transaction, quote, subscription.subscription_id)

        try:
            return once.perform(self._subscriptions, ReceiptRow, subscription.subscription_id, write)
        except ConditionFailed:
            # A coupon was used up since the price was worked out: working it out again says so.
            self._price(wish, by, now)
            raise Unavailable("A coupon was used up, and is free again: try once more.") from None

    def _price(self, wish: Wished, by: Caller, at: datetime) -> Quote:
        """What the wish costs now. Raises what forbids it."""
        return self._pricing.price(
            wish.thing,
            by.user_id,
            wish.coupon_codes,
            at,
            offer_id=wish.offer_id,
            referral_code=wish.referral_code,
            subscribed=True,
        )

    def _end_former(self, subscription: Subscription) -> None:
        """End what the same person began before for the same thing and is not charged for: they would pay twice."""
        for other in self._subscriptions.each_of(subscription.user_id):
            former = other.created_at < subscription.created_at and not (other.status.over or other.agreed)
            if former and other.sells_as(subscription.quote):
                self._cancel(other, at_period_end=False)

    def _cancel(self, found: Subscription, *, at_period_end: bool) -> Subscription:
        if found.gateway_id and not (at_period_end and found.cancel_requested):
            at_end = at_period_end and found.paid_count > 0
            self._counterparts.cancel(found, found.gateway_id, at_period_end=at_end)
        elif not found.gateway_id:
            self._counterparts.drop_all(found)
        return self._changes.note_cancelled(found.subscription_id, at_period_end=at_period_end)
