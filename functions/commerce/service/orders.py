"""Placing an order, and paying it from a browser."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from events.commerce import OrderPlaced
from functions.commerce.domain.instalments import InstalmentPlan
from functions.commerce.domain.offers import OfferKind, Thing
from functions.commerce.domain.orders import LOOKED_AT_AFTER, OPEN_FOR, Buyer, Order, OrderState
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.signatures import checkout_content, is_signed
from functions.commerce.errors import (
    GatewayUnavailable,
    NotOnSale,
    OrderMoved,
    OrderNotFound,
    SignatureRefused,
)
from functions.commerce.gateways.razorpay import Gateway
from functions.commerce.permissions import sees_purchases_of
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.repository.orders import OrderRepository, OrderWriting, writing
from functions.commerce.service.accounts import Accounts
from functions.commerce.service.instalments import InstalmentService
from functions.commerce.service.pricing import PricingService
from functions.commerce.service.settling import SettlingService
from functions.commerce.service.telling import told_of
from functions.commerce.tables import ReceiptRow
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import ConditionFailed, Transaction, undisturbed
from shared.errors import Unavailable
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to buy."""

    course_id: str | None
    pass_id: str | None
    offer_id: str | None
    coupon_codes: Sequence[str]
    referral_code: str | None
    buyer: Buyer
    expected_amount_minor: int | None
    """What the person was shown; nothing is sold for anything else."""
    instalment_of: str | None = None
    """The purchase whose next instalment is to be paid; then nothing else is named."""


class OrderService:
    """One tenant's orders, as buyers and administrators see them."""

    def __init__(
        self,
        orders: OrderRepository,
        coupons: CouponRepository,
        accounts: Accounts,
        gateway: Gateway,
        settling: SettlingService,
        pricing: PricingService,
        instalments: InstalmentService,
    ) -> None:
        self._orders = orders
        self._coupons = coupons
        self._accounts = accounts
        self._gateway = gateway
        self._settling = settling
        self._pricing = pricing
        self._instalments = instalments

    def place(self, wish: Wish, *, by: Caller, once: Once) -> Order:
        """Place an order: the intent is stored before the gateway is asked. Of nothing to pay, it is paid at once.

        Repeated under the same key it is the same order, whose way to the gateway is gone to its end if it broke off.
        """
        placed = self._orders.made_before(once)
        order_id = placed or undisturbed(lambda: self._store(wish, by, once))
        order = self._orders.get(order_id)
        if order.amount_minor == 0:
            return self._settling.pay_nothing(order_id)
        if order.gateway_order_id or not order.is_open:
            return order
        return self.join(order_id, self._counterpart(order, look_first=placed is not None))

    def _counterpart(self, order: Order, *, look_first: bool) -> str:
        """The order's counterpart at the gateway: one that a call made whose answer nobody heard is found by its
        receipt, so that there is never a second one.
        """
        credentials = self._accounts.credentials(order.connection_id or "")
        found = self._gateway.find_order(credentials, order.order_id) if look_first else None
        if found:
            return found
        try:
            return self._gateway.create_order(credentials, order.order_id, order.amount)
        except GatewayUnavailable:
            # A connection that idled may have been closed as it was used: a gateway that answers is asked again.
            found = self._gateway.find_order(credentials, order.order_id)
            return found or self._gateway.create_order(credentials, order.order_id, order.amount)

    def join(self, order_id: str, gateway_order_id: str) -> Order:
        """Note the order's counterpart at the gateway, unless it has one. Safe to repeat."""

        def attempt() -> Order:
            order = self._orders.get(order_id)
            if order.gateway_order_id is None:
                joined = order.model_copy(update={"gateway_order_id": gateway_order_id})
                with writing(self._orders) as writes:
                    writes.save(joined, order)
            return self._orders.get(order_id)

        return undisturbed(attempt)

    def read(self, order_id: str, *, by: Caller) -> Order:
        """An order: one's own, or any for who sees all. Raises ``OrderNotFound``."""
        order = self._orders.get(order_id)
        if not sees_purchases_of(order.user_id, by):
            raise OrderNotFound(order_id=order_id)
        return order

    def read_instalments(self, order_id: str, *, by: Caller) -> InstalmentPlan | None:
        """The parts in which an order's purchase is paid. Raises ``OrderNotFound``."""
        return self._instalments.find(self.read(order_id, by=by).order_id)

    def key_id(self, order: Order) -> str | None:
        """The public part of the key with which a browser pays it; None where it cannot be paid."""
        return self._accounts.key_id(order.connection_id) if order.connection_id and order.is_open else None

    def list_own(self, by: Caller, *, limit: int, start: PageKey) -> Listed[Order]:
        """One's own orders, newest first."""
        return self._orders.list_of(by.user_id, limit=limit, start=start)

    def list_all(self, state: OrderState | None, *, limit: int, start: PageKey) -> Listed[Order]:
        """All orders, or those in one state, newest first."""
        return self._orders.list(state, limit=limit, start=start)

    def list_of(self, user_id: str, *, limit: int, start: PageKey) -> Listed[Order]:
        """Somebody's orders, newest first."""
        return self._orders.list_of(user_id, limit=limit, start=start)

    def confirm(self, order_id: str, gateway_order_id: str, payment_id: str, signature: str, *, by: Caller) -> Order:
        """Take in what the buyer's browser brings from the gateway. It proves that they paid, not how much: so the
        gateway is asked. Raises ``SignatureRefused``.
        """
        order = self._orders.get(order_id)
        if order.user_id != by.user_id:
            raise OrderNotFound(order_id=order_id)
        content = checkout_content(gateway_order_id, payment_id)
        secrets = (
            self._accounts.checkout_secrets(order.connection_id, system_clock.now()) if order.connection_id else []
        )
        if gateway_order_id != order.gateway_order_id or not is_signed(content, signature, secrets):
            raise SignatureRefused(order_id=order_id)
        credentials = self._accounts.credentials(order.connection_id or "")
        with suppress(GatewayUnavailable):  # then a webhook or the job brings what it knows
            return self._settling.settle(order_id, self._gateway.payments(credentials, gateway_order_id))
        return self._orders.get(order_id)

    def _store(self, wish: Wish, by: Caller, once: Once) -> str:
        now = system_clock.now()
        quote = self._agreed(self._price(wish, by, now))
        amount = quote.due_now_minor
        if wish.expected_amount_minor not in {None, amount}:
            raise OrderMoved(amount_minor=amount, currency=quote.currency)
        self._orders.refuse_twice(quote)
        connection = self._accounts.to_sell_through() if amount else None
        order = Order(
            order_id=new_id("ord"),
            user_id=by.user_id,
            course_id=quote.course_id,
            pass_id=quote.pass_id,
            quote=quote.model_dump(mode="json"),
            buyer=wish.buyer,
            amount_minor=amount,
            currency=quote.currency,
            connection_id=connection.connection_id if connection else None,
            created_at=now,
            updated_at=now,
            lapses_at=now + OPEN_FOR,
        )

        def write(transaction: Transaction) -> None:
            writes = OrderWriting(self._orders, transaction)
            told = told_of(OrderPlaced, order, amount_minor=amount, lapses_at=order.lapses_at)
            writes.place(order, tells=[told])
            writes.look_at(f"order:{order.order_id}", now + LOOKED_AT_AFTER[0])
            self._coupons.reserving(transaction, quote, order.order_id)

        try:
            return once.perform(self._orders, ReceiptRow, order.order_id, write)
        except ConditionFailed:
            # A coupon was used up since the price was worked out: working it out again says so.
            self._price(wish, by, now)
            raise Unavailable("A coupon was used up, and is free again: try once more.") from None

    def _agreed(self, quote: Quote) -> Quote:
        return quote if quote.part_of else self._pricing.agreed(quote)

    def _price(self, wish: Wish, by: Caller, at: datetime) -> Quote:
        """What the wish costs now. Raises what forbids it."""
        if wish.instalment_of:
            return self._instalments.quote(wish.instalment_of, by.user_id, at)
        quote = self._pricing.price(
            Thing(course_id=wish.course_id, pass_id=wish.pass_id),
            by.user_id,
            wish.coupon_codes,
            at,
            offer_id=wish.offer_id,
            referral_code=wish.referral_code,
        )
        if quote.terms.kind is OfferKind.SUBSCRIPTION:
            raise NotOnSale("This is sold as a subscription.", course_id=wish.course_id, pass_id=wish.pass_id)
        return quote
