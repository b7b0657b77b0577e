"""Affiliates: who earns by bringing buyers, and what they see of it."""

from datetime import timedelta
from typing import Any

from functions.commerce.domain.affiliates import Referral
from functions.commerce.domain.offers import Thing
from functions.commerce.domain.quotes import Attribution
from functions.commerce.wiring import affiliate_service, pricing_service
from shared.clock import system_clock
from tests.functions.commerce.shop import Json, Shop, pointers, succeeded
from tests.functions.commerce.terms import AT
from tests.functions.commerce.test_offers import if_match
from tests.support.actors import Actor
from tests.support.world import at_once


def new_affiliate(shop: Shop, person: Actor | None = None, **more: Any) -> Json:
    """Let the tutor earn a tenth, unless told who and what else."""
    body = {"user_id": (person or shop.tutor).user_id, "code": "kavita", "commission_bp": 1_000, **more}
    made: Json = succeeded(shop.admin.post("/affiliates", body)).json()
    return made


def owed(shop: Shop, buyer: Actor | None = None, code: str | None = None) -> Attribution | None:
    """Whom a purchase by the student would be owed to."""
    thing, user_id = Thing(course_id=shop.course_id), (buyer or shop.student).user_id
    return (
        pricing_service(shop.org.org_id).price(thing, user_id, (), system_clock.now(), referral_code=code).attribution
    )


def came_by(actor: Actor, code: str) -> int:
    """Whether the code is taken: the status."""
    return actor.put("/referrals/me", {"code": code}).status_code


class TestAffiliates:
    def test_are_made_and_changed(self, shop: Shop) -> None:
        made = new_affiliate(shop)
        path = f"/affiliates/{made['affiliate_id']}"

        changed = succeeded(shop.admin.put(path, {"commission_bp": 1_500}, headers=if_match(shop.admin.get(path))))

        assert (changed.json()["code"], changed.json()["commission_bp"]) == ("KAVITA", 1_500)
        assert shop.admin.get("/affiliates").json()["items"] == [changed.json()]
        assert shop.tutor.get("/affiliates/me").json()["commission_bp"] == 1_500

    def test_are_one_for_each_person_and_code(self, shop: Shop) -> None:
        new_affiliate(shop)
        body = {"user_id": shop.tutor.user_id, "code": "other", "commission_bp": 1}

        again = shop.admin.post("/affiliates", body)
        taken = shop.admin.post("/affiliates", {**body, "user_id": shop.admin.user_id, "code": "Kavita"})

        assert [answer.json()["code"] for answer in (again, taken)] == ["affiliate_exists", "affiliate_code_taken"]

    def test_are_members(self, shop: Shop) -> None:
        stranger = shop.world.actor("tutor")

        refused = shop.admin.post("/affiliates", {"user_id": stranger.user_id, "code": "abc", "commission_bp": 1})

        assert (refused.status_code, pointers(refused)) == (422, ["/user_id"])

    def test_are_the_administrators(self, shop: Shop) -> None:
        assert shop.tutor.get("/affiliates").status_code == 403
        assert shop.tutor.get("/affiliates/me").status_code == 404


class TestAttribution:
    def test_goes_to_whose_code_was_used_last(self, shop: Shop) -> None:
        shop.offer()
        first = new_affiliate(shop)
        second = new_affiliate(shop, shop.admin, code="admin", commission_bp=2_000)
        assert owed(shop) is None

        for code in ("kavita", "ADMIN"):
            assert came_by(shop.student, code) == 204

        assert owed(shop) == Attribution(
            affiliate_id=second["affiliate_id"],
            user_id=shop.admin.user_id,
            commission_bp=2_000,
            commission_minor=20_000,
        )
        named = owed(shop, code="kavita")
        assert named is not None
        assert named.affiliate_id == first["affiliate_id"]

    def test_ends_with_the_window(self, shop: Shop) -> None:
        shop.offer()
        new_affiliate(shop, window_days=7)
        assert came_by(shop.student, "kavita") == 204

        with shop.world.clock(system_clock.now() + timedelta(days=6, hours=23)) as clock:
            assert owed(shop) is not None
            clock.advance(timedelta(hours=1))
            assert owed(shop) is None

    def test_never_goes_to_the_buyer(self, shop: Shop) -> None:
        shop.offer()
        new_affiliate(shop)

        assert came_by(shop.tutor, "kavita") == 404
        assert owed(shop, shop.tutor, "kavita") is None

    def test_says_the_same_of_ones_own_code_and_of_none(self, shop: Shop) -> None:
        new_affiliate(shop)

        own, none = (shop.tutor.put("/referrals/me", {"code": code}).json() for code in ("kavita", "nobody"))

        assert own | {"request_id": ""} == none | {"request_id": ""}

    def test_stops_when_switched_off(self, shop: Shop) -> None:
        shop.offer()
        made = new_affiliate(shop)
        assert came_by(shop.student, "kavita") == 204
        path = f"/affiliates/{made['affiliate_id']}"
        succeeded(shop.admin.put(path, {"active": False}, headers=if_match(shop.admin.get(path))))

        assert owed(shop) is None
        assert came_by(shop.student, "kavita") == 404


class TestEarnings:
    def test_are_counted_once_and_shown_to_their_owner(self, shop: Shop) -> None:
        made = new_affiliate(shop)
        purchase = a_purchase(made["affiliate_id"])

        at_once(6, lambda _: affiliate_service(shop.org.org_id).credit(purchase))

        own = shop.tutor.get("/affiliates/me").json()
        assert own["earnings"] == [
            {
                "currency": "INR",
                "purchases": 1,
                "commission_minor": 9_999,
                "reversed_minor": 0,
                "earned_minor": 9_999,
            }
        ]
        (listed,) = shop.tutor.get("/affiliates/me/referrals").json()["items"]
        assert "user_id" not in listed
        assert shop.admin.get(f"/affiliates/{made['affiliate_id']}/referrals").json()["items"] == [listed]

    def test_go_back_with_the_money_in_whatever_order_it_is_told(self, shop: Shop) -> None:
        made = new_affiliate(shop)
        service = affiliate_service(shop.org.org_id)
        service.credit(a_purchase(made["affiliate_id"]))

        at_once(6, lambda n: service.debit(made["affiliate_id"], "ord_1", f"rfd_{n % 3}", 33_333))

        (sums,) = shop.tutor.get("/affiliates/me").json()["earnings"]
        assert (sums["reversed_minor"], sums["earned_minor"]) == (9_999, 0)

    def test_of_others_purchases_do_not_exist(self, shop: Shop) -> None:
        affiliate_service(shop.org.org_id).debit("aff_1", "ord_1", "rfd_1", 100)


def a_purchase(affiliate_id: str) -> Referral:
    """A purchase of ₹999.99 that earns a tenth."""
    return Referral(
        affiliate_id=affiliate_id,
        order_id="ord_1",
        course_id="crs_1",
        currency="INR",
        paid_minor=99_999,
        commission_minor=9_999,
        paid_at=AT,
    )
