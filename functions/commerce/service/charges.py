"""Charges of a subscription, and the trial before the first: each becomes an order that is paid."""

from datetime import datetime

from events.commerce import OrderPaid
from functions.commerce.domain import booking
from functions.commerce.domain.invoices import taxes_of
from functions.commerce.domain.orders import Order
from functions.commerce.domain.payments import Sighting
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.subscriptions import CouponUse, Subscription
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.repository.invoices import InvoiceRepository
from functions.commerce.repository.ledger import LedgerRepository
from functions.commerce.repository.orders import OrderRepository, OrderWriting
from functions.commerce.repository.subscriptions import SubscriptionRepository
from functions.commerce.service.telling import told_of
from shared.clock import system_clock
from shared.dynamo import undisturbed
from shared.ids import new_id
from shared.observability import log, metric

TRIAL = "TRIAL"
"""In the place of a payment's id: what a trial gives is a charge of nothing."""


class ChargeService:
    """What was charged for one tenant's subscriptions."""

    def __init__(
        self,
        subscriptions: SubscriptionRepository,
        orders: OrderRepository,
        coupons: CouponRepository,
        ledger: LedgerRepository,
        invoices: InvoiceRepository,
    ) -> None:
        self._subscriptions = subscriptions
        self._orders = orders
        self._coupons = coupons
        self._ledger = ledger
        self._invoices = invoices

    def take(self, subscription_id: str, payment: Sighting, gateway_order_id: str | None) -> None:
        """Make an order of a captured payment, if it is of the amount that was agreed. Safe to repeat."""
        undisturbed(lambda: self._take(subscription_id, payment, gateway_order_id))

    def begin_trial(self, subscription_id: str) -> None:
        """Make an order of nothing of a trial that runs, if there is one. Safe to repeat."""
        undisturbed(lambda: self._begin_trial(subscription_id))

    def _take(self, subscription_id: str, payment: Sighting, gateway_order_id: str | None) -> None:
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
        order = self._order(before, quote, payment, gateway_order_id, now)
        event = told_of(OrderPaid, order, amount_minor=order.amount_minor, access_until=order.access_until)
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
            self._ledger.posting(writes.transaction, booking.sale(order, now), *booking.fees(order, None, now))
            writes.save(after)
            if payment and before.coupon is CouponUse.RESERVED:
                self._coupons.consuming(writes.transaction, before.quote, before.subscription_id)

    def _order(
        self, of: Subscription, quote: Quote, payment: Sighting | None, gateway_order_id: str | None, now: datetime
    ) -> Order:
        order = Order(
            order_id=new_id("ord"),
            user_id=of.user_id,
            course_id=of.course_id,
            pass_id=of.pass_id,
            quote=quote.model_dump(mode="json"),
            buyer=of.buyer,
            amount_minor=quote.total_minor,
            currency=quote.currency,
            connection_id=of.connection_id,
            gateway_order_id=gateway_order_id,
            payments=(payment,) if payment else (),
            created_at=now,
            updated_at=now,
            lapses_at=now,
        ).paid(payment, access_until=of.pauses_at() if of.pass_id else None, now=now)
        return order.taxed(taxes_of(order, self._invoices.supplier(), now)) if order.amount_minor else order
