"""A till: a shop whose account is connected, somebody who buys, and the gateway's stand-in that both meet at."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from functions.commerce.domain.orders import Order
from functions.commerce.repository.orders import OrderRepository
from functions.commerce.wiring import due_service
from infra.local.razorpay.accounts import Account, Event
from shared.ids import new_id
from tests.functions.commerce.shop import ONCE, Shop, succeeded
from tests.support.actors import Actor
from tests.support.client import Answer

Json = dict[str, Any]
CONNECTION = {
    "key_id": "rzp_test_1DP5mmOlF5G5ag",
    "key_secret": "thisissupersecret",
    "webhook_secret": "signed-with-this",
}


def signature(body: bytes, secret: str) -> str:
    """HMAC-SHA-256 in hexadecimal, worked out apart from the product."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@dataclass
class Till:
    """What a test needs to buy and sell."""

    shop: Shop
    connection_id: str

    @property
    def account(self) -> Account:
        """The shop's account at the stand-in."""
        return self.shop.world.process.razorpay.account(CONNECTION["key_id"])

    @property
    def events(self) -> list[Event]:
        """What the stand-in told so far."""
        return [event for _, event in self.shop.world.process.razorpay.events]

    def ask(self, by: Actor | None = None, key: str | None = None, **wish: Any) -> Answer:
        """Ask to buy the course."""
        buyer = by or self.shop.student
        body = {"course_id": self.shop.course_id, **wish}
        return buyer.post("/orders", body, headers={"idempotency-key": key or new_id("key")})

    def buy(self, by: Actor | None = None, **wish: Any) -> Json:
        """An order that is placed."""
        placed: Json = succeeded(self.ask(by, **wish)).json()
        return placed

    def pay(self, order: Json, **how: Any) -> Json:
        """Pay an order at the gateway; the browser is closed at once."""
        return self.account.pay(order["checkout"]["gateway_order_id"], **how)

    def confirm(self, order: Json, payment: Json, by: Actor | None = None, **instead: str) -> Answer:
        """The browser comes back from the gateway."""
        gateway_order_id = order["checkout"]["gateway_order_id"]
        content = f"{gateway_order_id}|{payment['id']}".encode()
        body = {
            "razorpay_order_id": gateway_order_id,
            "razorpay_payment_id": payment["id"],
            "razorpay_signature": signature(content, CONNECTION["key_secret"]),
            **instead,
        }
        return (by or self.shop.student).put(f"/orders/{order['order_id']}/payment", body)

    def notify(self, event: Event, secret: str | None = None) -> Answer:
        """The gateway brings an event."""
        headers = {
            "x-razorpay-signature": signature(event.body, secret or CONNECTION["webhook_secret"]),
            "x-razorpay-event-id": event.event_id,
            "content-type": "application/json",
        }
        path = f"/webhooks/razorpay/{self.connection_id}"
        return self.shop.world.client.post(path, content=event.body, headers=headers)

    def deliver(self, events: Iterable[Event] | None = None) -> None:
        """Bring events, all there were unless told which, and let them be heard."""
        for event in list(self.events if events is None else events):
            assert self.notify(event).status_code == 200
        self.shop.world.settle()

    def order(self, order: Json) -> Order:
        """An order as it is stored."""
        return OrderRepository(self.shop.org.org_id).get(order["order_id"])

    def look(self, **later: float) -> None:
        """Let the job run that looks at what is due, after some time."""
        with self.shop.world.later(**later):
            due_service().look()
        self.shop.world.settle()

    def refund(self, order: Json, by: Actor | None = None, key: str | None = None, **wish: Any) -> Answer:
        """Ask for money back."""
        return (by or self.shop.admin).post(
            f"/orders/{order['order_id']}/refunds", wish, headers={"idempotency-key": key or new_id("key")}
        )


@pytest.fixture
def till(shop: Shop) -> Till:
    """A shop that sells its course, with an account at the gateway."""
    connected = succeeded(shop.admin.post("/payment-connections", CONNECTION))
    shop.offer(**ONCE)
    return Till(shop, connected.json()["connection_id"])
