"""Passes over HTTP, and the courses that they open."""

from datetime import timedelta

import pytest

from functions.commerce.domain.passes import FOREVER, MOST_CHANGED, HeldPass, Pass
from functions.commerce.errors import PassUnsound
from functions.commerce.published import CourseTerms
from functions.commerce.repository.passes import PassRepository
from shared.clock import system_clock
from tests.functions.commerce.shop import MONTHLY, ONCE, Shop, pointers, succeeded
from tests.functions.commerce.terms import AT
from tests.functions.commerce.test_offers import found_in_catalog, if_match, terms
from tests.support.world import at_once


class TestPasses:
    def test_are_made_changed_and_removed(self, shop: Shop) -> None:
        path = f"/passes/{shop.new_pass()}"
        read = shop.student.get(path)

        changed = succeeded(shop.admin.put(path, {"name": "All of it"}, headers=if_match(read)))

        assert (changed.json()["name"], changed.json()["every_course"]) == ("All of it", False)
        assert shop.admin.put(path, {"name": "Other"}, headers=if_match(read)).status_code == 412
        assert shop.admin.delete(path).status_code == 204
        assert shop.admin.get(path).status_code == 404

    def test_are_listed_newest_first(self, shop: Shop) -> None:
        made = [shop.new_pass(name=f"Pass {number}") for number in range(3)]

        first = shop.student.get("/passes", params={"limit": 2}).json()
        second = shop.student.get("/passes", params={"limit": 2, "cursor": first["next_cursor"]}).json()

        assert [one["pass_id"] for one in first["items"] + second["items"]] == made[::-1]

    def test_are_the_administrators(self, shop: Shop) -> None:
        assert shop.tutor.post("/passes", {"name": "Mine"}).status_code == 403

    def test_are_sold_like_courses(self, shop: Shop) -> None:
        path = f"/passes/{shop.new_pass()}/offers"

        offers = [succeeded(shop.admin.post(path, body)).json()["offer_id"] for body in (ONCE, MONTHLY)]

        assert [one["kind"] for one in shop.student.get(path).json()["items"]] == ["one_time", "subscription"]
        assert shop.tutor.post(path, ONCE).status_code == 403
        assert shop.tutor.delete(f"/offers/{offers[0]}").json()["code"] == "not_your_offers"
        assert shop.admin.delete(path.removesuffix("/offers")).json()["code"] == "pass_in_use"
        assert [shop.admin.delete(f"/offers/{offer}").status_code for offer in offers] == [204, 204]
        assert shop.admin.delete(path.removesuffix("/offers")).status_code == 204


class TestWhatTheyOpen:
    def test_costs_something_from_then_on(self, shop: Shop) -> None:
        pass_id = shop.new_pass(course_ids=[shop.course_id, shop.course_id])

        assert terms(shop) == CourseTerms(free=False, sold=False, pass_until=None)
        assert [(one["free"], one["price_minor"]) for one in found_in_catalog(shop)] == [(False, None)]
        assert shop.student.get(f"/passes/{pass_id}").json()["course_ids"] == [shop.course_id]

    def test_does_not_become_free_by_being_taken_out(self, shop: Shop) -> None:
        other = shop.another_course()
        path = f"/passes/{shop.new_pass(course_ids=[shop.course_id])}"

        succeeded(shop.admin.put(path, {"course_ids": [other]}, headers=if_match(shop.admin.get(path))))

        assert terms(shop) == CourseTerms(free=False, sold=False, pass_until=None)
        assert shop.admin.get(path).json()["course_ids"] == [other]

    def test_of_one_course_by_many_passes_at_once_loses_none(self, shop: Shop) -> None:
        passes = at_once(6, lambda number: shop.new_pass(name=f"Pass {number}", course_ids=[shop.course_id]))

        for pass_id in passes:
            hold(shop, HeldPass(order_id="ord_1", pass_id=pass_id, every_course=False))
            assert terms(shop).pass_until == FOREVER

    def test_is_not_named_where_everything_is_opened(self, shop: Shop) -> None:
        body = {"name": "All", "every_course": True, "course_ids": [shop.course_id]}

        assert pointers(shop.admin.post("/passes", body)) == ["/course_ids"]

    def test_must_be_there(self, shop: Shop) -> None:
        theirs = shop.world.actor("org_admin")

        for actor, course_id in ((theirs, shop.course_id), (shop.admin, "crs_none")):
            refused = actor.post("/passes", {"name": "Mine", "course_ids": [course_id]})
            assert (refused.status_code, pointers(refused)) == (422, ["/course_ids"])

    def test_changes_by_so_many_at_a_time(self) -> None:
        before = Pass(pass_id="pas_1", name="Big", course_ids=("crs_0",), created_at=AT, updated_at=AT)
        names = tuple(f"crs_{number}" for number in range(MOST_CHANGED + 2))

        before.model_copy(update={"course_ids": names[:-1]}).sound(before)
        with pytest.raises(PassUnsound):
            before.model_copy(update={"course_ids": names}).sound(before)


class TestWhoHoldsOne:
    def test_has_its_courses_until_it_is_over(self, shop: Shop) -> None:
        pass_id, until = shop.new_pass(course_ids=[shop.course_id]), system_clock.now() + timedelta(days=30)
        hold(shop, HeldPass(order_id="ord_1", pass_id=pass_id, every_course=False, until=until))

        assert terms(shop).pass_until == until
        assert terms(shop, shop.tutor.user_id).pass_until is None
        with shop.world.clock(until):
            assert terms(shop).pass_until is None

    def test_of_every_course_has_every_course(self, shop: Shop) -> None:
        hold(shop, HeldPass(order_id="ord_1", pass_id="pas_1", every_course=True))

        assert terms(shop).pass_until == FOREVER


def hold(shop: Shop, held: HeldPass) -> None:
    """Let the student hold a pass."""
    PassRepository(shop.org.org_id).hold(shop.student.user_id, held)
