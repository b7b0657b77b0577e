"""Paying in parts: what is due when, what was paid, and the access that follows."""

from datetime import datetime
from typing import Any

from events.commerce import AccessPaused, AccessResumed, InstalmentDue
from functions.commerce.domain.instalments import InstalmentPlan
from functions.commerce.domain.offers import OfferKind
from functions.commerce.domain.orders import Order
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.subscriptions import AccessState
from functions.commerce.errors import InstalmentsNotFound
from functions.commerce.repository.instalments import InstalmentRepository
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.events import DomainEvent


class InstalmentService:
    """One tenant's instalments."""

    def __init__(self, plans: InstalmentRepository, clock: Clock = system_clock) -> None:
        self._plans = plans
        self._clock = clock

    def find(self, order_id: str) -> InstalmentPlan | None:
        """The instalments of a purchase; None where it was not bought in parts, or its first part is not paid."""
        return self._plans.find(order_id)

    def quote(self, order_id: str, user_id: str, at: datetime) -> Quote:
        """What the next part of somebody's own purchase costs. Raises ``InstalmentsNotFound``, ``InstalmentNotDue``."""
        plan = self._plans.find(order_id)
        if plan is None or plan.user_id != user_id:
            raise InstalmentsNotFound(order_id=order_id)
        part = plan.next_unpaid()
        return plan.quote(part.number if part else 0, at)

    def take_payment(self, order: Order) -> None:
        """Note what a paid order paid of instalments: the first part, which begins them, or another. Safe to repeat."""
        quote = Quote.model_validate(order.quote)
        if order.paid_at is None:
            return
        if quote.part_of is not None:
            number, plan_id, paid_at = quote.part_of.number, quote.part_of.order_id, order.paid_at
            undisturbed(lambda: self._pay(plan_id, number, order.order_id, paid_at))
        elif quote.terms.kind is OfferKind.INSTALMENTS:
            self._plans.add(InstalmentPlan.begun(order.order_id, quote, order.paid_at))

    def end(self, order: Order) -> None:
        """Nothing is due any more of a purchase that was given back. Safe to repeat."""
        quote = Quote.model_validate(order.quote)
        order_id = quote.part_of.order_id if quote.part_of else order.order_id
        undisturbed(lambda: self._end(order_id))

    def look(self, order_id: str) -> None:
        """Tell of a part that is due soon, and of access that pauses because one is overdue. Safe to repeat."""
        undisturbed(lambda: self._look(order_id))

    def _pay(self, plan_id: str, number: int, order_id: str, paid_at: datetime) -> None:
        plan = self._plans.find(plan_id)
        if plan is None:
            return
        now = self._clock.now()
        paid = plan.pay(number, order_id, paid_at)
        access = paid.access_at(now)
        if paid == plan and access is plan.access:
            return
        tells: list[DomainEvent] = []
        if plan.access is AccessState.PAUSED and access is AccessState.RUNNING:
            tells.append(AccessResumed(**_ids(paid), access_until=paid.access_until))
        self._plans.save(paid.model_copy(update={"access": access, "updated_at": now}), tells=tells)

    def _end(self, order_id: str) -> None:
        plan = self._plans.find(order_id)
        if plan is not None and not plan.ended:
            ended = {"ended": True, "access": AccessState.ENDED, "updated_at": self._clock.now()}
            self._plans.save(plan.model_copy(update=ended))

    def _look(self, order_id: str) -> None:
        plan = self._plans.find(order_id)
        if plan is None:
            return
        now, after = self._clock.now(), plan
        tells: list[DomainEvent] = []
        part, access = plan.to_tell(now), plan.access_at(now)
        if part is not None:
            after = after.remind(part.number)
            due: dict[str, Any] = {"amount_minor": part.amount_minor, "currency": plan.currency, "due_at": part.due_at}
            tells.append(InstalmentDue(**_ids(plan), **due, number=part.number))
        if plan.access is AccessState.RUNNING and access is AccessState.PAUSED:
            tells.append(AccessPaused(**_ids(plan)))
            after = after.model_copy(update={"access": access})
        if after != plan:
            self._plans.save(after.model_copy(update={"updated_at": now}), tells=tells)


def _ids(plan: InstalmentPlan) -> dict[str, Any]:
    return {"order_id": plan.latest_order_id, "user_id": plan.user_id, "course_id": plan.course_id}
