"""The one way in which an order moves: by what was seen of its payments and refunds at the gateway.

Webhooks, the buyer's browser and the job that asks the gateway all end here, so that any order of news, any repetition
and any gap lead to the same. What follows from a state (taking what a bank holds, sending back what pays nothing) is
done after it is stored, and done again by whoever comes next if it was not.
"""

from collections.abc import Sequence
from datetime import datetime

from events.commerce import AccessEnded, OrderPaid, PaymentFailed, RefundFailed, RefundProcessed
from functions.commerce.domain import booking
from functions.commerce.domain.connections import Credentials
from functions.commerce.domain.invoices import taxes_of
from functions.commerce.domain.ledger import Posting
from functions.commerce.domain.orders import Order, OrderState
from functions.commerce.domain.payments import Progress, RefundProgress, RefundSighting, Sighting
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.refunds import Refund, RefundReason, RefundState
from functions.commerce.errors import GatewayKeyRefused, GatewayRefused, RefundNotFound
from functions.commerce.gateways.razorpay import Gateway
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.repository.invoices import InvoiceRepository
from functions.commerce.repository.ledger import LedgerRepository
from functions.commerce.repository.orders import OrderRepository, OrderWriting, writing
from functions.commerce.service.accounts import Accounts
from functions.commerce.service.telling import told_of
from shared.clock import system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.events import DomainEvent
from shared.money import Money
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
                self.send_back(order_id, refund.refund_id)
        return order

    def pay_nothing(self, order_id: str) -> Order:
        """Let an order through of which nothing is to be paid. Safe to repeat."""

        def attempt() -> Order:
            order = self._orders.get(order_id)
            return self._accept(order, order, None, []) if order.amount_minor == 0 and order.is_open else order

        return undisturbed(attempt)

    def take_refund(self, order_id: str, sighting: RefundSighting) -> Order:
        """Take in what was seen of a refund; one that somebody made at the gateway itself is noted. Safe to repeat."""
        return undisturbed(lambda: self._take_in_refund(order_id, sighting))

    def send_back(self, order_id: str, refund_id: str) -> None:
        """Have the gateway send a refund's money back. Safe to repeat: it knows the refund by its id."""
        order, refunds = self._orders.get_with_refunds(order_id)
        refund = next((one for one in refunds if one.refund_id == refund_id), None)
        if refund is None:
            raise RefundNotFound(refund_id=refund_id)
        if refund.is_final:
            return
        credentials = self._credentials(order)
        amount = Money(refund.amount_minor, refund.currency)
        seen = self._sent(credentials, refund) if refund.gateway_refund_id else None
        try:
            seen = seen or self._gateway.refund(credentials, refund_id, refund.payment_id, amount, order_id=order_id)
        except (GatewayRefused, GatewayKeyRefused) as refused:
            # It may have been carried out all the same, by a call whose answer nobody heard.
            seen = self._sent(credentials, refund)
            if seen is None:
                rest = self._rest(credentials, order, refund)
                if self._give_up(order_id, refund_id, refused.code, rest) and rest:
                    self.send_back(order_id, rest.refund_id)
                return
        self.take_refund(order_id, seen.model_copy(update={"refund_id": refund_id}))

    def _sent(self, credentials: Credentials, refund: Refund) -> RefundSighting | None:
        """What the gateway knows of a refund; None where it knows of none."""
        try:
            found = self._gateway.refunds(credentials, refund.payment_id)
        except GatewayRefused:
            return None
        return next((one for one in found if _means(one, refund)), None)

    def _rest(self, credentials: Credentials, order: Order, refund: Refund) -> Refund | None:
        """What is left of a payment that pays nothing, where somebody sent some of it back at the gateway itself."""
        payment = next((one for one in order.payments if one.payment_id == refund.payment_id), None)
        if refund.of_order or payment is None:
            return None
        gone = sum(
            one.amount_minor
            for one in self._gateway.refunds(credentials, refund.payment_id)
            if one.progress is not RefundProgress.FAILED
        )
        left, now = payment.amount_minor - gone, system_clock.now()
        if left <= 0 or left == refund.amount_minor:
            return None
        # Another amount is another refund: under the id of the first one the gateway would refuse it again.
        number = payment.payment_id.rpartition("_")[2]
        return refund.model_copy(
            update={
                "refund_id": f"rfd_{number}r{left}",
                "amount_minor": left,
                "created_at": now,
                "updated_at": now,
                "revision": 0,
            }
        )

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
                self._book(writes, *self._fees(order, before, system_clock.now()), *self._add_excess(writes, excess))
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
                self._book(writes, booking.sale(paid, now), *self._fees(paid, before, now), *excess)
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
            self._book(writes, *self._fees(closed, before, system_clock.now()), *excess)
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

    def _book(self, writes: OrderWriting, *postings: Posting | None) -> None:
        """Post what happened, in the transaction in which it does; once in it."""
        self._ledger.posting(writes.transaction, *(one for one in postings if one and one.entries))

    def _take_in_refund(self, order_id: str, seen: RefundSighting) -> Order:
        order, refunds = self._orders.get_with_refunds(order_id)
        refund = next((one for one in refunds if _means(seen, one)), None)
        if refund is None:
            return self._take_in_foreign(order, seen)
        if seen.progress is RefundProgress.PROCESSED and refund.state is not RefundState.PROCESSED:
            return self._write_processed(order, refund, seen)
        if seen.progress is RefundProgress.FAILED and not refund.is_final:
            return self._write_failed(order, refund, "failed", seen.gateway_refund_id)
        if seen.progress is RefundProgress.PENDING and not refund.is_final and refund.gateway_refund_id is None:
            with writing(self._orders) as writes:
                writes.save_refund(refund.begun(seen.gateway_refund_id, system_clock.now()))
        return order

    def _take_in_foreign(self, order: Order, seen: RefundSighting) -> Order:
        """A refund that was made at the gateway itself: it stands once it is processed."""
        if seen.progress is not RefundProgress.PROCESSED:
            return order
        now = system_clock.now()
        of_order = seen.payment_id == order.payment_id and seen.amount_minor <= order.refundable_minor
        if not of_order:
            metric("RefundUnknown")
        refund = Refund(
            refund_id=f"rfd_{seen.gateway_refund_id.rpartition('_')[2]}",
            order_id=order.order_id,
            payment_id=seen.payment_id,
            amount_minor=seen.amount_minor,
            currency=seen.currency,
            reason=RefundReason.GATEWAY,
            ends_access=of_order and seen.amount_minor == order.refundable_minor,
            of_order=of_order,
            created_at=now,
            updated_at=now,
        )
        booked = order.refunding(refund.amount_minor, now) if of_order else order
        return self._write_processed(booked, refund, seen)

    def _write_processed(self, order: Order, refund: Refund, seen: RefundSighting) -> Order:
        now = system_clock.now()
        ended = refund.ended(RefundState.PROCESSED, now, gateway_refund_id=seen.gateway_refund_id)
        before = order
        if refund.of_order and refund.state is RefundState.FAILED:  # it went after all
            order = order.refunding(refund.amount_minor, now)
        tells: list[DomainEvent] = []
        if refund.of_order:
            order = order.refunded(refund.amount_minor, ends_access=refund.ends_access, now=now)
            full = order.state is OrderState.REFUNDED
            tells.append(
                told_of(RefundProcessed, order, amount_minor=refund.amount_minor, refund_id=refund.refund_id, full=full)
            )
            if order.access_ended and not before.access_ended:
                tells.append(
                    AccessEnded(
                        order_id=order.order_id, user_id=order.user_id, course_id=order.course_id, reason="refund"
                    )
                )
        posting = booking.went_back(before, refund, seen.gateway_refund_id, now)
        owns = self._orders.find_owned(order.user_id, order.thing_id) == order.order_id
        with writing(self._orders) as writes:
            writes.save(order, before, tells=tells)
            if refund.revision:
                writes.save_refund(ended)
            else:
                writes.add_refund(ended)
            if owns and order.access_ended:
                writes.disown(order)
            self._book(writes, posting)
        return order

    def _write_failed(
        self,
        order: Order,
        refund: Refund,
        failure: str,
        gateway_refund_id: str | None = None,
        rest: Refund | None = None,
    ) -> Order:
        """A refund failed; with ``rest``, which is made in its place, nobody need hear of it."""
        now = system_clock.now()
        after = order.refund_failed(refund.amount_minor, now) if refund.of_order else order
        event = told_of(RefundFailed, order, amount_minor=refund.amount_minor, refund_id=refund.refund_id)
        metric("RefundFailed")
        with writing(self._orders) as writes:
            writes.save(after, order, tells=[] if rest else [event])
            writes.save_refund(
                refund.ended(RefundState.FAILED, now, gateway_refund_id=gateway_refund_id, failure=failure)
            )
            if rest:
                writes.add_refund(rest)
                writes.look_at(f"refund:{rest.order_id}:{rest.refund_id}", now)
        return after

    def _give_up(self, order_id: str, refund_id: str, failure: str, rest: Refund | None) -> bool:
        """End a refund that the gateway refuses. Whether it was this call that did."""

        def attempt() -> bool:
            order, refunds = self._orders.get_with_refunds(order_id)
            refund = next(one for one in refunds if one.refund_id == refund_id)
            if refund.is_final:
                return False
            known = rest is not None and rest.refund_id in {one.refund_id for one in refunds}
            self._write_failed(order, refund, failure, rest=None if known else rest)
            return True

        return undisturbed(attempt)

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


def _means(seen: RefundSighting, refund: Refund) -> bool:
    return refund.refund_id == seen.refund_id or refund.gateway_refund_id == seen.gateway_refund_id


def _gateway_id(order: Order) -> str:
    return order.gateway_order_id or ""
