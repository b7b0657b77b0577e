"""What the demo sells, and who bought it: at the gateway's stand-in, as on its pay page."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

import httpx

from infra.local.client import Api, Json, Refused
from infra.local.demo.cast import Trade

__all__ = ["Gateway", "StandIn", "buy", "open_till", "price"]

KEY = {"key_id": "rzp_test_HarbourSchool0", "key_secret": "no-money-moves-by-this"}
WEBHOOK_SECRET = "signed-by-the-stand-in"  # opens nothing but the stand-in
SOON = 30.0  # seconds within which a place in the course follows a payment


class Gateway(Protocol):
    """Where the demo's school has its account."""

    def send_webhooks(self, url: str) -> None:
        """Bring what happens in the account to this address, signed."""
        ...

    def pay(self, gateway_order_id: str) -> Mapping[str, str]:
        """Pay an order; what the checkout then hands to the browser."""
        ...


class StandIn:
    """The stand-in at an address. It forgets everything when it stops: a key is an account once it was used."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=10)

    def send_webhooks(self, url: str) -> None:
        """Bring what happens in the account to this address, signed."""
        self._http.get("/v1/orders", auth=(KEY["key_id"], KEY["key_secret"])).raise_for_status()
        manner = {"key_id": KEY["key_id"], "url": url, "secret": WEBHOOK_SECRET}
        self._http.put("/_control/webhooks", json=manner).raise_for_status()

    def pay(self, gateway_order_id: str) -> Mapping[str, str]:
        """Press the button of the pay page; what it then hands to the browser."""
        wish = {"outcome": "captured", "method": "upi", "back": "http://localhost/"}
        back = self._http.post(f"/pay/{gateway_order_id}", data=wish).headers["location"]
        return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


def open_till(admin: Api, gateway: Gateway) -> None:
    """Connect the account if it is not yet, and have its webhooks come."""
    known = admin.get("/payment-connections")["items"]
    connection = known[0] if known else admin.post("/payment-connections", {**KEY, "webhook_secret": WEBHOOK_SECRET})
    gateway.send_webhooks(f"{admin.url}/api/v1/webhooks/razorpay/{connection['connection_id']}")


def price(trade: Trade, course_id: str, admin: Api, tutor: Api) -> None:
    """Put the course on sale, say who sells, and give the coupon out."""
    offers = f"/courses/{course_id}/offers"
    if not tutor.get(offers)["items"]:
        terms = {"kind": "one_time", "currency": "INR", "price_minor": trade.price_minor}
        tutor.post(offers, {"name": "The whole course", **terms})
    admin.edit("/invoice-settings", {"legal_name": trade.seller, "address": trade.address, "gstin": trade.gstin})
    if all(one["code"] != trade.coupon for one in admin.items("/coupons")):
        admin.post("/coupons", {"code": trade.coupon, "kind": "percent", "percent_bp": trade.percent_bp})


def buy(trade: Trade, course_id: str, buyer: Api, gateway: Gateway) -> None:
    """Order the course with the coupon, pay, and wait for the place in it."""
    if _learns(buyer, course_id):
        return
    wish = {"course_id": course_id, "coupon_codes": [trade.coupon], "buyer": {"state_code": trade.buyers_state}}
    order = buyer.post("/orders", wish, key=secrets.token_hex(8))
    buyer.put(f"/orders/{order['order_id']}/payment", dict(gateway.pay(order["checkout"]["gateway_order_id"])))
    deadline = time.monotonic() + SOON
    while not _learns(buyer, course_id) and time.monotonic() < deadline:
        time.sleep(0.2)


def _learns(student: Api, course_id: str) -> Json | None:
    try:
        return student.get(f"/courses/{course_id}/learn")
    except Refused as refusal:
        if refusal.status >= 500:
            raise
        return None
