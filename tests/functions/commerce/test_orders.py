"""Buying: the server's price, one order for one wish, and what becomes of it at the gateway."""

from datetime import timedelta
from typing import Any

import pytest

from functions.commerce.domain.orders import OrderState
from infra.local.razorpay.service import Request, Response
from shared import aws
from tests.functions.commerce.shop import pointers, succeeded
from tests.functions.commerce.till import CONNECTION, Till
from tests.support.actors import Actor
from tests.support.world import at_once


class TestPlacing:
    def test_takes_the_price_from_the_server_and_says_how_to_pay(self, till: Till) -> None:
        order = till.buy()

        assert (order["amount_minor"], order["currency"], order["state"]) == (100_000, "INR", "created")
        assert order["checkout"] == {
            "provider": "razorpay",
            "key_id": CONNECTION["key_id"],
            "gateway_order_id": order["checkout"]["gateway_order_id"],
            "amount_minor": 100_000,
            "currency": "INR",
        }
        made = till.account.orders[order["checkout"]["gateway_order_id"]]
        assert (made["amount"], made["receipt"]) == (100_000, order["order_id"])

    @pytest.mark.parametrize("price", [{"amount_minor": 1}, {"price_minor": 1}, {"currency": "USD"}, {"quantity": 0}])
    def test_takes_no_price_from_the_buyer(self, till: Till, price: dict[str, Any]) -> None:
        answer = till.ask(**price)

        assert (answer.status_code, pointers(answer)) == (422, [f"/{next(iter(price))}"])

    def test_is_refused_where_what_was_shown_is_no_longer_the_price(self, till: Till) -> None:
        answer = till.ask(expected_amount_minor=90_000)

        assert (answer.status_code, answer.code, answer.json()["amount_minor"]) == (409, "order_moved", 100_000)
        assert till.account.orders == {}

    def test_needs_a_key(self, till: Till) -> None:
        answer = till.shop.student.post("/orders", {"course_id": till.shop.course_id})

        assert (answer.status_code, pointers(answer)) == (422, ["/header/idempotency-key"])

    def test_under_one_key_is_one_order(self, till: Till) -> None:
        first, again = till.ask(key="one"), till.ask(key="one")

        assert first.json() == again.json()
        assert again.headers["idempotent-replayed"] == "true"
        assert len(till.account.orders) == 1

    def test_under_one_key_at_the_same_moment_is_one_order(self, till: Till) -> None:
        answers = at_once(8, lambda _: till.ask(key="one"))

        assert len({answer.json()["order_id"] for answer in answers}) == 1
        assert len({answer.json()["checkout"]["gateway_order_id"] for answer in answers}) == 1
        assert len(till.account.orders) == 1

    def test_needs_an_account_at_the_gateway(self, till: Till) -> None:
        till.shop.admin.delete(f"/payment-connections/{till.connection_id}")

        assert till.ask().code == "nothing_to_sell_through"

    def test_of_what_is_not_sold_is_refused(self, till: Till) -> None:
        assert till.ask(course_id=till.shop.another_course()).code == "not_on_sale"
        assert till.ask(offer_id="off_unknown").code == "not_on_sale"

    def test_of_a_course_and_a_pass_is_refused(self, till: Till) -> None:
        assert till.ask(pass_id="pas_1").status_code == 422
        assert till.ask(course_id=None).status_code == 422


class TestSilence:
    def test_after_the_order_was_made_is_resolved_by_its_receipt(
        self, till: Till, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        service = till.shop.world.process.razorpay
        answer = service.answer

        def lose(request: Request) -> Response:
            answered = answer(request)
            return Response(504, b"<html>") if request.method == "POST" else answered

        monkeypatch.setattr(service, "answer", lose)

        order = till.buy()

        assert list(till.account.orders) == [order["checkout"]["gateway_order_id"]]

    def test_before_it_heard_anything_has_it_asked_once_more(self, till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
        service = till.shop.world.process.razorpay
        answer, asked = service.answer, list[str]()

        def close(request: Request) -> Response:
            asked.append(request.method)
            return Response(504, b"") if asked == ["POST"] else answer(request)

        monkeypatch.setattr(service, "answer", close)

        order = till.buy()

        assert asked == ["POST", "GET", "POST"]
        assert list(till.account.orders) == [order["checkout"]["gateway_order_id"]]

    def test_before_it_was_made_leaves_an_order_that_the_same_key_brings_on_its_way(
        self, till: Till, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        service = till.shop.world.process.razorpay
        monkeypatch.setattr(service, "answer", lambda request: Response(504, b""))
        silent = till.ask(key="one")
        monkeypatch.undo()

        again = till.ask(key="one")

        assert (silent.status_code, silent.code) == (503, "gateway_unavailable")
        assert again.status_code == 201
        assert len(till.account.orders) == len(till.shop.student.get("/orders").json()["items"]) == 1


class TestPaying:
    def test_in_the_browser_makes_it_paid(self, till: Till) -> None:
        order = till.buy()

        answer = till.confirm(order, till.pay(order))

        assert (answer.status_code, answer.json()["state"]) == (200, "paid")
        assert answer.json()["checkout"] is None

    def test_may_be_confirmed_again(self, till: Till) -> None:
        order = till.buy()
        payment = till.pay(order)

        answers = [till.confirm(order, payment) for _ in range(3)]

        assert {answer.json()["state"] for answer in answers} == {"paid"}
        assert len({answer.json()["paid_at"] for answer in answers}) == 1

    def test_is_taken_where_a_bank_only_holds_it(self, till: Till) -> None:
        order = till.buy()
        payment = till.pay(order, outcome="authorized")

        assert till.confirm(order, payment).json()["state"] == "paid"
        assert till.account.payments[payment["id"]]["captured"]

    def test_is_not_believed_without_the_gateways_signature(self, till: Till) -> None:
        order, other = till.buy(), till.buy(by=till.shop.world.actor("student", of=till.shop.org))
        payment = till.pay(other)

        for forged in (
            {"razorpay_signature": "0" * 64},
            {"razorpay_signature": "é" * 64},
            {"razorpay_signature": "0"},
            {"razorpay_order_id": other["checkout"]["gateway_order_id"]},
        ):
            answer = till.confirm(order, payment, **forged)
            assert (answer.status_code, answer.code) == (400, "signature_refused")
        # The signature of another's order, used for this one.
        assert till.confirm({**order, "checkout": other["checkout"]}, payment).status_code == 400
        assert till.order(order).state is OrderState.CREATED

    def test_that_fails_is_remembered_and_may_be_followed_by_one_that_does_not(self, till: Till) -> None:
        order = till.buy()
        till.pay(order, outcome="failed")
        till.deliver()
        failed = till.shop.student.get(f"/orders/{order['order_id']}").json()
        till.pay(order)
        till.deliver()

        paid = till.shop.student.get(f"/orders/{order['order_id']}").json()
        assert (failed["state"], failed["failed_payments"]) == ("attempted", 1)
        assert (paid["state"], paid["failed_payments"]) == ("paid", 1)

    def test_another_amount_pays_nothing_and_goes_back(self, till: Till) -> None:
        order = till.buy()
        payment = till.pay(order, amount=50_000)
        till.deliver()

        assert till.order(order).state is OrderState.ATTEMPTED
        assert till.account.payments[payment["id"]]["refund_status"] == "full"

    def test_twice_sends_the_second_one_back(self, till: Till) -> None:
        order = till.buy()
        first, second = till.pay(order), till.pay(order)
        till.deliver()

        statuses = {till.account.payments[one["id"]]["refund_status"] for one in (first, second)}
        assert till.order(order).state is OrderState.PAID
        assert statuses == {None, "full"}

    def test_the_same_course_by_two_orders_sends_one_back(self, till: Till) -> None:
        orders = [till.buy(), till.buy()]
        for order in orders:
            till.pay(order)
        till.deliver()

        states = sorted(till.order(order).state for order in orders)
        returned = [one["amount_refunded"] for one in till.account.payments.values()]
        assert states == [OrderState.LAPSED, OrderState.PAID]
        assert sorted(returned) == [0, 100_000]
        assert till.ask().code == "bought_already"


class TestSilentPaying:
    """The browser is closed after paying, and no webhook comes."""

    def test_is_found_by_the_job(self, till: Till) -> None:
        order = till.buy()
        till.pay(order)

        till.look(minutes=6)

        assert till.order(order).state is OrderState.PAID

    def test_is_found_though_the_answer_that_named_the_order_was_never_heard(
        self, till: Till, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        service = till.shop.world.process.razorpay
        answer = service.answer

        def make_and_be_silent(request: Request) -> Response:
            if request.method == "POST":
                answer(request)
            return Response(504, b"")

        monkeypatch.setattr(service, "answer", make_and_be_silent)
        till.ask()
        monkeypatch.undo()
        [gateway_order_id] = till.account.orders
        till.account.pay(gateway_order_id)

        till.look(minutes=6)

        assert [order["state"] for order in till.shop.student.get("/orders").json()["items"]] == ["paid"]

    def test_lapses_when_nobody_paid_in_time(self, till: Till) -> None:
        order = till.buy()

        till.look(minutes=6)
        before = till.order(order).state
        till.look(minutes=32)

        assert (before, till.order(order).state) == (OrderState.CREATED, OrderState.LAPSED)

    def test_does_not_lapse_while_the_gateway_is_silent(self, till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
        order = till.buy()
        monkeypatch.setattr(till.shop.world.process.razorpay, "answer", lambda request: Response(504, b""))

        till.look(hours=3)

        assert till.order(order).state is OrderState.CREATED

    def test_late_makes_a_lapsed_order_paid(self, till: Till) -> None:
        order = till.buy()
        till.look(minutes=32)
        till.look(minutes=33)
        till.pay(order)

        till.look(hours=13)

        assert till.order(order).state is OrderState.PAID


class TestAccess:
    def test_by_time_ends_that_long_after_paying(self, till: Till) -> None:
        till.shop.offer(name="For a year", access_days=365, default=True)
        order = till.buy()

        paid = till.confirm(order, till.pay(order)).json()

        stored = till.order(order)
        assert paid["access_until"] is not None
        assert stored.paid_at is not None
        assert stored.access_until == stored.paid_at + timedelta(days=365)


class TestReading:
    def test_ones_own_orders_newest_first(self, till: Till) -> None:
        ids = [till.buy()["order_id"] for _ in range(3)]

        items = till.shop.student.get("/orders").json()["items"]

        assert [one["order_id"] for one in items] == ids[::-1]

    def test_pages_follow_each_other(self, till: Till) -> None:
        ids = [till.buy()["order_id"] for _ in range(3)]

        first = till.shop.student.get("/orders", params={"limit": 2}).json()
        second = till.shop.student.get("/orders", params={"limit": 2, "cursor": first["next_cursor"]}).json()

        assert [one["order_id"] for one in (*first["items"], *second["items"])] == ids[::-1]

    def test_administrators_see_all_by_state_and_by_person(self, till: Till) -> None:
        paid, other = till.buy(), till.buy(by=till.shop.world.actor("student", of=till.shop.org))
        till.confirm(paid, till.pay(paid))

        def ids(**params: str) -> list[str]:
            listed = succeeded(till.shop.admin.get("/orders/all", params=params))
            return [one["order_id"] for one in listed.json()["items"]]

        assert ids() == [other["order_id"], paid["order_id"]]
        assert ids(state="paid") == [paid["order_id"]]
        assert ids(state="created") == ids(user_id=other["user_id"]) == [other["order_id"]]
        assert till.shop.admin.get("/orders/all", params={"state": "paid", "user_id": "usr_1"}).status_code == 422

    def test_anothers_order_is_not_there(self, till: Till) -> None:
        order = till.buy()
        neighbour = till.shop.world.actor("student", of=till.shop.org)
        stranger = till.shop.world.actor("org_admin")

        def statuses(actor: Actor) -> set[int]:
            path = f"/orders/{order['order_id']}"
            return {actor.get(path).status_code, actor.get(f"{path}/refunds").status_code}

        assert statuses(neighbour) == statuses(stranger) == {404}
        assert statuses(till.shop.admin) == {200}
        assert neighbour.get("/orders/all").status_code == 403

    def test_tells_nobody_who_the_buyer_is(self, till: Till) -> None:
        order = till.buy(buyer={"name": "Meera Nair", "state_code": "29", "address": "12 Hill Road"})
        till.confirm(order, till.pay(order))

        rows = aws.client("dynamodb").scan(TableName="lms-test-commerce")["Items"]
        told = [row["tells"]["S"] for row in rows if "tells" in row]
        assert not any(secret in text for text in told for secret in ("Meera", "Hill Road"))
