"""Subscriptions: begun at the gateway, moved by what it tells, and the orders that their charges become."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from events.commerce import AccessEnded, AccessPaused, AccessResumed, OrderPaid
from functions.commerce.domain import booking
from functions.commerce.domain.invoices import taxes_of
from functions.commerce.domain.offers import Thing
from functions.commerce.domain.orders import Buyer, Order
from functions.commerce.domain.payments import Progress, Sighting
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.subscriptions import (
    AccessState,
    CouponUse,
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
from functions.commerce.repository.invoices import InvoiceRepository
from functions.commerce.repository.ledger import LedgerRepository
from functions.commerce.repository.orders import OrderRepository, OrderWriting
from functions.commerce.repository.subscriptions import SubscriptionRepository, SubscriptionWriting
from functions.commerce.service.accounts import Accounts
from functions.commerce.service.counterparts import Counterparts
from functions.commerce.service.pricing import PricingService
from functions.commerce.service.telling import told_of
from functions.commerce.tables import ReceiptRow
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import Transaction, undisturbed
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey
from shared.observability import log, metric

TRIAL = "TRIAL"
"""In the place of a payment's id: what a trial gives is a charge of nothing."""


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
        ledger: LedgerRepository,
        invoices: InvoiceRepository,
    ) -> None:
        self._subscriptions = subscriptions
        self._orders = orders
        self._coupons = coupons
        self._pricing = pricing
        self._accounts = accounts
        self._counterparts = counterparts
        self._ledger = ledger
        self._invoices = invoices

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
        joined = undisturbed(lambda: self._join(subscription_id, gateway_id))
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
            undisturbed(partial(self._forget_buyer, found.subscription_id))

    def _cancel(self, found: Subscription, *, at_period_end: bool) -> Subscription:
        if found.gateway_id and not (at_period_end and found.cancel_requested):
            at_end = at_period_end and found.paid_count > 0
            self._counterparts.cancel(found, found.gateway_id, at_period_end=at_end)
        elif not found.gateway_id:
            self._counterparts.drop_all(found)
        return undisturbed(lambda: self._note_cancelled(found.subscription_id, at_period_end))

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
            joined = undisturbed(lambda: self._join(noted, news.gateway_id))
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
        heard = undisturbed(lambda: self._hear(subscription_id, news))
        if heard.status.over and not news.status.over:  # an old word; or it goes on there, though it is over here
            self._counterparts.drop_all(heard)
        if payment is not None and payment.progress is Progress.CAPTURED:
            undisturbed(lambda: self._take_charge(subscription_id, payment, gateway_order_id))
        undisturbed(lambda: self._begin_trial(subscription_id))

    def look(self, subscription_id: str) -> None:
        """Tell what has become of the access by the passing of time; end what nobody agreed to. Safe to repeat."""
        found, now = self._subscriptions.get(subscription_id), system_clock.now()
        if not found.lapsed(now):
            undisturbed(lambda: self._look(subscription_id))
            return
        agreed = next(
            (one for one in self._counterparts.there(found) if one.status is not SubscriptionStatus.CREATED), None
        )
        if agreed and self.find(agreed):  # what was told of it got lost
            self.hear(subscription_id, agreed, None)
            return
        self._counterparts.drop_all(found)
        lapsed = SubscriptionNews(gateway_id=found.gateway_id or "", status=SubscriptionStatus.EXPIRED, at=now)
        undisturbed(lambda: self._hear(subscription_id, lapsed))

    # -- storing

    def _store(self, wish: Wished, by: Caller, once: Once) -> str:
        now = system_clock.now()
        quote = self._pricing.agreed(
            self._pricing.price(
                wish.thing,
                by.user_id,
                wish.coupon_codes,
                now,
                offer_id=wish.offer_id,
                referral_code=wish.referral_code,
                subscribed=True,
            )
        )
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

        return once.perform(self._subscriptions, ReceiptRow, subscription.subscription_id, write)

    def _end_former(self, subscription: Subscription) -> None:
        """End what the same person began before for the same thing and is not charged for: they would pay twice."""
        for other in self._subscriptions.each_of(subscription.user_id):
            former = other.created_at < subscription.created_at and not (other.status.over or other.agreed)
            if former and other.sells_as(subscription.quote):
                self._cancel(other, at_period_end=False)

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

    # -- charges

    def _take_charge(self, subscription_id: str, payment: Sighting, gateway_order_id: str | None) -> None:
        subscription = self._subscriptions.get(subscription_id)
        if not payment.fits(subscription.quote.total_minor, subscription.quote.currency):
            metric("ChargeUnexpected")
            log("charge.unexpected", subscription_id=subscription_id, payment_id=payment.payment_id)
            return
        number = max(1, subscription.paid_count)
        quote = subscription.charge(number, subscription.quote.total_minor, system_clock.now())
        self._sell(subscription, quote, payment, gateway_order_id)

    def _begin_trial(self, subscription_id: str) -> None:
        subscription = self._subscriptions.get(subscription_id)
        ends = subscription.trial_ends()
        if ends is None or subscription.order_id or subscription.paid_through is None or ends <= system_clock.now():
            return
        self._sell(subscription, subscription.charge(0, 0, system_clock.now()), None)

    def _sell(
        self, before: Subscription, quote: Quote, payment: Sighting | None, gateway_order_id: str | None = None
    ) -> None:
        """Make an order of a charge, which is paid by then; once for each payment. It is in the books as any other."""
        payment_id = payment.payment_id if payment else TRIAL
        if self._subscriptions.find_charge(before.subscription_id, payment_id):
            return
        now = system_clock.now()
        until = before.pauses_at() if before.pass_id else None
        order = Order(
            order_id=new_id("ord"),
            user_id=before.user_id,
            course_id=before.course_id,
            pass_id=before.pass_id,
            quote=quote.model_dump(mode="json"),
            buyer=before.buyer,
            amount_minor=quote.total_minor,
            currency=quote.currency,
            connection_id=before.connection_id,
            gateway_order_id=gateway_order_id,
            payments=(payment,) if payment else (),
            created_at=now,
            updated_at=now,
            lapses_at=now,
        ).paid(payment, access_until=until, now=now)
        if order.amount_minor:
            order = order.taxed(taxes_of(order, self._invoices.supplier(), now))
        event = told_of(OrderPaid, order, amount_minor=order.amount_minor, access_until=until)
        after = before.model_copy(
            update={
                "order_id": order.order_id,
                "access": before.access_at(now),
                "coupon": CouponUse.CONSUMED if payment else before.coupon,
                "updated_at": now,
            }
        )
        with self._subscriptions.writing() as writes:
            selling = OrderWriting(self._orders, writes.transaction)
            writes.charge(before, payment_id, order.order_id)
            selling.place(order, tells=[event])
            selling.keep(order, before.pauses_at())
            sale = booking.sale(order, now)
            postings = [*([sale] if sale and sale.entries else []), *booking.fees(order, None, now)]
            self._ledger.posting(writes.transaction, *postings)
            writes.save(after)
            if payment and before.coupon is CouponUse.RESERVED:
                self._coupons.consuming(writes.transaction, before.quote, before.subscription_id)
