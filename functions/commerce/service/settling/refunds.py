"""The one way in which a refund moves: by what was seen of it at the gateway, which sends the money."""

from events.commerce import AccessEnded, RefundFailed, RefundProcessed
from functions.commerce.domain import booking
from functions.commerce.domain.connections import Credentials
from functions.commerce.domain.orders import Order, OrderState
from functions.commerce.domain.payments import RefundProgress, RefundSighting
from functions.commerce.domain.refunds import Refund, RefundReason, RefundState
from functions.commerce.errors import GatewayKeyRefused, GatewayRefused, RefundNotFound
from functions.commerce.gateways.razorpay import Gateway
from functions.commerce.repository.ledger import LedgerRepository
from functions.commerce.repository.orders import OrderRepository, writing
from functions.commerce.service.accounts import Accounts
from functions.commerce.service.telling import told_of
from shared.clock import system_clock
from shared.dynamo import undisturbed
from shared.events import DomainEvent
from shared.money import Money
from shared.observability import metric


class SettlingRefunds:
    """One tenant's refunds, moved by what is seen."""

    def __init__(self, orders: OrderRepository, accounts: Accounts, gateway: Gateway, ledger: LedgerRepository) -> None:
        self._orders = orders
        self._accounts = accounts
        self._gateway = gateway
        self._ledger = ledger

    def take(self, order_id: str, sighting: RefundSighting) -> Order:
        """Take in what was seen of a refund; one that somebody made at the gateway itself is noted. Safe to repeat."""
        return undisturbed(lambda: self._take_in(order_id, sighting))

    def send_back(self, order_id: str, refund_id: str) -> None:
        """Have the gateway send a refund's money back. Safe to repeat: it knows the refund by its id."""
        order, refunds = self._orders.get_with_refunds(order_id)
        refund = next((one for one in refunds if one.refund_id == refund_id), None)
        if refund is None:
            raise RefundNotFound(refund_id=refund_id)
        if refund.is_final:
            return
        credentials = self._accounts.credentials(order.connection_id or "")
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
        self.take(order_id, seen.model_copy(update={"refund_id": refund_id}))

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

    def _take_in(self, order_id: str, seen: RefundSighting) -> Order:
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
            self._ledger.posting(writes.transaction, posting)
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


def _means(seen: RefundSighting, refund: Refund) -> bool:
    return refund.refund_id == seen.refund_id or refund.gateway_refund_id == seen.gateway_refund_id
