"""What a payment consumes, in the whole backend in one process: what ``docs/costs.md`` says of a thousand."""

import base64
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from moto.core.botocore_stubber import BotocoreStubber

from infra.bench import costs
from infra.bench.capacity import units
from infra.bench.tape import Call, Item
from infra.contexts import CONTEXTS
from infra.local.oneprocess import OneProcess
from infra.local.oneprocess.kept import backend
from tests.functions.commerce.shop import shop, succeeded
from tests.functions.commerce.till import Till, till
from tests.support.faults import POLLING, _name
from tests.support.world import World

__all__ = ["shop", "till"]

SUPPLIER = {"legal_name": "Lotus School", "address": "Kochi", "gstin": "32AAAAA0001A1ZA"}
PAYMENTS = 5
CLOSE = 0.15


@pytest.fixture
def world() -> Iterator[World]:
    """The whole backend in one process."""
    process = OneProcess(CONTEXTS)
    process.start()
    try:
        yield World(process)
    finally:
        process.stop()


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
    found = costs.Payment(
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
        assert value == pytest.approx(getattr(costs.PAYMENT, name), rel=CLOSE), name


def pay(till: Till, buyer: Any) -> int:
    """Somebody buys, pays and closes the browser; all that follows is heard. Returns how many webhooks came."""
    before = len(till.events)
    till.pay(till.buy(buyer, buyer={"state_code": "29"}))
    told = till.events[before:]
    till.deliver(told)
    return len(told)


def listen(monkeypatch: pytest.MonkeyPatch, calls: list[Call], others: Counter[str]) -> None:
    """From now on, keep every call that functions make, with the items that it wrote."""
    process = BotocoreStubber.process_request

    def heard(stubber: BotocoreStubber, request: Any) -> Any:
        tables = {name: len(table.stream_shard.items) for name, table in backend("dynamodb").tables.items()}
        answer = process(stubber, request)
        name = _name(request)
        if name in POLLING:
            return answer
        others[name if "." in name.partition(" ")[0] else f"{request.method} "] += 1
        written = [
            (table, _item(one, "OldImage"), _item(one, "NewImage"))
            for table, was in tables.items()
            for one in backend("dynamodb").tables[table].stream_shard.items[was:]
        ]
        target, body = request.headers.get("X-Amz-Target", b""), request.body or b""
        target = target.decode() if isinstance(target, bytes) else target
        asked = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)
        content = answer[2] if answer is not None else b""
        said = content.decode("utf-8", "replace") if isinstance(content, bytes) else str(content)
        calls.append(Call(target, asked, 200, said, written))
        return answer

    monkeypatch.setattr(BotocoreStubber, "process_request", heard)


def _item(record: Any, image: str) -> Item | None:
    """The item before or after; moto has bytes as they are."""
    found: Item | None = record.record["dynamodb"].get(image)
    return found and {name: _encoded(value) for name, value in found.items()}


def _encoded(value: Mapping[str, Any]) -> Mapping[str, Any]:
    raw = value.get("B")
    if raw is None:
        return value
    return {"B": base64.b64encode(raw if isinstance(raw, bytes) else str(raw).encode()).decode()}
