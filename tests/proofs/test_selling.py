"""Selling under load, on the deployed product with the gateway's stand-in: the last coupon, one webhook fifty times,
and how fast the door of webhooks is.
"""

import hashlib
import hmac
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

import httpx
import pytest

from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.people import Person, register_student
from shared.ids import new_id
from tests.support.crowd import crowd
from tests.support.world import at_once

Json = dict[str, Any]
Say = Callable[[str], None]
BUYER = Person("Meera", "meera@proofs.example.org", "seven ripe mangoes a day")
KEY = {"key_id": "rzp_test_proofs00000001", "key_secret": "thisissupersecret", "webhook_secret": "signed-with-this"}
TEXT = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Begin."}]}]}
AT_ONCE, TURNS = 8, 60
ROUNDS = 7


@dataclass(frozen=True)
class Stall:
    """A course that is sold, and somebody who wants it."""

    cloud: LocalCloud
    admin: Api
    buyer: Api
    course_id: str
    connection_id: str

    def order(self, **wish: Any) -> Json:
        """An order that is placed."""
        return self.buyer.post("/orders", {"course_id": self.course_id, **wish}, key=new_id("key"))

    def tell(self, body: bytes, event_id: str) -> tuple[int, float]:
        """A webhook, signed; what was answered, and after how many seconds."""
        signature = hmac.new(KEY["webhook_secret"].encode(), body, hashlib.sha256).hexdigest()
        headers = {"x-razorpay-signature": signature, "x-razorpay-event-id": event_id}
        url = f"{self.cloud.url}/api/v1/webhooks/razorpay/{self.connection_id}"
        began = time.perf_counter()
        answer = httpx.post(url, content=body, headers=headers, timeout=120)
        return answer.status_code, time.perf_counter() - began


@pytest.fixture(scope="module")
def stall(cloud: LocalCloud, admin: Api) -> Iterator[Stall]:
    visitor = Api(cloud.url)
    buyer = register_student(visitor, cloud.mails, "proofs", BUYER)
    course_id = admin.post("/courses", {"title": "Splices"})["course_id"]
    topic_id = admin.post(f"/courses/{course_id}/topics", {"title": "Ends"})["topic_id"]
    lesson = {"title": "The eye splice", "blocks": [{"type": "rich_text", "document": TEXT}]}
    admin.post(f"/topics/{topic_id}/lessons", lesson)
    admin.post(f"/courses/{course_id}/publish")
    priced = {"name": "All of it", "kind": "one_time", "currency": "INR", "price_minor": 49_900}
    admin.post(f"/courses/{course_id}/offers", priced)
    connection_id = admin.post("/payment-connections", KEY)["connection_id"]
    yield Stall(cloud, admin, buyer, course_id, connection_id)
    visitor.close()


@pytest.mark.parametrize("limit", [1, 10])
def test_a_hundred_at_once_use_a_coupon_as_often_as_it_may_be(stall: Stall, limit: int, say: Say) -> None:
    code = f"LAST{limit}"
    coupon = {"code": code, "kind": "fixed", "amount_minor": 1_000, "currency": "INR", "limit_total": limit}
    coupon_id = stall.admin.post("/coupons", coupon)["coupon_id"]
    buyers = crowd(stall.cloud, stall.admin, 100)

    def redeem(number: int) -> int:
        body, key = {"course_id": stall.course_id, "coupon_codes": [code]}, {"idempotency-key": new_id("key")}
        headers = {"authorization": f"Bearer {buyers[number]}"}
        for _ in range(30):
            url = f"{stall.cloud.url}/api/v1/orders"
            answer = httpx.post(url, json=body, headers={**headers, **key}, timeout=240)
            if answer.status_code not in {429, 503}:
                break
            time.sleep(0.2)
        return answer.status_code

    answers = Counter(at_once(len(buyers), redeem))

    redemptions = list(stall.admin.items(f"/coupons/{coupon_id}/redemptions"))
    say(f"100 redemptions at once of a coupon for {limit}: {dict(answers)}, {len(redemptions)} redeemed")
    assert len(redemptions) == answers[201] == limit


def test_one_webhook_fifty_times_at_once_pays_once(stall: Stall, say: Say) -> None:
    order = stall.order()
    gateway_id = order["checkout"]["gateway_order_id"]
    payment = {"id": "pay_fiftycopies001", "amount": 49_900, "currency": "INR", "status": "captured"}
    payment |= {"order_id": gateway_id, "captured": True, "created_at": int(time.time()), "method": "upi"}
    told = {"event": "payment.captured", "created_at": int(time.time()), "payload": {"payment": {"entity": payment}}}
    body = json.dumps(told).encode()

    answers = Counter(status for status, _ in at_once(50, lambda _: stall.tell(body, "fifty-copies")))

    end = time.monotonic() + 60
    while (found := stall.buyer.get(f"/orders/{order['order_id']}"))["state"] != "paid":
        assert time.monotonic() < end, found
        time.sleep(0.5)
    time.sleep(3)
    invoices = list(stall.admin.items("/invoices"))
    say(f"50 copies of one webhook at once: {dict(answers)}; invoices of the order: {len(invoices)}")
    assert set(answers) == {200}
    assert [one["order_id"] for one in invoices] == [order["order_id"]]


def test_how_fast_the_door_is(stall: Stall, say: Say) -> None:
    def turns(worker: int) -> list[tuple[int, float]]:
        told = (
            json.dumps({"event": "invoice.paid", "n": f"{worker}-{turn}", "payload": {}}).encode()
            for turn in range(TURNS)
        )
        return [stall.tell(body, f"door-{worker}-{turn}") for turn, body in enumerate(told)]

    turns(AT_ONCE)
    began = time.perf_counter()
    answers = [answer for found in at_once(AT_ONCE, turns) for answer in found]
    seconds = time.perf_counter() - began

    cuts = quantiles([took for _, took in answers], n=100)
    rate = len(answers) / seconds
    say(f"door of webhooks, {AT_ONCE} at once: {rate:.0f}/s; p50 {cuts[49] * 1e3:.0f} ms, p99 {cuts[98] * 1e3:.0f} ms")
    assert {status for status, _ in answers} == {200}
    assert cuts[98] < 5


def test_how_fast_it_starts(say: Say) -> None:
    def start(module: str) -> float:
        program = f"import time; began = time.process_time(); import {module}; print(time.process_time() - began)"
        ran = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ
        )
        return float(ran.stdout)

    best = {module: min(start(f"functions.commerce.{module}") for _ in range(ROUNDS)) for module in ("hooks", "api")}

    ratio = best["hooks"] / best["api"]
    say(f"import: door {best['hooks'] * 1e3:.0f} ms, API {best['api'] * 1e3:.0f} ms of processor time: {ratio:.2f}")
    # The goal is a half, and was met until API functions came to start in three quarters of the time.
    assert ratio <= 0.6
