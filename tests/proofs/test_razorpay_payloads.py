"""Razorpay's documented webhooks and published signatures, from a folder that ``RAZORPAY_DATA`` names.

``webhook_payloads.jsonl`` has a line per webhook with its body in ``raw``; ``signature_vectors.json`` has in each a
``message``, ``secret`` and ``signature``.
"""

import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.commerce.domain.orders import Buyer, Order
from functions.commerce.domain.payments import Progress
from functions.commerce.domain.signatures import is_signed
from functions.commerce.repository.orders import OrderRepository, writing
from infra.local.razorpay.accounts import Event
from shared.clock import system_clock
from shared.ids import new_id
from tests.functions.commerce.shop import shop
from tests.functions.commerce.test_webhooks import send, signed
from tests.functions.commerce.till import CONNECTION, Till, signature, till
from tests.support.news import messages
from tests.support.scene.tables import Tables

__all__ = ["shop", "till"]

FOLDER = os.environ.get("RAZORPAY_DATA")
pytestmark = pytest.mark.skipif(FOLDER is None, reason="RAZORPAY_DATA names no folder")  # others' data: not shipped
SHUFFLES = 3
Say = Callable[[str], None]


@pytest.fixture(scope="module")
def payloads() -> list[Event]:
    """Every documented webhook, its body as it stands there."""
    lines = (Path(FOLDER or "") / "webhook_payloads.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    return [Event(f"documented-{number:03}", one["event"], one["raw"].encode()) for number, one in enumerate(found)]


def test_published_signatures_are_right_and_altered_ones_are_not(say: Say) -> None:
    vectors = json.loads((Path(FOLDER or "") / "signature_vectors.json").read_text(encoding="utf-8"))

    for one in vectors:
        message, signature, secret = one["message"].encode(), one["signature"], one["secret"]
        assert is_signed(message, signature, [secret]) is one.get("valid", True)
        for altered in (message + b"\n", message[:-1], b" " + message, message.swapcase()):
            assert not is_signed(altered, signature, [secret])
        assert not is_signed(message, signature, [secret + "\n"])
    say(f"{len(vectors)} published signatures, each also of an altered message and under an altered secret")


def test_every_kind_gets_a_verdict_and_altered_ones_are_refused(till: Till, payloads: list[Event], say: Say) -> None:
    verdicts: Counter[str] = Counter()
    for event in payloads:
        verdicts[signed(till, event.body).json()["status"]] += 1
        right = {"x_razorpay_signature": _signature(event.body)}
        middle = len(event.body) // 2
        for altered in (
            event.body + b"\n",
            event.body + b" ",
            event.body[:-1],
            event.body[:middle] + bytes([event.body[middle] ^ 1]) + event.body[middle + 1 :],
            json.dumps(json.loads(event.body), indent=1).encode(),
        ):
            assert (send(till, altered, **right).status_code, event.name) == (400, event.name)
        # A line feed at the end is part of what is signed, where it was sent.
        assert signed(till, event.body + b"\n").status_code == 200
    till.shop.world.settle()

    assert verdicts == {"accepted": len(payloads)}
    assert messages("commerce-inbox") == []
    kinds = len({event.name for event in payloads})
    say(f"{len(payloads)} payloads of {kinds} kinds: {dict(verdicts)}; five alterations of each refused, none a 500")


def test_in_any_order_and_however_often_they_end_alike(till: Till, payloads: list[Event], say: Say) -> None:
    """The orders that they are about are ours here, so that every payload moves what it can."""
    amounts = _amounts(payloads)
    _stand_in_knows(till, payloads)
    tables = Tables(till.shop.world.process)
    turns = random.Random(20261128)  # chances, the same every time
    ways = [payloads, [*payloads, *payloads], [*reversed(payloads)]]
    ways += [turns.sample(payloads * 2, len(payloads) * 2) for _ in range(SHUFFLES)]

    ends = []
    for way in ways:
        tables.rewind()
        till.shop.world.process.skip_news()
        ids = [_place(till, gateway_id, amount) for gateway_id, amount in amounts.items()]
        for event in way:
            assert till.notify(event).status_code == 200
        till.shop.world.settle()
        assert messages("commerce-inbox") == []
        ends.append([_end(till, order_id) for order_id in ids])

    for end in ends:
        for one, first in zip(end, ends[0], strict=True):
            assert one == first
    states = Counter(end["state"] for end in ends[0])
    say(f"{len(ways)} orders of the {len(payloads)} payloads, some twice: the same {len(ids)} orders, {dict(states)}")


def _signature(body: bytes) -> str:
    return signature(body, CONNECTION["webhook_secret"])


def _payments(payloads: list[Event]) -> Iterator[dict[str, Any]]:
    for event in payloads:
        payment = json.loads(event.body).get("payload", {}).get("payment", {}).get("entity")
        if event.name.startswith(("payment.", "order.", "refund.")) and payment and payment.get("order_id"):
            yield payment


def _amounts(payloads: list[Event]) -> dict[str, int]:
    return {one["order_id"]: one["amount"] for one in _payments(payloads)}


def _stand_in_knows(till: Till, payloads: list[Event]) -> None:
    """What a payload says was captured is captured at the stand-in, so that it can be asked."""
    account = till.account
    for one in _payments(payloads):
        order = {"id": one["order_id"], "status": "created", "amount": one["amount"], "amount_paid": 0, "receipt": None}
        account.orders.setdefault(one["order_id"], order)
        if one["status"] in {"captured", "refunded"} or one["id"] not in account.payments:
            account.payments[one["id"]] = {**one, "amount_refunded": one.get("amount_refunded") or 0}


def _place(till: Till, gateway_id: str, amount: int) -> str:
    now = system_clock.now()
    order = Order(
        order_id=new_id("ord"),
        user_id=new_id("usr"),
        course_id=till.shop.course_id,
        quote=_quote(till, amount),
        buyer=Buyer(),
        amount_minor=amount,
        currency="INR",
        connection_id=till.connection_id,
        gateway_order_id=gateway_id,
        created_at=now,
        updated_at=now,
        lapses_at=now + timedelta(minutes=30),
    )
    with writing(OrderRepository(till.shop.org.org_id)) as writes:
        writes.place(order)
    return order.order_id


def _quote(till: Till, amount: int) -> dict[str, Any]:
    shown: dict[str, Any] = till.order(till.buy(by=till.shop.world.actor("student", of=till.shop.org))).quote
    line = {**shown["lines"][0], "price_minor": amount}
    return {**shown, "lines": [line]}


def _end(till: Till, order_id: str) -> dict[str, Any]:
    """What an order has become, without the moments and the ids made here.

    Of two captured payments the one that is heard of first pays, and the other is sent back; so of such an order (the
    documentation has one) it is only said that one of them pays.
    """
    order, refunds = OrderRepository(till.shop.org.org_id).get_with_refunds(order_id)
    captured = [one.payment_id for one in order.payments if one.progress is Progress.CAPTURED]
    if len(captured) > 1:
        assert order.is_paid
        assert order.payment_id in captured
        excess = {f"rfd_{one.rpartition('_')[2]}" for one in captured if one != order.payment_id}
        assert excess <= {one.refund_id for one in refunds}
        return {"state": "paid by one of several", "payments": sorted(captured)}
    return {
        "state": order.state.value,
        "gateway_order_id": order.gateway_order_id,
        "payments": [(one.payment_id, one.progress.name, one.amount_minor) for one in order.payments],
        "payment_id": order.payment_id,
        "refunded_minor": order.refunded_minor,
        "refunds": sorted((one.refund_id, one.state.value, one.amount_minor) for one in refunds),
        "closed": order.closed,
    }
