"""Asking the gateway of its own accord: what no webhook and no browser told is found here."""

from events.commerce import OrderLapsed
from functions.commerce.domain.orders import Order
from functions.commerce.domain.quotes import Quote
from functions.commerce.errors import OrderNotFound
from functions.commerce.gateways.razorpay import Gateway
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.repository.orders import OrderRepository, writing
from functions.commerce.service.accounts import Accounts
from functions.commerce.service.orders import OrderService
from functions.commerce.service.settling import SettlingService
from functions.commerce.service.telling import told_of
from shared.clock import system_clock
from shared.dynamo import undisturbed


class ReconcilingService:
    """One tenant's orders."""

    def __init__(
        self,
        orders: OrderRepository,
        coupons: CouponRepository,
        accounts: Accounts,
        gateway: Gateway,
        settling: SettlingService,
        placing: OrderService,
    ) -> None:
        self._orders = orders
        self._coupons = coupons
        self._accounts = accounts
        self._gateway = gateway
        self._settling = settling
        self._placing = placing

    def look(self, order_id: str) -> None:
        """See what became of an order; let it lapse when its time is over and the gateway knows of no payment.

        Safe to repeat, and to do early. Raises ``GatewayUnavailable``: then nothing is known, and nothing lapses.
        """
        try:
            order = self._orders.get(order_id)
        except OrderNotFound:
            return
        if order.amount_minor == 0:
            self._settling.pay_nothing(order_id)
            return
        gateway_order_id = order.gateway_order_id or self._found(order)
        if gateway_order_id:
            credentials = self._accounts.credentials(order.connection_id or "")
            order = self._settling.settle(order_id, self._gateway.payments(credentials, gateway_order_id))
            if order.payment_id:
                for refund in self._gateway.refunds(credentials, order.payment_id):
                    self._settling.refunds.take(order_id, refund)
        undisturbed(lambda: self._note(order_id))

    def _found(self, order: Order) -> str | None:
        """Its counterpart at the gateway, where it was made but the answer was never heard."""
        found = self._gateway.find_order(self._accounts.credentials(order.connection_id or ""), order.order_id)
        if found:
            self._placing.join(order.order_id, found)
        return found

    def _note(self, order_id: str) -> None:
        """Note that it was looked at, and when it is to be looked at again."""
        before, now = self._orders.get(order_id), system_clock.now()
        order = before.looked()
        lapses = order.is_open and now >= order.lapses_at
        if lapses:
            order = order.lapsed(now)
        with writing(self._orders) as writes:
            told = [told_of(OrderLapsed, order, amount_minor=order.amount_minor)] if lapses else []
            writes.save(order, before, tells=told)
            if lapses:
                self._coupons.releasing(writes.transaction, Quote.model_validate(order.quote), order_id)
            if again := order.next_look():
                writes.look_at(f"order:{order_id}", max(again, now))
