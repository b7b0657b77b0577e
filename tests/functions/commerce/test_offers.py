"""Putting courses on sale over HTTP, and what others learn of it."""

from datetime import timedelta
from typing import Any

import pytest

from functions.commerce.domain.shelves import MOST_OFFERS
from functions.commerce.published import CourseTerms, asking_terms
from functions.commerce.wiring import due_service
from shared.clock import system_clock
from shared.dynamo import Ask, answer
from shared.remembering import forget_memories
from tests.functions.commerce.shop import FREE, MONTHLY, ONCE, PARTS, Json, Shop, pointers, succeeded
from tests.support.client import Answer
from tests.support.world import at_once


def terms(shop: Shop, user_id: str | None = None) -> CourseTerms:
    """What learning is told of the course."""
    asked = asking_terms(shop.org.org_id, shop.course_id, user_id or shop.student.user_id)
    nothing: Ask[None] = Ask(asked.repository, (), lambda rows: None)
    found, _ = answer(asked, nothing)
    return found


def found_in_catalog(shop: Shop, **filters: Any) -> list[Json]:
    """The course as strangers find it, after everything was heard of."""
    shop.world.settle()
    forget_memories()
    items: list[Json] = succeeded(shop.student.get(f"/catalog/{shop.org.slug}/courses", params=filters)).json()["items"]
    return items


def if_match(answered: Answer) -> dict[str, str]:
    """The header that makes the next request change just what this answer showed."""
    return {"if-match": answered.headers["etag"]}


class TestOfferCourse:
    @pytest.mark.parametrize("body", [FREE, ONCE, MONTHLY, PARTS])
    def test_on_any_kind_of_terms(self, shop: Shop, body: Json) -> None:
        made = succeeded(shop.tutor.post(shop.path, body))

        assert made.status_code == 201
        assert made.json() | body == made.json()
        assert (made.json()["default"], made.json()["sold_now"]) == (True, True)
        assert shop.tutor.get(f"/offers/{made.json()['offer_id']}").json() == made.json()

    def test_makes_it_cost_something(self, shop: Shop) -> None:
        assert terms(shop) == CourseTerms(free=True, sold=False, pass_until=None)

        shop.offer()

        assert terms(shop) == CourseTerms(free=False, sold=True, pass_until=None)

    def test_is_found_by_its_price(self, shop: Shop) -> None:
        assert [course["free"] for course in found_in_catalog(shop)] == [True]

        shop.offer(price_minor=49_900)

        assert [course["price_minor"] for course in found_in_catalog(shop)] == [49_900]
        assert len(found_in_catalog(shop, max_price=49_900)) == 1
        assert found_in_catalog(shop, max_price=49_899) == []
        assert found_in_catalog(shop, free=True) == []

    def test_names_what_does_not_fit(self, shop: Shop) -> None:
        refused = shop.tutor.post(shop.path, {**PARTS, "price_minor": 99_999})

        assert (refused.status_code, refused.json()["code"]) == (422, "offer_unsound")
        assert pointers(refused) == ["/parts"]

    @pytest.mark.parametrize(
        "changes",
        [
            {"price_minor": True},
            {"price_minor": 1.5},
            {"price_minor": "100"},
            {"price_minor": 10**15},
            {"price_minor": -1},
            {"currency": "inr"},
            {"sold_from": "0001-01-01T00:00:00+14:00"},
            {"sold_from": "9999-12-31T23:59:59-14:00"},
            {"sold_from": "2026-11-02T08:00:00"},
            {"scheduled": [{"price_minor": 100, "valid_from": "2026-11-02T08:00:00Z"}] * 21},
            {"name": "\x00"},
            {"offer_id": "off_mine"},
        ],
    )
    def test_refuses_hostile_values(self, shop: Shop, changes: Json) -> None:
        assert shop.tutor.post(shop.path, {**ONCE, **changes}).status_code == 422

    def test_is_for_those_who_may_publish_the_course(self, shop: Shop) -> None:
        stranger = shop.world.actor("tutor", of=shop.org)

        assert shop.student.post(shop.path, ONCE).status_code == 403
        assert stranger.post(shop.path, ONCE).json()["code"] == "not_your_offers"
        assert shop.admin.post(shop.path, ONCE).status_code == 201

    def test_of_another_organization_is_not_there(self, shop: Shop) -> None:
        assert shop.world.actor("org_admin").post(shop.path, ONCE).status_code == 404

    def test_once_for_one_key(self, shop: Shop) -> None:
        key = {"idempotency-key": "k1"}

        first, second = (shop.tutor.post(shop.path, ONCE, headers=key) for _ in range(2))

        assert first.json() == second.json()
        assert shop.tutor.post(shop.path, FREE, headers=key).status_code == 422
        assert len(shop.tutor.get(shop.path).json()["items"]) == 1

    def test_has_a_limit(self, shop: Shop) -> None:
        for number in range(MOST_OFFERS):
            shop.offer(name=f"Offer {number}")

        refused = shop.tutor.post(shop.path, ONCE)

        assert (refused.status_code, refused.json()["limit"]) == (409, MOST_OFFERS)

    def test_by_many_at_once_leaves_one_default(self, shop: Shop) -> None:
        at_once(6, lambda number: shop.offer(name=f"Offer {number}", default=True))

        offers = shop.tutor.get(shop.path).json()["items"]
        assert (len(offers), sum(offer["default"] for offer in offers)) == (6, 1)


class TestListOffers:
    def test_shows_learners_what_is_sold_now(self, shop: Shop) -> None:
        later = (system_clock.now() + timedelta(days=1)).isoformat()
        now = shop.offer()
        then = shop.offer(sold_from=later)

        assert [one["offer_id"] for one in shop.tutor.get(shop.path).json()["items"]] == [now, then]
        assert [one["offer_id"] for one in shop.student.get(shop.path).json()["items"]] == [now]
        assert shop.student.get(f"/offers/{then}").status_code == 404


class TestChangeOffer:
    def test_changes_what_is_said_and_leaves_the_rest(self, shop: Shop) -> None:
        path = f"/offers/{shop.offer()}"

        changed = succeeded(shop.tutor.put(path, {"price_minor": 80_000}, headers=if_match(shop.tutor.get(path))))

        assert changed.json()["price_now_minor"] == 80_000
        assert changed.json()["name"] == "Whole course"
        assert [course["price_minor"] for course in found_in_catalog(shop)] == [80_000]

    def test_only_what_was_read(self, shop: Shop) -> None:
        path = f"/offers/{shop.offer()}"
        seen = if_match(shop.tutor.get(path))
        succeeded(shop.admin.put(path, {"name": "Mine"}, headers=seen))

        assert shop.tutor.put(path, {"name": "Yours"}, headers=seen).status_code == 412
        assert shop.tutor.put(path, {"name": "Yours"}).status_code == 428

    def test_another_default_is_a_change_of_the_one_before(self, shop: Shop) -> None:
        first, second = (f"/offers/{shop.offer(name=name)}" for name in ("Once", "Twice"))
        seen = if_match(shop.tutor.get(first))

        succeeded(shop.tutor.put(second, {"default": True}, headers=if_match(shop.tutor.get(second))))

        assert shop.tutor.get(first).json()["default"] is False
        assert shop.tutor.put(first, {"name": "Other"}, headers=seen).status_code == 412

    def test_must_fit_together_with_what_stays(self, shop: Shop) -> None:
        path = f"/offers/{shop.offer(PARTS)}"

        refused = shop.tutor.put(path, {"price_minor": 80_000}, headers=if_match(shop.tutor.get(path)))

        assert pointers(refused) == ["/parts"]

    def test_nothing_may_be_null_that_has_a_value(self, shop: Shop) -> None:
        path = f"/offers/{shop.offer()}"

        refused = shop.tutor.put(path, {"price_minor": None}, headers=if_match(shop.tutor.get(path)))

        assert refused.status_code == 422


class TestWithdrawOffer:
    def test_does_not_give_the_course_away(self, shop: Shop) -> None:
        path = f"/offers/{shop.offer()}"

        assert shop.tutor.delete(path).status_code == 204

        assert terms(shop) == CourseTerms(free=False, sold=False, pass_until=None)
        assert shop.tutor.delete(path).status_code == 404
        assert [course["free"] for course in found_in_catalog(shop)] == [False]


class TestScheduledPrices:
    def test_hold_and_are_told_when_their_time_has_come(self, shop: Shop) -> None:
        begin = system_clock.now() + timedelta(days=1)
        until = begin + timedelta(days=1)
        scheduled = [
            {"price_minor": 50_000, "valid_from": begin.isoformat(), "valid_until": until.isoformat()},
        ]
        shop.offer(scheduled=scheduled)

        assert due_service().look() == 0
        with shop.world.clock(begin) as clock:
            assert due_service().look() == 1
            assert [course["price_minor"] for course in found_in_catalog(shop)] == [50_000]
            clock.advance(timedelta(days=1))
            assert due_service().look() == 1
            assert [course["price_minor"] for course in found_in_catalog(shop)] == [100_000]
            assert due_service().look() == 0

    def test_a_round_that_fails_comes_again(self, shop: Shop) -> None:
        begin = system_clock.now() + timedelta(days=1)
        shop.offer(scheduled=[{"price_minor": 50_000, "valid_from": begin.isoformat()}])
        due = due_service()
        due._looks = {}

        with shop.world.clock(begin) as clock:
            assert due.look() == 1
            clock.advance(timedelta(minutes=59))
            assert due_service().look() == 0
            clock.advance(timedelta(minutes=1))
            assert due_service().look() == 1
