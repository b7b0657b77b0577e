"""What becomes of somebody's purchases when they are no longer a member.

The books stay, and so do invoices, as the law has it: they keep the name and address that they were issued with. What
was noted beside them goes.
"""

from functools import partial

from functions.commerce.errors import InvoiceNotFound
from functions.commerce.repository.invoices import InvoiceRepository
from functions.commerce.repository.orders import OrderRepository, writing
from functions.commerce.service.affiliates import AffiliateService
from functions.commerce.service.subscriptions import SubscriptionService
from shared.dynamo import undisturbed


class PartingService:
    """One tenant's farewells."""

    def __init__(
        self,
        orders: OrderRepository,
        invoices: InvoiceRepository,
        subscriptions: SubscriptionService,
        affiliates: AffiliateService,
    ) -> None:
        self._orders = orders
        self._invoices = invoices
        self._subscriptions = subscriptions
        self._affiliates = affiliates

    def part(self, user_id: str) -> None:
        """Charge them no more, let them earn no more, and keep their name and address on invoices only. Safe to repeat.

        Raises ``InvoiceNotFound`` while an order that they paid is not billed yet: the news comes again.
        """
        self._subscriptions.forget(user_id)
        self._affiliates.forget(user_id)
        for order in self._orders.each_of(user_id):
            if order.buyer == order.buyer.forgotten():
                continue
            if order.is_paid and order.amount_minor and self._invoices.find(order.order_id)[0] is None:
                raise InvoiceNotFound(order_id=order.order_id)
            undisturbed(partial(self._forget_buyer, order.order_id))

    def _forget_buyer(self, order_id: str) -> None:
        before = self._orders.get(order_id)
        with writing(self._orders) as writes:
            writes.save(before.model_copy(update={"buyer": before.buyer.forgotten()}), before)
