"""The one way in which an order moves: by what was seen of its payments and refunds at the gateway.

Webhooks, the buyer's browser and the job that asks the gateway all end here, so that any order of news, any repetition
and any gap lead to the same. What follows from a state (taking what a bank holds, sending back what pays nothing) is
done after it is stored, and done again by whoever comes next if it was not.
"""

from collections.abc import Sequence
from datetime import datetime

from events.commerce import OrderPaid, PaymentFailed
from functions.commerce.domain import booking
from functions.commerce.domain.connections import Credentials
from functions.commerce.domain.invoices import taxes_of
from functions.commerce.domain.ledger import Posting
from functions.commerce.domain.orders import Order, OrderState
from functions.commerce.domain.payments import Progress, Sighting
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.refunds import Refund, RefundReason
from functions.commerce.gateways.razorpay import Gateway
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.repository.invoices import InvoiceRepository
from functions.commerce.repository.ledger import LedgerRepository
from functions.commerce.repository.orders import OrderRepository, OrderWriting, writing
from functions.commerce.service.accounts import Accounts
from functions.commerce.service.settling.refunds import SettlingRefunds
from functions.commerce.service.telling import told_of
from shared.clock import system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.observability import log, metric

ORDER_FIRST = 0
"""Where in a transaction the order itself stands."""


class SettlingService:
    """One tenant's orders, moved by what is seen."""

    def __init__(
        self,
        orders: OrderRepository,
        coupons: CouponRepository,
        accounts: Accounts,
        gateway: Gateway,
        ledger: LedgerRepository,
        invoices: InvoiceRepository,
    ) -> None:
        self._orders = orders
        self._coupons = coupons
        self._accounts = accounts
        self._gateway = gateway
        self._ledger = ledger
        self._invoices = invoices
        self.refunds = SettlingRefunds(orders, accounts, gateway, ledger)

    def settle(self, order_id: str, sightings: Sequence[Sighting] = ()) -> Order:
        """Take in what was seen, and do what follows. Returns the order as it then is.

        Safe to repeat. Raises ``OrderNotFound``, and ``GatewayUnavailable`` when what follows could not be done.
        """
        order, refunds = undisturbed(lambda: self._take_in(order_id, sightings))
        for payment in order.payments_to_capture():
            captured = self._gateway.capture(self._credentials(order), payment.payment_id, order.amount)
            seen = [captured] if captured else self._gateway.payments(self._credentials(order), _gateway_id(order))
            order, refunds = undisturbed(lambda seen=seen: self._take_in(order_id, seen))  # type: ignore[misc]  # bound now
        for refund in refunds:
            if not refund.is_final and refund.gateway_refund_id is None:
                self.refunds.send_back(order_id, refund.refund_id)
        return order

    def pay_nothing(self, order_id: str) -> Order:
        """Let an order through of which nothing is to be paid. Safe to repeat."""

        def attempt() -> Order:
            order = self._orders.get(order_id)
            return self._accept(order, order, None, []) if order.amount_minor == 0 and order.is_open else order

        return undisturbed(attempt)

    # -- storing

    def _take_in(self, order_id: str, sightings: Sequence[Sighting]) -> tuple[Order, list[Refund]]:
        before, refunds = self._orders.get_with_refunds(order_id)
        order = before.seen(sightings)
        payment = order.payment_to_accept()
        if payment:
            accepted = self._accept(order, before, payment, refunds)
            return accepted, self._orders.get_with_refunds(order_id)[1]
        excess = self._excess(order, refunds)
        if order != before or excess:
            with writing(self._orders) as writes:
                writes.save(order, before, tells=_failures(order, before))
                self._ledger.posting(
                    writes.transaction,
                    *self._fees(order, before, system_clock.now()),
                    *self._add_excess(writes, excess),
                )
        return self._orders.get_with_refunds(order_id) if excess or order != before else (order, refunds)

    def _accept(self, order: Order, before: Order, payment: Sighting | None, refunds: Sequence[Refund]) -> Order:
        """Make it paid; closed instead, where it may not be: the thing is theirs already, or a coupon is used up."""
        now, quote = system_clock.now(), Quote.model_validate(order.quote)
        paid = order.paid(payment, access_until=quote.access_until(now), now=now)
        if paid.amount_minor:
            paid = paid.taxed(taxes_of(paid, self._invoices.supplier(), now))
        event = told_of(OrderPaid, paid, amount_minor=paid.amount_minor, access_until=paid.access_until)
        lapsed = before.state is OrderState.LAPSED
        owned, coupons = -1, list[int]()
        try:
            with writing(self._orders) as writes:
                writes.save(paid, before, tells=[*_failures(paid, before), event])
                owned = writes.own(paid)
                coupons = self._coupons.consuming(writes.transaction, quote, paid.order_id, lapsed=lapsed)
                excess = self._add_excess(writes, self._excess(paid, refunds))
                self._ledger.posting(
                    writes.transaction, booking.sale(paid, now), *self._fees(paid, before, now), *excess
                )
        except ConditionFailed as failure:
            if ORDER_FIRST in failure.failed:  # somebody else moved it meanwhile
                raise
            if owned in failure.failed:
                return self._close(order, before, RefundReason.TWICE, refunds)
            if lapsed and set(coupons) & set(failure.failed):
                return self._close(order, before, RefundReason.COUPON, refunds)
            raise
        log("order.paid", order_id=order.order_id)
        return paid

    def _close(self, order: Order, before: Order, reason: RefundReason, refunds: Sequence[Refund]) -> Order:
        closed = order.closed_for(reason, system_clock.now())
        metric("OrderClosed")
        log("order.closed", order_id=order.order_id, reason=reason)
        with writing(self._orders) as writes:
            writes.save(closed, before, tells=_failures(closed, before))
            if before.is_open:
                self._coupons.releasing(writes.transaction, Quote.model_validate(order.quote), order.order_id)
            excess = self._add_excess(writes, self._excess(closed, refunds))
            self._ledger.posting(writes.transaction, *self._fees(closed, before, system_clock.now()), *excess)
        return closed

    def _excess(self, order: Order, refunds: Sequence[Refund]) -> list[Refund]:
        """Refunds that are yet to be made of payments that pay nothing. Their ids follow from the payments'."""
        known, now = {refund.refund_id for refund in refunds}, system_clock.now()
        made = [
            Refund(
                refund_id=f"rfd_{payment.payment_id.rpartition('_')[2]}",
                order_id=order.order_id,
                payment_id=payment.payment_id,
                amount_minor=payment.amount_minor,
                currency=payment.currency,
                reason=RefundReason(order.closed) if order.closed else RefundReason.EXCESS,
                of_order=False,
                created_at=now,
                updated_at=now,
            )
            for payment in order.payments_in_excess()
        ]
        return [refund for refund in made if refund.refund_id not in known]

    def _add_excess(self, writes: OrderWriting, excess: Sequence[Refund]) -> list[Posting]:
        """Add refunds of payments that pay nothing. Returns how these payments are booked."""
        for refund in excess:
            metric("PaymentInExcess")
            log("payment.in_excess", order_id=refund.order_id, payment_id=refund.payment_id)
            writes.add_refund(refund)
            writes.look_at(f"refund:{refund.order_id}:{refund.refund_id}", system_clock.now())
        return [booking.excess(refund, refund.created_at) for refund in excess]

    def _fees(self, order: Order, before: Order, at: datetime) -> list[Posting]:
        """The fees that became known; a settlement may have told of them already."""
        return [one for one in booking.fees(order, before, at) if self._ledger.find(one.posting_id) is None]

    def _credentials(self, order: Order) -> Credentials:
        return self._accounts.credentials(order.connection_id or "")


def _failures(order: Order, before: Order) -> list[PaymentFailed]:
    """What to tell of payments that were not known to have failed, while nothing is paid."""
    if order.is_paid:
        return []
    known = {one.payment_id for one in before.payments if one.progress >= Progress.FAILED}
    return [
        told_of(PaymentFailed, order, amount_minor=one.amount_minor, reason=one.error_code or "unknown")
        for one in order.failed_payments
        if one.payment_id not in known
    ][:5]


def _gateway_id(order: Order) -> str:
    return order.gateway_order_id or ""
