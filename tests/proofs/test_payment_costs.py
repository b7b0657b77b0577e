"""What a payment consumes, in the whole backend in one process: what ``docs/costs.md`` says of a thousand."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from infra.bench import payments
from infra.bench.capacity import units
from infra.bench.tape import Call
from tests.functions.commerce.shop import shop, succeeded
from tests.functions.commerce.till import Till, till
from tests.support.metering import listen

__all__ = ["shop", "till"]

SUPPLIER = {"legal_name": "Lotus School", "address": "Kochi", "gstin": "32AAAAA0001A1ZA"}
PAYMENTS = 5
CLOSE = 0.15


def test_what_a_payment_consumes(till: Till, monkeypatch: pytest.MonkeyPatch, say: Callable[[str], None]) -> None:
    read = till.shop.admin.get("/invoice-settings")
    succeeded(till.shop.admin.put("/invoice-settings", SUPPLIER, headers={"if-match": read.headers["etag"]}))
    buyers = [till.shop.world.actor("student", of=till.shop.org) for _ in range(PAYMENTS + 1)]
    till.shop.world.settle()
    pay(till, buyers.pop())  # the first one of a day meets functions that remember nothing
    calls: list[Call] = []
    others: Counter[str] = Counter()
    listen(monkeypatch, calls, others)

    webhooks = sum(pay(till, buyer) for buyer in buyers)

    storage = [one for one in calls if one.is_storage]
    consumed, told = units(storage), sum(one.asked.count('"DetailType"') for one in calls)
    found = payments.Payment(
        read=consumed.read / PAYMENTS,
        written=consumed.written / PAYMENTS,
        calls=len(storage) / PAYMENTS,
        requests=(PAYMENTS + webhooks) / PAYMENTS,
        events=told / PAYMENTS,
        heard=others["SQS.DeleteMessage"] / PAYMENTS,
        files=sum(often for name, often in others.items() if name.startswith("PUT ")) / PAYMENTS,
    )
    say(f"a payment: {found}")
    for name, value in vars(found).items():
        assert value == pytest.approx(getattr(payments.PAYMENT, name), rel=CLOSE), name


def pay(till: Till, buyer: Any) -> int:
    """Somebody buys, pays and closes the browser; all that follows is heard. Returns how many webhooks came."""
    before = len(till.events)
    till.pay(till.buy(buyer, buyer={"state_code": "29"}))
    told = till.events[before:]
    till.deliver(told)
    return len(told)
