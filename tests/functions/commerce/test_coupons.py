"""Coupons: given out over HTTP, asked for in quotes, and never used more often than they may be."""

from datetime import timedelta
from typing import Any

import pytest

from functions.commerce.domain.offers import Thing
from functions.commerce.domain.quotes import Quote
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.wiring import pricing_service
from shared.clock import system_clock
from shared.dynamo import ConditionFailed
from shared.errors import Unavailable
from tests.functions.commerce.shop import MONTHLY, PARTS, Json, Shop, pointers, succeeded
from tests.functions.commerce.test_offers import if_match
from tests.support.calls import counting_calls
from tests.support.client import Answer
from tests.support.world import at_once

FIXED: Json = {"code": "WELCOME", "kind": "fixed", "amount_minor": 10_000, "currency": "INR"}
PERCENT: Json = {"code": "QUARTER", "kind": "percent", "percent_bp": 2_500}


def new_coupon(shop: Shop, body: Json | None = None, **more: Any) -> str:
    """A coupon; its id."""
    made = succeeded(shop.admin.post("/coupons", {**(body or FIXED), **more}))
    return str(made.json()["coupon_id"])


def asked(shop: Shop, *codes: str, **more: Any) -> Answer:
    """What the course costs the student with these codes."""
    return shop.student.post("/quotes", {"course_id": shop.course_id, "coupon_codes": list(codes), **more})


def total(shop: Shop, *codes: str) -> int:
    """What is to be paid."""
    paid: int = succeeded(asked(shop, *codes)).json()["total_minor"]
    return paid


def quote(shop: Shop, *codes: str, user_id: str = "usr_1") -> Quote:
    """The same, for whoever it is."""
    thing = Thing(course_id=shop.course_id)
    return pricing_service(shop.org.org_id).price(thing, user_id, codes, system_clock.now())


def act(shop: Shop, what: str, quoted: Quote, order_id: str = "ord_1", **more: Any) -> bool:
    """Reserve, consume or release what a quote uses, as an order does. Returns whether that could be done."""
    coupons = CouponRepository(shop.org.org_id)
    try:
        with coupons._transaction() as transaction:
            getattr(coupons, what)(transaction, quoted, order_id, **more)
    except ConditionFailed:
        return False
    return True


def uses(shop: Shop, coupon_id: str) -> int:
    """How often a coupon was used."""
    counted: int = shop.admin.get(f"/coupons/{coupon_id}").json()["uses"]
    return counted


class TestCoupons:
    def test_are_made_changed_listed_and_removed(self, shop: Shop) -> None:
        made = succeeded(shop.admin.post("/coupons", {**PERCENT, "code": " quarter-1 "}))
        path = f"/coupons/{made.json()['coupon_id']}"

        changed = succeeded(shop.admin.put(path, {"percent_bp": 5_000}, headers=if_match(made)))

        assert (changed.json()["code"], changed.json()["percent_bp"]) == ("QUARTER-1", 5_000)
        assert shop.admin.put(path, {"percent_bp": 1}, headers=if_match(made)).status_code == 412
        assert shop.admin.get("/coupons").json()["items"] == [changed.json()] == [shop.admin.get(path).json()]
        assert shop.admin.delete(path).status_code == 204
        assert shop.admin.get(path).status_code == 404
        succeeded(shop.admin.post("/coupons", {**PERCENT, "code": "quarter-1", "percent_bp": 1}))

    def test_have_codes_of_their_own(self, shop: Shop) -> None:
        new_coupon(shop)

        refused = shop.admin.post("/coupons", {**PERCENT, "code": "welcome"})

        assert (refused.status_code, refused.json()["code"]) == (409, "code_taken")
        assert shop.world.actor("org_admin").post("/coupons", FIXED).status_code == 201

    def test_that_were_used_stay(self, shop: Shop) -> None:
        shop.offer()
        coupon_id = new_coupon(shop)
        assert act(shop, "reserving", quote(shop, "WELCOME"))

        assert shop.admin.delete(f"/coupons/{coupon_id}").json()["code"] == "coupon_in_use"

    def test_are_the_administrators(self, shop: Shop) -> None:
        assert shop.tutor.post("/coupons", FIXED).status_code == 403
        assert shop.student.get("/coupons").status_code == 403

    @pytest.mark.parametrize(
        ("changes", "pointer"),
        [
            ({"amount_minor": 0}, "/amount_minor"),
            ({"currency": None}, "/currency"),
            ({"limit_total": 0}, "/limit_total"),
            ({"limit_total": True}, "/limit_total"),
            ({"code": "a b"}, "/code"),
            ({"code": "ab"}, "/code"),
            ({"valid_from": "2026-11-03T00:00:00Z", "valid_until": "2026-11-02T00:00:00Z"}, "/valid_until"),
        ],
    )
    def test_name_what_does_not_fit(self, shop: Shop, changes: Json, pointer: str) -> None:
        refused = shop.admin.post("/coupons", {**FIXED, **changes})

        assert (refused.status_code, pointers(refused)) == (422, [pointer])


class TestQuote:
    def test_100_rupees_off_1000_cost_900(self, shop: Shop) -> None:
        shop.offer()
        new_coupon(shop)

        answered = succeeded(asked(shop, "welcome")).json()

        assert (answered["price_minor"], answered["total_minor"]) == (100_000, 90_000)
        assert answered["discounts"] == [{"code": "WELCOME", "amount_minor": 10_000}]

    def test_instalments_share_the_discount(self, shop: Shop) -> None:
        shop.offer(PARTS)
        new_coupon(shop, amount_minor=10_001)

        answered = succeeded(asked(shop, "WELCOME")).json()

        assert [part["amount_minor"] for part in answered["parts"]] == [22_500, 22_500, 22_500, 22_499]
        assert answered["due_now_minor"] == 22_500

    def test_each_charge_of_a_subscription_is_less(self, shop: Shop) -> None:
        shop.offer(MONTHLY)
        new_coupon(shop)

        assert total(shop, "WELCOME") == 39_900

    def test_a_subscription_is_never_for_nothing(self, shop: Shop) -> None:
        shop.offer(MONTHLY)
        new_coupon(shop, amount_minor=49_900)

        assert asked(shop, "WELCOME").json()["code"] == "coupon_refused"

    def test_names_either_a_course_or_a_pass(self, shop: Shop) -> None:
        assert shop.student.post("/quotes", {}).status_code == 422
        assert asked(shop, pass_id="pas_1").status_code == 422

    def test_of_what_is_free_or_not_sold(self, shop: Shop) -> None:
        assert asked(shop).json()["code"] == "not_on_sale"
        shop.offer({"name": "Open", "kind": "free"})
        assert asked(shop).json()["code"] == "free_of_charge"
        assert asked(shop, offer_id="off_none").json()["code"] == "not_on_sale"

    def test_takes_the_price_of_the_moment(self, shop: Shop) -> None:
        begin = system_clock.now() + timedelta(days=1)
        shop.offer(scheduled=[{"price_minor": 50_000, "valid_from": begin.isoformat()}])

        assert quote(shop).total_minor == 100_000
        with shop.world.clock(begin):
            assert quote(shop).total_minor == 50_000

    def test_is_two_calls(self, shop: Shop) -> None:
        shop.offer()
        new_coupon(shop)

        with counting_calls() as calls:
            quote(shop, "WELCOME")

        assert calls == ["GetItem", "BatchGetItem", "GetItem"]

    def test_says_the_same_of_codes_that_are_not_there_and_not_good(self, shop: Shop) -> None:
        shop.offer()
        past, soon = system_clock.now() - timedelta(days=2), system_clock.now() + timedelta(days=2)
        new_coupon(shop, code="OVER", valid_until=past.isoformat())
        new_coupon(shop, code="SOON", valid_from=soon.isoformat())
        new_coupon(shop, code="OFF", active=False)
        new_coupon(shop, code="DOLLARS", currency="USD")
        new_coupon(shop, code="DEAR", minimum_minor=100_001)
        new_coupon(shop, code="ELSEWHERE", course_ids=[shop.another_course()])
        new_coupon(shop, code="ONCE", limit_total=1)
        assert act(shop, "reserving", quote(shop, "ONCE"))

        answers = [
            asked(shop, code) for code in ("NONE", "OVER", "SOON", "OFF", "DOLLARS", "DEAR", "ELSEWHERE", "ONCE")
        ]

        assert {answer.status_code for answer in answers} == {422}
        said = [{name: value for name, value in answer.json().items() if name != "request_id"} for answer in answers]
        assert all(one == said[0] for one in said)

    def test_takes_several_only_where_each_allows_it(self, shop: Shop) -> None:
        shop.offer()
        new_coupon(shop, stackable=True)
        new_coupon(shop, PERCENT, stackable=True)
        new_coupon(shop, code="ALONE")

        assert total(shop, "WELCOME", "QUARTER") == total(shop, "QUARTER", "WELCOME", "welcome") == 65_000
        assert asked(shop, "WELCOME", "ALONE").json()["code"] == "coupon_refused"

    def test_that_is_refused_is_named_where_it_stands_though_another_stands_there_twice(self, shop: Shop) -> None:
        shop.offer()
        new_coupon(shop)

        assert pointers(asked(shop, "WELCOME", "welcome", "NOBODYS")) == ["/coupon_codes/2"]

    def test_is_not_given_to_guessers(self, shop: Shop) -> None:
        shop.offer()

        with shop.world.clock():
            statuses = [asked(shop, f"GUESS{number}").status_code for number in range(61)]

        assert statuses == [422] * 60 + [429]


class TestUses:
    def test_are_reserved_consumed_and_listed(self, shop: Shop) -> None:
        shop.offer()
        coupon_id = new_coupon(shop)
        quoted = quote(shop, "WELCOME")

        assert act(shop, "reserving", quoted)
        assert act(shop, "consuming", quoted)

        (used,) = shop.admin.get(f"/coupons/{coupon_id}/redemptions").json()["items"]
        assert (used["order_id"], used["state"], used["discount_minor"]) == ("ord_1", "consumed", 10_000)
        assert uses(shop, coupon_id) == 1

    def test_are_free_again_when_released(self, shop: Shop) -> None:
        shop.offer()
        coupon_id = new_coupon(shop, limit_total=1)
        first, second = (quote(shop, "WELCOME", user_id=f"usr_{number}") for number in range(2))
        assert act(shop, "reserving", first, "ord_1")
        assert not act(shop, "reserving", second, "ord_2")

        assert act(shop, "releasing", first, "ord_1")

        assert uses(shop, coupon_id) == 0
        assert act(shop, "reserving", second, "ord_2")
        assert not act(shop, "consuming", first, "ord_1", lapsed=True)
        assert act(shop, "releasing", second, "ord_2")
        assert act(shop, "consuming", first, "ord_1", lapsed=True)
        assert uses(shop, coupon_id) == 1

    def test_happen_once_however_often_they_are_tried(self, shop: Shop) -> None:
        shop.offer()
        coupon_id = new_coupon(shop)
        quoted = quote(shop, "WELCOME")

        did = [act(shop, what, quoted) for what in ("reserving", "reserving", "releasing", "releasing", "consuming")]

        assert did == [True, False, True, False, False]
        assert uses(shop, coupon_id) == 0

    @pytest.mark.parametrize(
        ("limit", "people"), [("limit_per_person", ["usr_1", "usr_1", "usr_2"]), ("limit_per_course", ["usr_1"] * 2)]
    )
    def test_are_counted_for_each_person_and_course(self, shop: Shop, limit: str, people: list[str]) -> None:
        shop.offer()
        new_coupon(shop, {**FIXED, limit: 1})
        quotes = [quote(shop, "WELCOME", user_id=user_id) for user_id in people]

        did = [act(shop, "reserving", one, f"ord_{number}") for number, one in enumerate(quotes)]

        assert did == [True, False, True][: len(people)]

    @pytest.mark.parametrize("limit", [1, 10])
    def test_by_a_hundred_at_once_never_exceed_the_limit(self, shop: Shop, limit: int) -> None:
        shop.offer()
        coupon_id = new_coupon(shop, limit_total=limit)
        quotes = [quote(shop, "WELCOME", user_id=f"usr_{number}") for number in range(100)]

        def redeem(number: int) -> bool:
            for _ in range(20):
                try:
                    return act(shop, "reserving", quotes[number], f"ord_{number}")
                except Unavailable:
                    continue
            return False

        did = at_once(100, redeem)

        assert sum(did) == limit == uses(shop, coupon_id)
        listed = shop.admin.get(f"/coupons/{coupon_id}/redemptions").json()["items"]
        assert {one["order_id"] for one in listed} == {f"ord_{number}" for number in range(100) if did[number]}
