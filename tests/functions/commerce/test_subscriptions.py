"""Subscribing: charges that become orders, access that follows from what is paid."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from functions.commerce.domain.ledger import GATEWAY
from functions.commerce.domain.subscriptions import AccessState
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.repository.subscriptions import SubscriptionRepository
from functions.commerce.service.counterparts import Counterparts
from functions.commerce.service.subscription_changes import SubscriptionChanges
from infra.local.razorpay.service import Request, Response
from shared.clock import SetClock
from shared.ids import new_id
from tests.functions.commerce.market import Market, calls_of, dying, market, one_shard
from tests.functions.commerce.shop import MONTHLY, Json, succeeded
from tests.functions.commerce.test_affiliates import came_by, new_affiliate
from tests.functions.commerce.test_books import at_the_gateway, balances, fees
from tests.functions.commerce.test_coupons import act, new_coupon, quote, uses
from tests.functions.commerce.test_instalments import told_by
from tests.functions.commerce.test_offers import terms
from tests.functions.commerce.till import Till
from tests.support.client import Answer
from tests.support.faults import Moment
from tests.support.world import at_once

__all__ = ["market", "one_shard"]


def ask(till: Till, **wish: Any) -> Answer:
    """Ask to subscribe to the course, or to what is named."""
    body = {"course_id": till.shop.course_id, **wish}
    return till.shop.student.post("/subscriptions", body, headers={"idempotency-key": new_id("key")})


def subscribe(till: Till, *, offer: Json | None = None, **wish: Any) -> Json:
    """A subscription that waits for the buyer to agree."""
    till.shop.offer(offer or MONTHLY)
    made: Json = succeeded(ask(till, **wish)).json()
    return made


def charge(till: Till, subscription: Json, outcome: str = "captured") -> None:
    """The next charge, told of and heard."""
    till.account.charge(gateway_id(till, subscription), outcome=outcome)
    till.deliver()


def gateway_id(till: Till, subscription: Json) -> str:
    """The gateway's own id of it."""
    found = SubscriptionRepository(till.shop.org.org_id).get(subscription["subscription_id"]).gateway_id
    assert found is not None
    return found


def read(till: Till, subscription: Json) -> Json:
    """The subscription as the buyer sees it."""
    found: Json = succeeded(till.shop.student.get(f"/subscriptions/{subscription['subscription_id']}")).json()
    return found


def access(till: Till, subscription: Json) -> AccessState:
    """What was told of the access last."""
    return SubscriptionRepository(till.shop.org.org_id).get(subscription["subscription_id"]).access


def orders(till: Till) -> list[Json]:
    """What the buyer paid, newest first."""
    items: list[Json] = succeeded(till.shop.student.get("/orders")).json()["items"]
    return items


class TestSubscribe:
    def test_waits_for_the_buyer_to_agree(self, till: Till) -> None:
        made = subscribe(till)

        assert (made["status"], made["access"], made["charge_minor"]) == ("created", "waiting", 49_900)
        assert made["checkout"]["gateway_subscription_id"].startswith("sub_")
        assert orders(till) == []

    def test_once_for_one_key(self, till: Till) -> None:
        till.shop.offer(MONTHLY)
        body, key = {"course_id": till.shop.course_id}, {"idempotency-key": "k1"}

        first, second = (succeeded(till.shop.student.post("/subscriptions", body, headers=key)) for _ in range(2))

        assert first.json() == second.json()
        assert len(till.account.subscriptions) == 1

    def test_anew_takes_the_place_of_one_that_nobody_agreed_to(self, till: Till) -> None:
        first = subscribe(till)
        second = succeeded(ask(till)).json()

        assert [read(till, one)["status"] for one in (first, second)] == ["cancelled", "created"]
        living = [one["id"] for one in till.account.subscriptions.values() if one["status"] == "created"]
        assert living == [second["checkout"]["gateway_subscription_id"]]

    def test_not_beside_one_that_is_agreed_to(self, till: Till) -> None:
        made = subscribe(till)
        till.account.move_subscription(gateway_id(till, made), "authenticated")
        till.deliver()

        assert ask(till).json()["code"] == "bought_already"

    def test_needs_a_subscription_that_is_sold(self, till: Till) -> None:
        assert ask(till).json()["code"] == "not_on_sale"
        assert ask(till, offer_id="off_none").json()["code"] == "not_on_sale"

    def test_is_the_buyers_own(self, till: Till) -> None:
        made = subscribe(till)
        stranger = till.shop.world.actor("student", of=till.shop.org)

        assert stranger.get(f"/subscriptions/{made['subscription_id']}").status_code == 404
        assert till.shop.admin.get(f"/subscriptions/{made['subscription_id']}").status_code == 200
        assert stranger.get("/subscriptions").json()["items"] == []
        assert [one["subscription_id"] for one in till.shop.student.get("/subscriptions").json()["items"]] == [
            made["subscription_id"]
        ]


class TestABeginningThatWasCutShort:
    """The gateway has the subscription and asks for the mandate by mail; nobody here knows its id there."""

    @pytest.mark.parametrize("told", [True, False])
    def test_is_joined_by_what_was_noted_when_it_is_charged(
        self, till: Till, monkeypatch: pytest.MonkeyPatch, told: bool
    ) -> None:
        till.shop.offer(MONTHLY)
        with monkeypatch.context() as dying:
            dying.setattr(SubscriptionChanges, "join", lambda *_: 1 / 0)
            assert ask(till).status_code == 500
        (begun,) = till.account.subscriptions.values()

        till.account.charge(begun["id"])
        if told:
            till.deliver()
        till.look(hours=2)

        (subscription,) = till.shop.student.get("/subscriptions").json()["items"]
        assert (subscription["status"], gateway_id(till, subscription)) == ("active", begun["id"])
        assert [(one["state"], one["amount_minor"]) for one in orders(till)] == [("paid", 49_900)]

    def test_is_taken_up_again_with_the_one_that_is_there(self, market: Market) -> None:
        """Whichever call it died at, to AWS or to the gateway. After one call is before the next."""
        calls = calls_of(market, lambda: market.subscribe(0, again=False))
        deaths: list[tuple[int, Moment]] = [(number, "before") for number in range(calls)]
        for number, moment in [*deaths, (calls - 1, "after")]:
            market.begin()
            with dying(market, number, moment), suppress(AssertionError):
                market.subscribe(0, again=False)

            market.subscribe(0, again=True)

            (subscription,) = market.buyers[0].get("/subscriptions").json()["items"]
            assert [*market.till.account.subscriptions] == [gateway_id(market.till, subscription)], (number, moment)

    def test_of_which_only_the_answer_was_lost_is_found_at_once(
        self, till: Till, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        till.shop.offer(MONTHLY)
        service = till.shop.world.process.razorpay
        answer = service.answer

        def lose(request: Request) -> Response:
            answered = answer(request)
            return Response(504, b"") if (request.method, request.path) == ("POST", "/v1/subscriptions") else answered

        monkeypatch.setattr(service, "answer", lose)

        made = succeeded(ask(till)).json()

        assert [*till.account.subscriptions] == [made["checkout"]["gateway_subscription_id"]]

    def test_ends_there_when_it_lapses_here(self, till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
        till.shop.offer(MONTHLY)
        with monkeypatch.context() as dying:
            dying.setattr(SubscriptionChanges, "join", lambda *_: 1 / 0)
            assert ask(till).status_code == 500

        till.look(days=1.1)

        (begun,) = till.account.subscriptions.values()
        (subscription,) = till.shop.student.get("/subscriptions").json()["items"]
        assert (begun["status"], subscription["status"]) == ("cancelled", "expired")

    @pytest.mark.parametrize("told", [True, False])
    def test_ends_there_when_it_is_cancelled_here(
        self, till: Till, monkeypatch: pytest.MonkeyPatch, told: bool
    ) -> None:
        till.shop.offer(MONTHLY)
        with monkeypatch.context() as dying:
            dying.setattr(SubscriptionChanges, "join", lambda *_: 1 / 0)
            if told:  # the gateway makes it only after it was cancelled
                dying.setattr(Counterparts, "drop_all", lambda *_: None)
            assert ask(till).status_code == 500
            (subscription,) = till.shop.student.get("/subscriptions").json()["items"]
            path = f"/subscriptions/{subscription['subscription_id']}/cancellation"
            succeeded(till.shop.student.put(path, {"at_period_end": False}))
        (begun,) = till.account.subscriptions.values()
        assert begun["status"] == ("created" if told else "cancelled")

        if told:
            till.account.move_subscription(begun["id"], "authenticated")
            till.deliver()

        assert begun["status"] == "cancelled"

    def test_leaves_no_surplus_when_two_begin_at_once(self, till: Till) -> None:
        """Of one request that came twice at the same moment, one has its way."""
        till.shop.offer(MONTHLY)
        body, key = {"course_id": till.shop.course_id}, {"idempotency-key": "k1"}

        answers = at_once(4, lambda _: till.shop.student.post("/subscriptions", body, headers=key))

        ids = {answer.json()["checkout"]["gateway_subscription_id"] for answer in answers if answer.status_code == 201}
        living = [one["id"] for one in till.account.subscriptions.values() if one["status"] == "created"]
        assert living == [*ids]

    def test_leaves_no_surplus_to_agree_to(self, till: Till) -> None:
        made = subscribe(till)
        own = till.account.subscriptions[gateway_id(till, made)]
        same = {"plan_id": own["plan_id"], "total_count": 2, "notes": own["notes"]}
        surplus = till.account.create_subscription(same)

        till.account.move_subscription(surplus["id"], "authenticated")
        till.deliver()

        assert (own["status"], surplus["status"]) == ("created", "cancelled")

    def test_is_not_joined_by_the_note_of_another(self, till: Till) -> None:
        made = subscribe(till)
        same = {"plan_id": next(iter(till.account.plans)), "total_count": 2}
        for noted in (made["subscription_id"], "sbn_none", None):
            other = till.account.create_subscription({**same, "notes": {"subscription_id": noted} if noted else []})
            till.account.charge(other["id"])

        till.deliver()

        assert orders(till) == []
        assert gateway_id(till, made) == made["checkout"]["gateway_subscription_id"]


class TestCharges:
    def test_become_orders_that_are_paid_once_however_often_they_are_told(self, till: Till) -> None:
        made = subscribe(till)
        charge(till, made)

        at_once(4, lambda _: [till.notify(event) for event in till.events])
        till.shop.world.settle()

        (order,) = orders(till)
        assert (order["state"], order["amount_minor"]) == ("paid", 49_900)
        assert (read(till, made)["status"], access(till, made)) == ("active", AccessState.RUNNING)

    def test_are_in_the_books_and_park_nothing(self, till: Till, capsys: pytest.CaptureFixture[str]) -> None:
        made = subscribe(till)
        for _ in range(2):
            charge(till, made)
        charge(till, made, outcome="failed")

        assert "NoticeParked" not in capsys.readouterr().out
        assert balances(till)[GATEWAY] == at_the_gateway(till) == 2 * 49_900 - fees(till)
        assert sum(balances(till).values()) == 0

    def test_that_went_back_at_the_gateway_itself_are_refunded(self, till: Till) -> None:
        charge(till, subscribe(till))
        (payment,) = till.account.payments.values()

        till.account.refund(payment["id"], {})
        till.deliver()

        assert [order["state"] for order in orders(till)] == ["refunded"]
        assert balances(till)[GATEWAY] == at_the_gateway(till) == -fees(till)

    def test_told_backwards_end_alike(self, till: Till) -> None:
        made = subscribe(till)
        till.account.charge(gateway_id(till, made))
        till.account.charge(gateway_id(till, made))

        till.deliver(till.events[::-1])

        assert len(orders(till)) == 2
        assert (read(till, made)["paid_count"], access(till, made)) == (2, AccessState.RUNNING)

    def test_of_another_amount_are_nothing(self, till: Till) -> None:
        made = subscribe(till)
        plan = till.account.plans[till.account.subscriptions[gateway_id(till, made)]["plan_id"]]
        plan["item"]["amount"] = 100

        charge(till, made)

        assert orders(till) == []

    def test_forbid_buying_the_same_again(self, till: Till) -> None:
        charge(till, subscribe(till))

        assert ask(till).json()["code"] == "bought_already"
        assert till.ask().json()["code"] == "bought_already"

    def test_owe_a_commission_each(self, till: Till) -> None:
        new_affiliate(till.shop)
        assert came_by(till.shop.student, "kavita") == 204
        made = subscribe(till)

        for _ in range(2):
            charge(till, made)

        (sums,) = till.shop.tutor.get("/affiliates/me").json()["earnings"]
        assert (sums["purchases"], sums["earned_minor"]) == (2, 2 * 4_990)


class TestOverdue:
    def test_pauses_after_the_grace_and_goes_on_with_a_charge(self, till: Till) -> None:
        made = subscribe(till)
        charge(till, made)

        with till.shop.world.clock() as clock:
            charged = orders_known(till, made)
            assert told_after(till, clock, 32) == []
            ((kind, news),) = told_after(till, clock, 3)
            assert (kind, news["order_id"]) == ("AccessPaused", charged)
            assert access(till, made) is AccessState.PAUSED
            charge(till, made)
            assert access(till, made) is AccessState.RUNNING

    def test_a_failure_alone_changes_nothing(self, till: Till) -> None:
        made = subscribe(till)
        charge(till, made)

        with till.shop.world.later(days=30):
            charge(till, made, outcome="failed")

        assert (read(till, made)["status"], access(till, made)) == ("pending", AccessState.RUNNING)


class TestTrial:
    def test_gives_access_for_nothing_until_the_first_charge(self, till: Till) -> None:
        made = subscribe(till, offer={**MONTHLY, "trial_days": 7})
        assert access(till, made) is AccessState.WAITING

        till.account.move_subscription(gateway_id(till, made), "authenticated")
        till.deliver()

        assert [order["amount_minor"] for order in orders(till)] == [0]
        assert access(till, made) is AccessState.RUNNING
        with till.shop.world.clock() as clock:
            assert [kind for kind, _ in told_after(till, clock, 11)] == ["AccessPaused"]


class TestCancel:
    def test_with_the_period_keeps_what_is_paid_for(self, till: Till) -> None:
        made = subscribe(till)
        charge(till, made)

        cancelled = self.cancel(till, made, at_period_end=True)

        assert (cancelled["status"], access(till, made)) == ("active", AccessState.RUNNING)
        assert cancelled["ends_at"] == cancelled["paid_through"]
        with till.shop.world.clock() as clock:
            ((kind, news),) = told_after(till, clock, 32)
        assert (kind, news["reason"]) == ("AccessEnded", "ended")

    def test_now_ends_now(self, till: Till) -> None:
        made = subscribe(till)
        charge(till, made)

        self.cancel(till, made, at_period_end=False)
        till.deliver()

        assert access(till, made) is AccessState.ENDED
        path = f"/subscriptions/{made['subscription_id']}/cancellation"
        assert till.shop.student.put(path, {}).json()["code"] == "subscription_over"

    def test_is_not_for_who_only_sees_it(self, till: Till) -> None:
        made = subscribe(till)
        stranger = till.shop.world.actor("student", of=till.shop.org)
        path = f"/subscriptions/{made['subscription_id']}/cancellation"

        assert stranger.put(path, {}).status_code == 404
        assert till.shop.admin.put(path, {"at_period_end": False}).status_code == 200

    def test_follows_when_the_latest_charge_is_given_back(self, till: Till) -> None:
        made = subscribe(till)
        for _ in range(2):
            charge(till, made)
        latest, first = orders(till)
        succeeded(till.refund(first))
        till.deliver()
        assert read(till, made)["status"] == "active"

        succeeded(till.refund(latest))
        till.deliver()

        assert (read(till, made)["status"], access(till, made)) == ("cancelled", AccessState.ENDED)
        assert till.account.subscriptions[gateway_id(till, made)]["status"] == "cancelled"

    @staticmethod
    def cancel(till: Till, made: Json, **how: bool) -> Json:
        """Cancel it as its buyer."""
        path = f"/subscriptions/{made['subscription_id']}/cancellation"
        answered: Json = succeeded(till.shop.student.put(path, how)).json()
        return answered


class TestCoupons:
    @pytest.fixture
    def coupon_id(self, till: Till) -> str:
        """One that may be used once."""
        return new_coupon(till.shop, limit_total=1)

    def test_make_each_charge_cheaper_and_count_once(self, till: Till, coupon_id: str) -> None:
        made = subscribe(till, coupon_codes=["WELCOME"])

        for _ in range(2):
            charge(till, made)

        assert [order["amount_minor"] for order in orders(till)] == [39_900, 39_900]
        (used,) = till.shop.admin.get(f"/coupons/{coupon_id}/redemptions").json()["items"]
        assert (used["state"], uses(till.shop, coupon_id)) == ("consumed", 1)

    def test_of_which_the_last_was_used_meanwhile_are_refused(
        self, till: Till, coupon_id: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        till.shop.offer(MONTHLY)
        others, reserving = quote(till.shop, "WELCOME", user_id="usr_other"), CouponRepository.reserving

        def after_another(*about: Any) -> list[int]:
            monkeypatch.setattr(CouponRepository, "reserving", reserving)
            assert act(till.shop, "reserving", others, "ord_other")
            return reserving(*about)

        monkeypatch.setattr(CouponRepository, "reserving", after_another)
        refused = ask(till, coupon_codes=["WELCOME"])

        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/coupon_codes/0")
        assert uses(till.shop, coupon_id) == 1

    def test_stay_used_when_the_word_of_an_agreement_got_lost(self, till: Till, coupon_id: str) -> None:
        made = subscribe(till, coupon_codes=["WELCOME"])
        till.account.move_subscription(gateway_id(till, made), "authenticated")

        till.look(days=1.1)

        assert (read(till, made)["status"], uses(till.shop, coupon_id)) == ("authenticated", 1)

    def test_are_free_again_when_nobody_agrees(self, till: Till, coupon_id: str) -> None:
        made = subscribe(till, coupon_codes=["WELCOME"])
        assert uses(till.shop, coupon_id) == 1

        till.look(days=1)

        assert uses(till.shop, coupon_id) == 0
        assert read(till, made)["status"] in {"expired", "cancelled"}


class TestAPass:
    def test_opens_its_courses_while_it_is_paid(self, till: Till) -> None:
        pass_id = till.shop.new_pass(course_ids=[till.shop.course_id])
        succeeded(till.shop.admin.post(f"/passes/{pass_id}/offers", MONTHLY))
        made = succeeded(ask(till, course_id=None, pass_id=pass_id)).json()

        charge(till, made)
        first = terms(till.shop).pass_until
        with till.shop.world.later(days=29):
            charge(till, made)
        second = terms(till.shop).pass_until

        assert first is not None
        assert second is not None
        assert second - first > timedelta(days=28)


def orders_known(till: Till, subscription: Json) -> str | None:
    """The order that others know the access by."""
    return SubscriptionRepository(till.shop.org.org_id).get(subscription["subscription_id"]).order_id


def told_after(till: Till, clock: SetClock, days: float) -> list[tuple[str, Json]]:
    """What is told of access when the job runs after some days more."""
    clock.advance(timedelta(days=days))
    return [(kind, news) for kind, news in told_by(till) if kind.startswith("Access")]
