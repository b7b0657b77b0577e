"""Money going back: all or some of it, by whom, and what becomes of it when the gateway is silent."""

from typing import Any

import pytest

from functions.commerce.domain.orders import OrderState
from functions.commerce.domain.refunds import RefundReason
from functions.commerce.wiring import refund_service
from infra.local.razorpay.service import Request, Response
from tests.functions.commerce.shop import pointers, succeeded
from tests.functions.commerce.till import Till
from tests.support.world import at_once

Json = dict[str, Any]


@pytest.fixture
def paid(till: Till) -> Json:
    """An order that is paid."""
    order = till.buy()
    succeeded(till.confirm(order, till.pay(order)))
    return order


def gone(till: Till) -> int:
    """What went back at the gateway."""
    return sum(refund["amount"] for refund in till.account.refunds.values() if refund["status"] == "processed")


class TestRefund:
    def test_of_all_ends_the_order_and_the_access(self, till: Till, paid: Json) -> None:
        answer = till.refund(paid)

        order = till.order(paid)
        assert (answer.status_code, answer.json()["state"], answer.json()["ends_access"]) == (201, "processed", True)
        assert (order.state, order.refunded_minor, order.refunding_minor) == (OrderState.REFUNDED, 100_000, 0)
        assert order.access_ended
        assert gone(till) == 100_000

    def test_of_all_lets_one_buy_it_again(self, till: Till, paid: Json) -> None:
        assert till.ask().code == "bought_already"

        till.refund(paid)

        assert till.ask().status_code == 201

    def test_of_some_keeps_the_access(self, till: Till, paid: Json) -> None:
        till.refund(paid, amount_minor=30_000)
        second = till.refund(paid, amount_minor=20_000)

        order = till.order(paid)
        assert second.json()["ends_access"] is False
        assert (order.state, order.refunded_minor) == (OrderState.PARTLY_REFUNDED, 50_000)
        assert till.ask().code == "bought_already"
        listed = till.shop.admin.get(f"/orders/{paid['order_id']}/refunds").json()["items"]
        assert [one["amount_minor"] for one in listed] == [30_000, 20_000]

    def test_of_more_than_is_left_names_the_field(self, till: Till, paid: Json) -> None:
        till.refund(paid, amount_minor=60_000)

        answer = till.refund(paid, amount_minor=40_001)

        assert (answer.status_code, answer.code, pointers(answer)) == (422, "refund_too_large", ["/amount_minor"])

    @pytest.mark.parametrize("amount", [0, -1, 1.5, "1", True, 10**30])
    def test_of_no_amount_is_refused(self, till: Till, paid: Json, amount: object) -> None:
        assert till.refund(paid, amount_minor=amount).status_code in {400, 422}

    def test_of_what_is_not_paid_is_refused(self, till: Till) -> None:
        assert till.refund(till.buy()).code == "order_not_refundable"

    def test_under_one_key_goes_once(self, till: Till, paid: Json) -> None:
        answers = [till.refund(paid, key="one", amount_minor=30_000) for _ in range(3)]

        assert len({answer.json()["refund_id"] for answer in answers}) == 1
        assert gone(till) == 30_000

    def test_by_many_at_once_never_sends_more_than_was_paid(self, till: Till, paid: Json) -> None:
        answers = at_once(8, lambda _: till.refund(paid, amount_minor=40_000))

        assert sorted(answer.status_code for answer in answers) == [201, 201] + [422] * 6
        assert (gone(till), till.order(paid).refunded_minor) == (80_000, 80_000)


class TestTheRule:
    def test_lets_the_buyer_have_it_back_within_the_window(self, till: Till, paid: Json) -> None:
        answer = till.refund(paid, by=till.shop.student)

        assert (answer.status_code, answer.json()["reason"]) == (201, "buyer")
        assert till.order(paid).access_ended

    def test_lets_the_buyer_have_only_all_of_it(self, till: Till, paid: Json) -> None:
        for wish in ({"amount_minor": 1}, {"ends_access": False}):
            assert till.refund(paid, by=till.shop.student, **wish).code == "refund_window_over"

    def test_ends_with_the_window(self, till: Till, paid: Json) -> None:
        policy = till.shop.admin.get("/refund-policy")
        changed = till.shop.admin.put(
            "/refund-policy",
            {"window_days": 0, "full_ends_access": False, "partial_ends_access": False},
            headers={"if-match": policy.headers["etag"]},
        )

        assert changed.json()["window_days"] == 0
        assert till.refund(paid, by=till.shop.student).code == "refund_window_over"
        assert till.refund(paid).json()["ends_access"] is False

    def test_is_changed_by_one_of_two(self, till: Till) -> None:
        body = {"window_days": 14, "full_ends_access": True, "partial_ends_access": True}
        answers = [
            till.shop.admin.put("/refund-policy", body, headers={"if-match": '"rev-0"'}).status_code for _ in range(2)
        ]

        assert answers == [200, 412]
        assert till.shop.student.get("/refund-policy").json()["window_days"] == 14

    def test_is_no_business_of_others(self, till: Till, paid: Json) -> None:
        neighbour = till.shop.world.actor("student", of=till.shop.org)

        assert till.refund(paid, by=neighbour).status_code == 404
        assert till.refund(paid, by=till.shop.tutor).status_code == 404


class TestTheGateway:
    def test_being_silent_leaves_a_refund_that_the_job_brings_to_its_end(
        self, till: Till, paid: Json, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(till.shop.world.process.razorpay, "answer", lambda request: Response(504, b""))
        silent = till.refund(paid)
        held = till.order(paid)
        monkeypatch.undo()

        till.look(minutes=3)

        assert (silent.status_code, silent.json()["state"]) == (201, "requested")
        assert (held.refunding_minor, held.refundable_minor) == (100_000, 0)
        assert till.order(paid).state is OrderState.REFUNDED
        assert gone(till) == 100_000

    def test_whose_answer_was_lost_sends_it_once(self, till: Till, paid: Json, monkeypatch: pytest.MonkeyPatch) -> None:
        service = till.shop.world.process.razorpay
        answer = service.answer

        def lose(request: Request) -> Response:
            answer(request)
            return Response(504, b"")

        monkeypatch.setattr(service, "answer", lose)
        till.refund(paid)
        monkeypatch.undo()

        till.look(minutes=3)
        till.deliver()

        assert gone(till) == till.order(paid).refunded_minor == 100_000

    def test_refusing_it_makes_the_money_refundable_again(self, till: Till, paid: Json) -> None:
        payment = next(iter(till.account.payments.values()))
        payment["status"] = "failed"  # whatever the reason: the gateway will not

        answer = till.refund(paid)

        assert (answer.json()["state"], answer.json()["failure"]) == ("failed", "gateway_refused")
        assert till.order(paid).refundable_minor == 100_000

    def test_failing_later_is_heard(self, till: Till, paid: Json, monkeypatch: pytest.MonkeyPatch) -> None:
        refund = till.account.refund
        monkeypatch.setattr(till.account, "refund", lambda *given: refund(*given, outcome="pending"))
        pending = till.refund(paid).json()
        monkeypatch.undo()
        [made] = till.account.refunds
        till.account.end_refund(made, processed=False)
        till.deliver()

        failed = till.shop.admin.get(f"/orders/{paid['order_id']}/refunds/{pending['refund_id']}").json()
        assert (pending["state"], failed["state"]) == ("requested", "failed")
        assert (till.order(paid).state, till.order(paid).refundable_minor) == (OrderState.PAID, 100_000)

    def test_sending_it_by_itself_is_heard(self, till: Till, paid: Json) -> None:
        [payment_id] = till.account.payments
        till.account.refund(payment_id, {"amount": 25_000})
        till.deliver()
        till.deliver()

        order = till.order(paid)
        assert (order.state, order.refunded_minor) == (OrderState.PARTLY_REFUNDED, 25_000)

    def test_sending_it_by_itself_is_found_though_nobody_heard(self, till: Till, paid: Json) -> None:
        [payment_id] = till.account.payments
        till.account.refund(payment_id, {})

        till.look(days=2)

        assert till.order(paid).state is OrderState.REFUNDED


class TestRefusedEnrolment:
    def test_sends_all_of_it_back_once(self, till: Till, paid: Json) -> None:
        for _ in range(2):
            refund_service(till.shop.org.org_id).give_back(paid["order_id"], RefundReason.REFUSED)

        assert gone(till) == till.order(paid).refunded_minor == 100_000
        assert till.order(paid).access_ended
