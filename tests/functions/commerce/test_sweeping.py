"""Asking the gateway for all that it has: what no webhook told is found, what is known costs a look."""

import json
from typing import Any

import pytest

from functions.commerce.domain.ledger import BANK, GATEWAY
from functions.commerce.domain.orders import OrderState
from functions.commerce.errors import GatewayUnavailable
from functions.commerce.gateways import listing
from functions.commerce.repository.sweeps import SweepRepository
from functions.commerce.service import sweeping
from functions.commerce.wiring import sweeping_service
from infra.local.razorpay.service import Request, Response
from tests.functions.commerce.shop import succeeded
from tests.functions.commerce.test_books import at_the_gateway, balances, fees
from tests.functions.commerce.test_subscriptions import gateway_id, orders, subscribe
from tests.functions.commerce.till import Till
from tests.support.faults import counted


def sweep(till: Till, **later: float) -> None:
    """Let the gateway be asked, after some time."""
    with till.shop.world.later(**(later or {"minutes": 1})):
        sweeping_service(till.shop.org.org_id).sweep(till.connection_id)
    till.shop.world.settle()


def mark(till: Till) -> Any:
    found = SweepRepository(till.shop.org.org_id).find(till.connection_id)
    assert found is not None
    return found


def transactions(calls: list[str]) -> int:
    return sum("TransactWriteItems" in call for call in calls)


class TestASweep:
    def test_finds_a_payment_that_no_webhook_told(self, till: Till) -> None:
        order = till.buy()
        till.pay(order)

        sweep(till)

        assert till.order(order).state is OrderState.PAID
        assert (mark(till).ended, mark(till).seen, mark(till).found) == (True, 1, 1)

    def test_writes_nothing_but_its_mark_where_all_is_known(self, till: Till) -> None:
        order = till.buy()
        till.pay(order)
        till.deliver()
        sweep(till)

        with counted() as calls:
            sweep(till, minutes=2)

        assert transactions(calls) == 1
        assert mark(till).found == 0

    def test_finds_a_second_payment_and_sends_it_back(self, till: Till) -> None:
        order = till.buy()
        till.pay(order)
        till.deliver()
        second = till.pay(order)

        sweep(till)

        assert second["amount_refunded"] == 100_000
        assert balances(till)[GATEWAY] == at_the_gateway(till) == 100_000 - fees(till)

    def test_finds_a_refund_that_was_made_at_the_gateway(self, till: Till) -> None:
        order = till.buy()
        payment = till.pay(order)
        till.deliver()
        till.account.refund(payment["id"], {"amount": 40_000})

        for _ in range(2):
            sweep(till)

        assert till.order(order).refunded_minor == 40_000
        assert balances(till)[GATEWAY] == at_the_gateway(till) == 60_000 - fees(till)

    def test_finds_what_became_of_a_refund_of_ours(self, till: Till) -> None:
        order = till.buy()
        till.pay(order)
        till.deliver()
        succeeded(till.refund(order))
        sweep(till)

        assert (mark(till).seen, mark(till).found) == (2, 0)

    def test_finds_a_charge_of_a_subscription(self, till: Till) -> None:
        made = subscribe(till)
        till.account.charge(gateway_id(till, made))

        for _ in range(2):
            sweep(till)

        assert [(one["state"], one["amount_minor"]) for one in orders(till)] == [("paid", 49_900)]
        assert balances(till)[GATEWAY] == at_the_gateway(till)

    def test_books_what_went_to_the_bank_once(self, till: Till) -> None:
        till.pay(till.buy())
        till.deliver()
        settled = till.account.settle()

        for _ in range(2):
            sweep(till)

        assert balances(till)[BANK] == settled["amount"]

    @pytest.mark.parametrize("made", [None, 2**52])
    def test_books_nothing_at_a_time_that_never_was(
        self, till: Till, monkeypatch: pytest.MonkeyPatch, made: object
    ) -> None:
        service = till.shop.world.process.razorpay
        answer = service.answer

        def wrong(request: Request) -> Response:
            answered = answer(request)
            if request.path != "/v1/settlements":
                return answered
            found = json.loads(answered.body)
            items = [one | {"created_at": made} for one in found["items"]]
            return Response(200, json.dumps({**found, "items": items}).encode())

        till.pay(till.buy())
        till.deliver()
        till.account.settle()
        monkeypatch.setattr(service, "answer", wrong)

        sweep(till)

        assert mark(till).ended
        assert balances(till).get(BANK, 0) == 0

    def test_leaves_what_is_not_ours(self, till: Till) -> None:
        other = till.account.create_order({"amount": 5_000, "currency": "INR"})
        payment = till.account.pay(other["id"])
        till.account.refund(payment["id"], {})

        sweep(till)

        assert (mark(till).seen, mark(till).found) == (2, 0)
        assert balances(till) == {}

    def test_goes_on_where_it_was_page_by_page(self, till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(listing, "MOST_AT_ONCE", 2)
        monkeypatch.setattr(sweeping, "PAGES_AT_ONCE", 1)
        order = till.buy()
        for _ in range(4):
            till.pay(order, outcome="failed")
        till.pay(order)

        seen = []
        for _ in range(5):
            sweep(till)
            seen.append((mark(till).asking, mark(till).offset, mark(till).ended))

        assert seen[:3] == [("payments", 2, False), ("payments", 4, False), ("refunds", 0, False)]
        assert seen[-1] == ("settlements", 0, True)
        assert till.order(order).state is OrderState.PAID

    def test_begins_before_the_last_one_ended_and_once_a_day_days_before(self, till: Till) -> None:
        sweep(till)
        first = mark(till)
        sweep(till, hours=2)
        second = mark(till)
        sweep(till, days=2)
        third = mark(till)

        assert (first.until - second.since).total_seconds() == 3_600
        assert (second.until - third.since).days == 6

    def test_comes_by_itself_every_hour(self, till: Till) -> None:
        order = till.buy()
        till.pay(order)
        till.look(hours=1.1)
        first = mark(till).until

        till.look(hours=3)

        assert till.order(order).state is OrderState.PAID
        assert mark(till).until > first

    def test_waits_while_the_gateway_is_silent(self, till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
        till.pay(till.buy())
        with monkeypatch.context() as silent:
            silent.setattr(till.shop.world.process.razorpay, "answer", lambda _: Response(502, b"<html>"))
            with pytest.raises(GatewayUnavailable):
                sweep(till)

        sweep(till, hours=1)

        assert mark(till).found == 1
