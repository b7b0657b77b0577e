"""Asking the gateway about 100,000 payments, of which webhooks lost ten.

The gateway's lists and the table's answers about what is known are made up on the way, since the table of a test holds
no such number; what was lost is real, and so is everything that the product does.
"""

import json
import resource
import time
from collections.abc import Callable
from typing import Any

import pytest
from moto.core.botocore_stubber import BotocoreStubber

from functions.commerce.domain.orders import OrderState
from functions.commerce.repository.sweeps import SweepRepository
from functions.commerce.tables import GatewayOrderRow, OrderRow
from functions.commerce.wiring import sweeping_service
from infra.local.razorpay.service import Request, Response
from shared import aws, settings
from tests.functions.commerce.shop import shop
from tests.functions.commerce.till import Till, till

__all__ = ["shop", "till"]

PAYMENTS = 100_000
LOST = 10
PAGE = 100


def test_a_hundred_thousand_payments(till: Till, say: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    known = till.buy()
    till.pay(known)
    till.deliver()
    lost = [till.buy(by=till.shop.world.actor("student", of=till.shop.org)) for _ in range(LOST)]
    lost_payments = [till.pay(order) for order in lost]
    pattern = till.account.payments[till.order(known).payment_id or ""]
    _make_up_lists(till, pattern, lost_payments, monkeypatch)
    calls = _make_up_rows(till, known["order_id"], known["checkout"]["gateway_order_id"], monkeypatch)
    sweeps, turns = SweepRepository(till.shop.org.org_id), 0
    before, began, cpu = _memory(), time.perf_counter(), time.process_time()

    while turns == 0 or not (mark := sweeps.find(till.connection_id)) or not mark.ended:
        sweeping_service(till.shop.org.org_id).sweep(till.connection_id)
        turns += 1

    took, cpu, grew = time.perf_counter() - began, time.process_time() - cpu, _memory() - before
    say(
        f"{mark.seen:,} payments asked about in {turns} turns: {took:.0f} s ({cpu:.0f} s of processor time), "
        f"{grew:.0f} MB more at the peak, {len(calls):,} reads of the table; {mark.found} were lost and are found"
    )
    assert (mark.seen, mark.found) == (PAYMENTS, LOST)
    assert {till.order(order).state for order in lost} == {OrderState.PAID}
    assert grew < 100


def _make_up_lists(
    till: Till, pattern: dict[str, Any], lost: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gateway lists payments of orders that are known, and among them those that are not."""
    service = till.shop.world.process.razorpay
    answer = service.answer
    every = PAYMENTS // LOST

    def one(number: int) -> dict[str, Any]:
        if number % every == 0:
            return lost[number // every]
        return {**pattern, "id": f"pay_{number:014}", "order_id": f"order_{number:014}"}

    def made_up(request: Request) -> Response:
        if request.path != "/v1/payments":
            return answer(request)
        skip = int(request.query["skip"])
        return Response.of({"items": [one(number) for number in range(skip, min(skip + PAGE, PAYMENTS))]})

    monkeypatch.setattr(service, "answer", made_up)


def _make_up_rows(till: Till, order_id: str, gateway_id: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The table knows an order for each made-up payment, which paid it. Gives the calls that it was asked in."""
    org_id, table = till.shop.org.org_id, settings.table_name("commerce")
    named, order = _item(*GatewayOrderRow.key(org_id, gateway_id)), _item(*OrderRow.key(org_id, order_id))
    payment_id = till.order({"order_id": order_id}).payment_id or ""
    text, name = json.dumps(order), json.dumps(named)
    process, calls = BotocoreStubber.process_request, list[str]()

    def answer(stubber: BotocoreStubber, request: Any) -> Any:
        if not str(request.headers.get("X-Amz-Target", "")).rstrip("'").endswith("BatchGetItem"):
            return process(stubber, request)
        calls.append("BatchGetItem")
        found, real = [], []
        for key in json.loads(request.body)["RequestItems"][table]["Keys"]:
            number = key["pk"]["S"].rpartition("_")[2].removeprefix("MADEUP")
            if "#GATEWAY#order_000000" in key["pk"]["S"]:
                found.append(name.replace(gateway_id, f"order_{number}").replace(order_id, f"ord_MADEUP{number}"))
            elif "#ORDER#ord_MADEUP" in key["pk"]["S"]:
                found.append(text.replace(order_id, f"ord_MADEUP{number}").replace(payment_id, f"pay_{number}"))
            else:
                real.append(_item(key["pk"]["S"], key["sk"]["S"]))
        items = [json.loads(one) for one in found] + [one for one in real if one]
        return 200, {}, json.dumps({"Responses": {table: items}, "UnprocessedKeys": {}})

    monkeypatch.setattr(BotocoreStubber, "process_request", answer)
    return calls


def _item(pk: str, sk: str) -> dict[str, Any]:
    key = {"pk": {"S": pk}, "sk": {"S": sk}}
    answer = aws.client("dynamodb").get_item(TableName=settings.table_name("commerce"), Key=key)
    found: dict[str, Any] = answer.get("Item", {})
    return found


def _memory() -> float:
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
