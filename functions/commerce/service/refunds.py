"""Giving money back: by the organization, by its rule, or because what was paid for cannot be given."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from functions.commerce.domain.orders import Order
from functions.commerce.domain.refunds import Refund, RefundPolicy, RefundReason
from functions.commerce.errors import (
    GatewayUnavailable,
    OrderNotFound,
    OrderNotRefundable,
    RefundNotFound,
    RefundTooLarge,
    RefundWindowOver,
)
from functions.commerce.permissions import REFUND
from functions.commerce.repository.orders import OrderRepository, OrderWriting, writing
from functions.commerce.repository.refunds import RefundPolicyRepository
from functions.commerce.service.settling import SettlingService
from functions.commerce.tables import ReceiptRow
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import Transaction, undisturbed
from shared.errors import FieldError, PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id

LOOKED_AT_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class RefundWish:
    """What is to go back; None for all that is left, and for the rule's word on access."""

    amount_minor: int | None
    ends_access: bool | None


class RefundService:
    """One tenant's refunds, and the rule for them."""

    def __init__(self, orders: OrderRepository, policies: RefundPolicyRepository, settling: SettlingService) -> None:
        self._orders = orders
        self._policies = policies
        self._settling = settling

    def ask(self, order_id: str, wish: RefundWish, *, by: Caller, once: Once) -> Refund:
        """Send money back. The organization may any time; who bought it may have all of it within the window.

        The intent is stored before the gateway is asked; what it does not answer, a job asks again. Raises
        ``OrderNotRefundable``, ``RefundTooLarge``, ``RefundWindowOver``.
        """
        made = self._orders.made_before(once) or undisturbed(lambda: self._store(order_id, wish, by, once))
        with suppress(GatewayUnavailable):  # then it stays requested, and is looked at again
            self._settling.refunds.send_back(order_id, made)
        return self.read(order_id, made, by=by)

    def give_back(self, order_id: str, reason: RefundReason) -> None:
        """Send back all that is left, and end what was bought. Safe to repeat: its id follows from the order's."""
        refund_id = f"rfd_{order_id.removeprefix('ord_')}"

        def attempt() -> bool:
            order, refunds = self._orders.get_with_refunds(order_id)
            if any(one.refund_id == refund_id for one in refunds) or order.refundable_minor == 0:
                return bool(refunds)
            refund = self._refund(order, refund_id, order.refundable_minor, reason, ends_access=True)
            with writing(self._orders) as writes:
                self._add(writes, order, refund)
            return True

        if undisturbed(attempt):
            self._settling.settle(order_id)

    def look(self, order_id: str, refund_id: str) -> None:
        """Go on with a refund whose end is not known; it is looked at again until it is. Safe to repeat."""
        with suppress(GatewayUnavailable):
            self._settling.refunds.send_back(order_id, refund_id)
        _, refunds = self._orders.get_with_refunds(order_id)
        refund = next((one for one in refunds if one.refund_id == refund_id), None)
        if refund and not refund.is_final:
            now = system_clock.now()
            wait = min(max((now - refund.created_at) / 2, LOOKED_AT_AFTER), timedelta(hours=6))
            with writing(self._orders) as writes:
                writes.look_at(f"refund:{order_id}:{refund_id}", now + wait)

    def list(self, order_id: str, *, by: Caller) -> list[Refund]:
        """An order's refunds, oldest first."""
        order, refunds = self._orders.get_with_refunds(order_id)
        self._require_sight(order, by)
        return refunds

    def read(self, order_id: str, refund_id: str, *, by: Caller) -> Refund:
        """One refund."""
        found = next((one for one in self.list(order_id, by=by) if one.refund_id == refund_id), None)
        if found is None:
            raise RefundNotFound(refund_id=refund_id)
        return found

    def policy(self) -> RefundPolicy:
        """The rule."""
        return self._policies.read()

    def change_policy(self, policy: RefundPolicy, *, expected: int) -> RefundPolicy:
        """Replace the rule, if it is still at the expected revision."""
        before = self._policies.read()
        if before.revision != expected:
            raise PreconditionFailed(current_revision=before.revision)
        changed = policy.model_copy(update={"updated_at": system_clock.now(), "revision": before.revision})
        return self._policies.save(changed)

    def _store(self, order_id: str, wish: RefundWish, by: Caller, once: Once) -> str:
        order, policy, now = self._orders.get(order_id), self._policies.read(), system_clock.now()
        self._require_sight(order, by)
        if order.refundable_minor == 0:
            raise OrderNotRefundable(order_id=order_id)
        amount = order.refundable_minor if wish.amount_minor is None else wish.amount_minor
        if amount > order.refundable_minor:
            left = f"{order.refundable_minor} {order.currency} minor units are left."
            raise RefundTooLarge(left, errors=[FieldError("/amount_minor", "refund_too_large", left)])
        ends = policy.ends_access(order, amount)
        if not by.may(REFUND):
            whole = amount == order.amount_minor and wish.ends_access is None
            if not whole or not policy.lets_buyer(order, now):
                raise RefundWindowOver(order_id=order_id, window_days=policy.window_days)
            ends, reason = True, RefundReason.BUYER
        else:
            ends, reason = (ends if wish.ends_access is None else wish.ends_access), RefundReason.STAFF
        refund = self._refund(order, new_id("rfd"), amount, reason, ends_access=ends, by=by.user_id)

        def write(transaction: Transaction) -> None:
            self._add(OrderWriting(self._orders, transaction), order, refund)

        return once.perform(self._orders, ReceiptRow, refund.refund_id, write)

    def _add(self, writes: OrderWriting, order: Order, refund: Refund) -> None:
        writes.save(order.refunding(refund.amount_minor, refund.created_at), order)
        writes.add_refund(refund)
        writes.look_at(f"refund:{order.order_id}:{refund.refund_id}", refund.created_at + LOOKED_AT_AFTER)

    def _refund(
        self,
        order: Order,
        refund_id: str,
        amount_minor: int,
        reason: RefundReason,
        *,
        ends_access: bool,
        by: str | None = None,
    ) -> Refund:
        now = system_clock.now()
        return Refund(
            refund_id=refund_id,
            order_id=order.order_id,
            payment_id=order.payment_id or "",
            amount_minor=amount_minor,
            currency=order.currency,
            reason=reason,
            ends_access=ends_access,
            asked_by=by,
            created_at=now,
            updated_at=now,
        )

    def _require_sight(self, order: Order, by: Caller) -> None:
        if order.user_id != by.user_id and not by.may(REFUND):
            raise OrderNotFound(order_id=order.order_id)
