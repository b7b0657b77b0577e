"""What every event about an order says."""

from typing import Any, TypeVar

from events.commerce import OrderEvent
from functions.commerce.domain.orders import Order

E = TypeVar("E", bound=OrderEvent)


def told_of(kind: type[E], order: Order, **more: Any) -> E:
    """An event about an order. ``amount_minor`` is in each, and means what its class says."""
    return kind(
        order_id=order.order_id, user_id=order.user_id, course_id=order.course_id, currency=order.currency, **more
    )
