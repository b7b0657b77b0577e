"""Paying in parts: through orders of their own, with access that pauses when one is overdue."""

import json
from datetime import timedelta

import pytest

from functions.commerce.domain.subscriptions import AccessState
from functions.commerce.repository.instalments import InstalmentRepository
from functions.commerce.wiring import buying_service, due_service
from shared.clock import SetClock
from tests.functions.commerce.shop import PARTS, Json, succeeded
from tests.functions.commerce.test_coupons import new_coupon
from tests.functions.commerce.till import Till
from tests.support.news import stream_records
from tests.support.payments import carry_out
from tests.support.world import at_once


@pytest.fixture
def bought(till: Till) -> Json:
    """A course bought in four parts, the first of which is paid."""
    offer_id = till.shop.offer(PARTS)
    return paid(till, till.buy(offer_id=offer_id))


def paid(till: Till, order: Json) -> Json:
    """An order, paid and heard of."""
    till.pay(order)
    till.deliver()
    return order


def pay_next(till: Till, bought: Json) -> Json:
    """Order the next part, and pay it."""
    return paid(till, till.buy(course_id=None, instalment_of=bought["order_id"]))


def parts(till: Till, bought: Json) -> list[Json]:
    """The parts as the buyer sees them."""
    items: list[Json] = succeeded(till.shop.student.get(f"/orders/{bought['order_id']}/instalments")).json()["items"]
    return items


def look(till: Till) -> None:
    """Let the job run, and what it tells be heard."""
    due_service().look()
    till.shop.world.settle()


def access(till: Till, bought: Json) -> AccessState:
    """What was told of the access last."""
    plan = InstalmentRepository(till.shop.org.org_id).find(bought["order_id"])
    assert plan is not None
    return plan.access


class TestInstalments:
    def test_begin_with_the_first_part(self, till: Till, bought: Json) -> None:
        assert bought["amount_minor"] == 25_000
        assert [part["amount_minor"] for part in parts(till, bought)] == [25_000] * 4
        assert [part["paid_at"] is not None for part in parts(till, bought)] == [True, False, False, False]

    def test_are_over_though_the_end_is_told_of_before_the_payment(self, till: Till) -> None:
        org_id, order = till.shop.org.org_id, till.buy(offer_id=till.shop.offer(PARTS))
        succeeded(till.confirm(order, till.pay(order)))
        refund = succeeded(till.refund(order, ends_access=True)).json()
        carry_out(org_id, order["order_id"], refund["refund_id"])

        buying_service(org_id).follow_end(order["order_id"])
        buying_service(org_id).follow_payment(order["order_id"])

        plan = InstalmentRepository(org_id).find(order["order_id"])
        assert plan is not None
        assert (plan.ended, plan.access) == (True, AccessState.ENDED)

    def test_are_paid_one_after_the_other_by_orders_of_their_own(self, till: Till, bought: Json) -> None:
        orders = [pay_next(till, bought) for _ in range(3)]

        assert [order["amount_minor"] for order in orders] == [25_000] * 3
        assert all(part["paid_at"] for part in parts(till, bought))
        refused = till.ask(course_id=None, instalment_of=bought["order_id"])
        assert (refused.status_code, refused.json()["code"]) == (409, "instalment_not_due")

    def test_paid_twice_goes_back(self, till: Till, bought: Json) -> None:
        one, two = (till.buy(course_id=None, instalment_of=bought["order_id"]) for _ in range(2))

        paid(till, one)
        paid(till, two)

        assert [part["paid_at"] is not None for part in parts(till, bought)] == [True, True, False, False]
        assert till.order(two).closed == "twice"
        assert not till.order(one).closed

    def test_are_the_buyers_own(self, till: Till, bought: Json) -> None:
        stranger = till.shop.world.actor("student", of=till.shop.org)

        assert till.ask(stranger, course_id=None, instalment_of=bought["order_id"]).status_code == 404
        assert stranger.get(f"/orders/{bought['order_id']}/instalments").status_code == 404

    def test_of_a_purchase_at_once_are_none(self, till: Till) -> None:
        order = paid(till, till.buy())

        assert parts(till, order) == []

    def test_share_a_discount_to_the_last_paisa(self, till: Till) -> None:
        offer_id = till.shop.offer(PARTS)
        new_coupon(till.shop, amount_minor=10_001)

        order = paid(till, till.buy(offer_id=offer_id, coupon_codes=["WELCOME"]))

        assert [part["amount_minor"] for part in parts(till, order)] == [22_500, 22_500, 22_500, 22_499]
        assert pay_next(till, order)["discount_minor"] == 0

    def test_begin_once_however_often_it_is_said(self, till: Till, bought: Json) -> None:
        pay_next(till, bought)
        before = parts(till, bought)

        at_once(4, lambda _: buying_service(till.shop.org.org_id).follow_payment(bought["order_id"]))

        assert parts(till, bought) == before


class TestOverdue:
    def test_is_told_before_pauses_after_the_grace_and_resumes(self, till: Till, bought: Json) -> None:
        with till.shop.world.clock() as clock:
            told = self.told_on(till, clock, 26)
            assert told == []
            assert [kind for kind, _ in self.told_on(till, clock, 1.1)] == ["InstalmentDue"]
            assert self.told_on(till, clock, 5.8) == []
            ((kind, news),) = self.told_on(till, clock, 0.2)
        assert (kind, news["order_id"]) == ("AccessPaused", bought["order_id"])
        assert access(till, bought) is AccessState.PAUSED

        part = pay_next(till, bought)

        assert access(till, bought) is AccessState.RUNNING
        assert till.order(part).quote["part_of"]["number"] == 2

    def test_knows_the_access_by_the_order_that_was_paid_last(self, till: Till, bought: Json) -> None:
        part = pay_next(till, bought)

        with till.shop.world.clock() as clock:
            told = self.told_on(till, clock, 90)

        assert {news["order_id"] for kind, news in told if kind == "AccessPaused"} == {part["order_id"]}

    @staticmethod
    def told_on(till: Till, clock: SetClock, days: float) -> list[tuple[str, Json]]:
        """What is told when the job runs after some days more."""
        clock.advance(timedelta(days=days))
        return told_by(till)


class TestGivenBack:
    def test_nothing_is_due_any_more(self, till: Till, bought: Json) -> None:
        succeeded(till.refund(bought, ends_access=True))
        till.deliver()

        assert access(till, bought) is AccessState.ENDED
        assert till.ask(course_id=None, instalment_of=bought["order_id"]).json()["code"] == "instalment_not_due"


def told_by(till: Till) -> list[tuple[str, Json]]:
    """What is told when the job runs: the names of the events, and what they say."""
    before = len(stream_records("lms-test-commerce"))
    look(till)
    images = [record["dynamodb"].get("NewImage", {}) for record in stream_records("lms-test-commerce")[before:]]
    envelopes = [one for image in images if "tells" in image for one in json.loads(image["tells"]["S"])]
    return [(one["detail_type"].partition(".")[0], one["data"]) for one in envelopes]
