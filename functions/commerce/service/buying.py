"""What follows from a purchase: instalments that begin, a pass that one holds from then on, a commission owed."""

from typing import Any

from events.commerce import AccessEnded, AccessPaused, AccessResumed
from functions.commerce.domain.affiliates import Referral
from functions.commerce.domain.orders import Order
from functions.commerce.domain.passes import HeldPass
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.subscriptions import AccessState
from functions.commerce.errors import PassNotFound
from functions.commerce.repository.orders import OrderRepository
from functions.commerce.repository.passes import PassRepository
from functions.commerce.service.affiliates import AffiliateService
from functions.commerce.service.instalments import InstalmentService
from functions.commerce.service.subscriptions import SubscriptionService


class BuyingService:
    """One tenant's purchases, after they are paid or given back. Each step is safe to repeat."""

    def __init__(
        self,
        orders: OrderRepository,
        passes: PassRepository,
        instalments: InstalmentService,
        affiliates: AffiliateService,
        subscriptions: SubscriptionService,
    ) -> None:
        self._orders = orders
        self._passes = passes
        self._instalments = instalments
        self._affiliates = affiliates
        self._subscriptions = subscriptions

    def follow_payment(self, order_id: str) -> None:
        """Do what follows from an order that is paid; and from its end, if that was told of before."""
        order = self._orders.get(order_id)
        quote = Quote.model_validate(order.quote)
        self._credit(order, quote)
        self._instalments.take_payment(order)
        self.follow_end(order_id)

    def follow_access(self, order_id: str) -> None:
        """Bring the pass that an order bought in line with it, and tell who asks for passes to ask again."""
        order = self._orders.get(order_id)
        if order.pass_id is None or order.paid_at is None:
            return
        quote = Quote.model_validate(order.quote)
        purchase = quote.part_of.order_id if quote.part_of else order_id
        who: dict[str, Any] = {"order_id": order_id, "user_id": order.user_id, "course_id": None}
        if order.access_ended:
            self._passes.let_go(order.user_id, purchase, tells=[AccessEnded(**who, reason="refund")])
            return
        try:
            bought = self._passes.get(order.pass_id)
        except PassNotFound:
            return
        plan = self._instalments.find(purchase)
        paused = plan is not None and plan.access is AccessState.PAUSED
        held = HeldPass(
            order_id=purchase,
            pass_id=order.pass_id,
            every_course=bought.every_course,
            until=order.access_until,
            paused=paused,
        )
        news = AccessPaused(**who) if paused else AccessResumed(**who, access_until=order.access_until)
        self._passes.hold(order.user_id, held, tells=[news])

    def follow_end(self, order_id: str) -> None:
        """Do what follows from an order whose access is over, if it is."""
        order = self._orders.get(order_id)
        if order.access_ended:
            self._instalments.end(order)
            self._subscriptions.end_with(order)
        self.follow_access(order_id)

    def follow_refund(self, order_id: str, refund_id: str, amount_minor: int) -> None:
        """Take back what a refund takes of a commission, which is owed first if nobody has told of the payment yet."""
        order = self._orders.get(order_id)
        quote = Quote.model_validate(order.quote)
        if quote.attribution:
            self._credit(order, quote)
            self._affiliates.debit(quote.attribution.affiliate_id, order_id, refund_id, amount_minor)

    def _credit(self, order: Order, quote: Quote) -> None:
        owed = quote.attribution
        if owed is None or order.paid_at is None:
            return
        self._affiliates.credit(
            Referral(
                affiliate_id=owed.affiliate_id,
                order_id=order.order_id,
                course_id=order.course_id,
                pass_id=order.pass_id,
                currency=order.currency,
                paid_minor=order.amount_minor,
                commission_minor=owed.of(order.amount_minor).commission_minor,
                paid_at=order.paid_at,
            )
        )
